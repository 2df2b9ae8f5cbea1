import Liquidations
import Live

/// Parts of what was heard, for who only reads, bounded as all that may have been written by others.
extension ArchiveQueries {
  private enum Kept {
    /// For so long minutes and the tape are kept, in seconds.
    static let minutes: Int64 = 8 * 86_400
    /// This machine's clock may be set back so far, in seconds.
    static let ahead: Int64 = 2 * 86_400
    /// With so many rows the tape may have been cut for their number.
    static let fullTape: Int64 = 199_000
  }

  private enum Most {
    /// Of both sides and four exchanges, in twenty years of hours.
    static let sums: SQLiteValue = 1_400_000
    static let spans: SQLiteValue = 25_000
    static let prices: SQLiteValue = 20_000
  }

  /// Sums and coverage of a time; nothing is known of a place of which there is no row.
  func liveRecord(
    of part: LivePart, hasSums: Bool = true, at now: Timestamp, _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> LiveRecord {
    var record = LiveRecord(part.step)
    guard let live = try livePlace() else { return record }
    let ends = try ends(live, at: now)
    record.told = ends.told
    record.start = try start(live, part.step, ends, at: now)
    guard let start = record.start else { return record }
    let first = max(start, part.time.lowerBound)
    let time = first..<max(first, part.time.upperBound)
    var covered: [Exchange: Spans] = [:]
    for exchange in Exchange.allCases {
      covered[exchange] = try spans(live, exchange, in: time, &nonsense)
    }
    record.coverage = Coverage(covered)
    if hasSums { record.sums = try sums(live, part.step, in: time, &nonsense) }
    return record
  }

  /// The number of the row of where the exchanges are reached; nil if there is none. What else stands in
  /// it takes longer to read than a status bar may wait.
  func livePlace() throws(SQLiteError) -> SQLiteValue? {
    try database.first("SELECT id FROM live WHERE source = ?1", exchanges) {
      .integer($0.integer(0))
    }
  }

  /// The newest price of all; nil if none is known.
  func newestPrice() throws(SQLiteError) -> Price? {
    let sql = "SELECT price, price_at, price_exchange FROM live WHERE source = ?1"
    return try database.first(sql, exchanges) { $0.price(0) } ?? nil
  }

  /// From when on coverage is known, and up to when of each exchange.
  private func ends(
    _ live: SQLiteValue, at now: Timestamp
  ) throws(SQLiteError) -> (first: Timestamp?, told: [Exchange: Timestamp]) {
    let latest = now.seconds + Kept.ahead
    var (firsts, told): ([Timestamp], [Exchange: Timestamp]) = ([], [:])
    for exchange in Exchange.allCases {
      // Spans don't overlap: the last one is the one that begins last.
      for (order, isFirst) in [("ASC", true), ("DESC", false)] {
        let span = try database.first(
          """
          SELECT start, end FROM coverage WHERE live = ?1 AND exchange = ?2 AND start BETWEEN ?3 AND ?4
          ORDER BY start \(order) LIMIT 1
          """, live, .text(exchange.slug), StoredDays.first.start.value, .integer(latest)
        ) { ($0.moment(0), min($0.integer(1), latest)) }
        guard let span else { continue }
        if isFirst { firsts += [span.0].compactMap(\.self) }
        if !isFirst { told[exchange] = Timestamp(seconds: span.1) }
      }
    }
    return (firsts.min(), told)
  }

  /// From when on the sums of a step are known: those of minutes are kept for eight days.
  private func start(
    _ live: SQLiteValue, _ step: Step, _ ends: (first: Timestamp?, told: [Exchange: Timestamp]),
    at now: Timestamp
  ) throws(SQLiteError) -> Timestamp? {
    let counted = try database.first(
      "SELECT min(hour) FROM hours WHERE live = ?1 AND hour >= ?2", live,
      StoredDays.first.start.value
    ) { $0.moment(0) }
    guard let first = [ends.first, counted ?? nil].compactMap(\.self).min() else { return nil }
    guard step == .minute, let newest = try newest(live, ends.told, at: now) else { return first }
    let kept = Timestamp(seconds: newest.seconds - Kept.minutes + 59)
    return max(first, Slot(.minute, at: kept).start)
  }

  /// The newest moment of which anything is kept.
  private func newest(
    _ live: SQLiteValue, _ told: [Exchange: Timestamp], at now: Timestamp
  ) throws(SQLiteError) -> Timestamp? {
    let last = try database.first(
      "SELECT time / 1000 FROM tape WHERE live = ?1 AND time <= ?2 ORDER BY time DESC LIMIT 1",
      live, .integer((now.seconds + Kept.ahead) * 1_000)
    ) { $0.moment(0) }
    return ([last ?? nil] + Array(told.values)).compactMap(\.self).max()
  }

  private func spans(
    _ live: SQLiteValue, _ exchange: Exchange, in time: Range<Timestamp>,
    _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> Spans {
    let rows = try database.all(
      """
      SELECT start, end FROM coverage
      WHERE live = ?1 AND exchange = ?2 AND start < ?3 AND end > ?4 AND start >= coalesce((
        SELECT max(start) FROM coverage WHERE live = ?1 AND exchange = ?2 AND start <= ?4), ?4)
      ORDER BY start DESC LIMIT ?5
      """, live, .text(exchange.slug), time.upperBound.value, time.lowerBound.value, Most.spans
    ) { ($0.integer(0), $0.integer(1)) }
    let sound = rows.compactMap { $0 < $1 ? $0..<$1 : nil }
    if sound.count < rows.count { nonsense.found("coverage of \(exchange.name)") }
    return Spans(sound)
  }

  private func sums(
    _ live: SQLiteValue, _ step: Step, in time: Range<Timestamp>, _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> [SlotTallies] {
    let (table, column) = step == .minute ? ("minutes", "minute") : ("hours", "hour")
    // Of the slot that holds the beginning all is wanted.
    let first = Slot(step, at: time.lowerBound).start
    var found: [SlotTallies] = []
    var left = 0
    _ = try database.all(
      """
      SELECT \(column), exchange, side, usd, count, largest FROM \(table)
      WHERE live = ?1 AND \(column) >= ?2 AND \(column) < ?3 ORDER BY \(column), exchange LIMIT ?4
      """, live, first.value, time.upperBound.value, Most.sums
    ) { row in
      guard let sum = row.tally(step) else { return left += 1 }
      if found.last?.slot == sum.slot, found.last?.exchange == sum.exchange {
        found[found.count - 1].tallies[sum.side] = sum.tally
      } else {
        var tallies = Tallies()
        tallies[sum.side] = sum.tally
        found.append(SlotTallies(sum.exchange, sum.slot, tallies))
      }
    }
    if left > 0 { nonsense.found(left == 1 ? "a live sum" : "\(left) live sums") }
    return found
  }

  /// The last price of each minute of a time.
  func prices(
    of part: LivePart, _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> [MinutePrice] {
    guard let live = try livePlace() else { return [] }
    let rows = try database.all(
      """
      SELECT minute, usd FROM prices WHERE live = ?1 AND minute >= ?2 AND minute < ?3
      ORDER BY minute DESC LIMIT ?4
      """, live, part.time.lowerBound.value, part.time.upperBound.value, Most.prices
    ) { row -> MinutePrice? in
      guard let moment = row.moment(0), row.isPrice(1) else { return nil }
      return MinutePrice(Slot(.minute, at: moment), row.real(1))
    }
    let sound = rows.compactMap(\.self)
    if sound.count < rows.count { nonsense.found("a price") }
    return sound
  }

  /// Where else exchanges were reached.
  func otherPlaces() throws(SQLiteError) -> [String] {
    try database.all(
      "SELECT source FROM live WHERE source <> ?1 ORDER BY source LIMIT 5", exchanges
    ) { $0.text(0) }.compactMap(\.self)
  }
}

// MARK: - The tape

extension ArchiveQueries {
  /// From when on the tape has all that was told: for eight days, unless it became too long. Nil if there
  /// is no row of the place.
  func tapeStart(at now: Timestamp) throws(SQLiteError) -> Timestamp? {
    guard let live = try livePlace() else { return nil }
    let ends = try ends(live, at: now)
    let first = try database.first(
      "SELECT time / 1000 FROM tape WHERE live = ?1 AND time >= 0 ORDER BY time LIMIT 1", live
    ) { $0.moment(0) }
    let start = try start(live, .minute, ends, at: now)
    guard let start, let first = first ?? nil else { return start }
    let count = try database.first(
      "SELECT count(*) FROM tape WHERE live = ?1", live
    ) { $0.integer(0) }
    return count ?? 0 < Kept.fullTape ? start : max(start, first)
  }

  /// Rows of the tape, oldest first.
  ///
  /// - Parameters:
  ///   - place: behind which they lie.
  ///   - last: the highest number that a row may have.
  func tapePage(
    after place: TapePlace, before end: Timestamp, upTo last: Int64, _ count: Int
  ) throws(SQLiteError) -> [TapePageRow] {
    guard let live = try livePlace() else { return [] }
    return try database.all(
      """
      SELECT time, exchange, side, instrument, usd, bitcoin, price, identity, id FROM tape
      WHERE live = ?1 AND (time, id) > (?2, ?3) AND time < ?4 AND id <= ?5
      ORDER BY time, id LIMIT ?6
      """, live, .integer(place.milliseconds), .integer(place.row),
      .integer(end.seconds * 1_000), .integer(last), SQLiteValue(count)
    ) { row in
      TapePageRow(
        place: TapePlace(milliseconds: row.integer(0), row: row.integer(8)),
        liquidation: row.liquidation())
    }
  }
}
