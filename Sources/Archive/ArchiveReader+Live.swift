public import Liquidations
public import Live

/// Which part is wanted of what was heard.
public struct LivePart: Hashable, Sendable {
  /// Where the exchanges were reached.
  public var place: String
  /// Sums of minutes or of hours; of other steps there are none.
  public var step: Step
  public var time: Range<Timestamp>

  public init(_ step: Step, in time: Range<Timestamp>, of place: String = SeriesArchive.exchanges) {
    self.place = place
    self.step = step
    self.time = time
  }
}

/// A part of what was heard, and what is to be said of it.
public struct ArchivedLive: Sendable {
  public internal(set) var record: LiveRecord
  /// The newest price of all; nil if none is known.
  public internal(set) var price: Price?
  /// The last price of each minute of the time.
  public internal(set) var prices: [MinutePrice] = []
  /// Where else exchanges were reached of which the archive holds something, a few at most.
  public internal(set) var others: [String] = []
  /// What was left out because it can't be.
  public internal(set) var fault: StoreFault?
}

extension ArchiveReader {
  /// What was heard in some time; nil if there is no file.
  ///
  /// - Parameters:
  ///   - hasSums: whether the sums are wanted, and not the coverage alone.
  ///   - hasPrices: whether the prices are wanted.
  public func live(
    _ part: LivePart, hasSums: Bool = true, hasPrices: Bool = false, at now: Timestamp
  ) throws(ArchiveReadingError) -> ArchivedLive? {
    try read(needing: "live") { database, _ throws(SQLiteError) in
      let queries = ArchiveQueries(
        database, source: "", token: "", exchanges: part.place, holder: "")
      var nonsense = Nonsense()
      var found = ArchivedLive(
        record: try queries.liveRecord(of: part, hasSums: hasSums, at: now, &nonsense))
      found.price = try queries.newestPrice()
      if hasPrices { found.prices = try queries.prices(of: part, &nonsense) }
      found.others = try queries.otherPlaces()
      found.fault = nonsense.fault
      return found
    }
  }

  /// What the tape can tell of: from its beginning, and the coverage of a time; nil if there is no file.
  public func tapeRecord(
    _ part: LivePart, at now: Timestamp
  ) throws(ArchiveReadingError) -> ArchivedLive? {
    let start = try read(needing: "live") { database, _ throws(SQLiteError) in
      let queries = ArchiveQueries(
        database, source: "", token: "", exchanges: part.place, holder: "")
      return try queries.tapeStart(at: now)
    }
    guard var found = try live(part, hasSums: false, at: now) else { return nil }
    found.record.start = start ?? nil
    return found
  }
}

// MARK: - The tape

extension ArchiveReader {
  /// So many are read at once: nobody else's log grows while somebody reads on slowly.
  private static let page = 2_000

  /// Hands on the liquidations of a time, oldest first; those that came in after it began aren't among
  /// them. Nothing happens if there is no file.
  ///
  /// - Parameter body: says whether it goes on.
  /// - Returns: how many rows were left out because they can't be.
  public func forEachLiquidation(
    _ part: LivePart, of exchanges: ExchangeSet, _ body: (Liquidation) -> Bool
  ) throws(ArchiveReadingError) -> Int {
    var place = TapePlace(milliseconds: part.time.lowerBound.seconds * 1_000 - 1, row: .max)
    var last: Int64?
    var left = 0
    while true {
      let page = try read(needing: "live") { database, _ throws(SQLiteError) in
        let queries = ArchiveQueries(
          database, source: "", token: "", exchanges: part.place, holder: "")
        if last == nil { last = try queries.lastRow() }
        return try queries.tapePage(
          after: place, before: part.time.upperBound, upTo: last ?? 0, Self.page)
      }
      guard let page, let end = page.last else { return left }
      for row in page {
        guard let liquidation = row.liquidation else {
          left += 1
          continue
        }
        if exchanges.contains(liquidation.exchange), !body(liquidation) { return left }
      }
      guard page.count == Self.page else { return left }
      place = end.place
    }
  }
}

/// A row of the tape, by time and by number.
struct TapePlace: Hashable {
  let milliseconds: Int64
  let row: Int64
}

struct TapePageRow {
  let place: TapePlace
  /// Nil if it can't be.
  let liquidation: Liquidation?
}
