import Liquidations

/// Reads Deribit's trades an hour late, when those that were liquidations have been flagged as such:
/// from the cursor to 65 minutes ago every five minutes, and once more half an hour later, for flags
/// that came later still.
///
/// A trade has one number wherever it is read, so none is counted twice.
struct DeribitTradesPlan: Sendable {
  /// One currency's trades, read up to a cursor.
  private struct Reader: Sendable {
    let currency: String
    /// How long ago a trade must be, in milliseconds.
    let delay: Int64
    /// What is covered begins here.
    var start: Int64
    /// Everything before is read; both in milliseconds since 1970-01-01T00:00Z.
    var cursor: Int64
    /// Up to where the pages that are being read go; nil between readings.
    var target: Int64?
    var due: Duration
    var failures = 0

    /// Whether its flags were read before by another.
    var isSecond: Bool { delay > DeribitTradesPlan.flagDelay }
  }

  /// Flags come 60 minutes after the trade.
  static let flagDelay: Int64 = 65 * 60_000
  private static let secondDelay: Int64 = 100 * 60_000
  /// Older trades aren't there, and an answer doesn't say so.
  private static let memory: Int64 = 24 * 3_600_000
  private static let depth = memory - 5 * 60_000
  private static let interval = Duration.seconds(300)
  private static let pause = Duration.milliseconds(500)
  private static let pageSize = 1_000

  private var readers: [Reader] = []
  private var asking: Int?
  /// When a request may be made at the earliest, whosever it is.
  private var notBefore = Duration.zero
  /// How far Deribit's clock is ahead of this machine's, in milliseconds, as its last answer showed.
  private var ahead: Int64 = 0
  private var first: Int64 = 0
  private(set) var fault: AnswerFault?
  private(set) var odd = OddTally()
  private(set) var findings = Findings()
  /// Of what was read the first time, as far back as the second reading goes.
  private var flagged: [String: Int64] = [:]
  private var generator: any RandomNumberGenerator & Sendable

  init(generator: any RandomNumberGenerator & Sendable) {
    self.generator = generator
  }

  /// - Parameter since: from when on, in milliseconds since 1970-01-01T00:00Z.
  mutating func begin(since: Int64, at now: FeedMoment) {
    first = max(since, now.milliseconds - Self.depth)
    readers = ["BTC", "USDC"].flatMap { currency in
      [Self.flagDelay, Self.secondDelay].map { delay in
        Reader(
          currency: currency, delay: delay, start: first, cursor: first, due: now.elapsed)
      }
    }
  }

  var wake: Duration? {
    guard asking == nil else { return nil }
    return readers.map(\.due).min().map { max($0, notBefore) }
  }

  /// The stretch of which all flags are known that come in time; nil if there is none yet.
  var covered: HeardSpan? {
    let firstReaders = readers.filter { !$0.isSecond }
    guard let start = firstReaders.map(\.start).max(), let end = firstReaders.map(\.cursor).min(),
      start < end
    else {
      return nil
    }
    return HeardSpan(start, end)
  }

  /// How much of the way from its beginning to what is flagged by now has been read, but for what comes
  /// with the next reading.
  func progress(at now: FeedMoment) -> Double {
    let end = now.milliseconds - Self.flagDelay - 2 * Self.interval.milliseconds
    guard let covered, end > covered.start else { return end > first ? 0 : 1 }
    return min(Double(covered.end - covered.start) / Double(end - covered.start), 1)
  }

  mutating func next(at now: FeedMoment) -> FeedURL? {
    guard let wake, wake <= now.elapsed else { return nil }
    let time = now.milliseconds + ahead
    // What is read the first time comes first.
    let ready = readers.indices.filter { readers[$0].due <= now.elapsed }
    for index in ready.sorted(by: { !readers[$0].isSecond && readers[$1].isSecond }) {
      forgetLost(index, before: time - Self.depth)
      let target = readers[index].target ?? time - readers[index].delay
      guard readers[index].cursor < target else {
        readers[index].due = now.elapsed + Self.interval
        continue
      }
      readers[index].target = target
      asking = index
      return url(readers[index], to: target)
    }
    return nil
  }

  private func url(_ reader: Reader, to target: Int64) -> FeedURL {
    .request(
      "www.deribit.com", "/api/v2/public/get_last_trades_by_currency_and_time",
      query: "currency=\(reader.currency)&kind=future&start_timestamp=\(reader.cursor)"
        + "&end_timestamp=\(target)&count=\(Self.pageSize)&sorting=asc")
  }

  /// What a sleeping machine left behind can't be had any more: it begins anew.
  private mutating func forgetLost(_ index: Int, before oldest: Int64) {
    guard readers[index].cursor < oldest else { return }
    readers[index].start = oldest
    readers[index].cursor = oldest
    readers[index].target = nil
  }

  mutating func take(
    _ answer: FeedAnswer, at now: FeedMoment, _ effects: inout [FeedEffect]
  ) {
    guard let index = asking else { return }
    asking = nil
    notBefore = now.elapsed + Self.pause
    do throws(AnswerFault) {
      let json = try answer.json(.deribit)
      guard let trades = json["result"]?["trades"], trades.isArray else { throw .unreadable }
      try read(trades.elements, of: json, index, at: now, &effects)
      readers[index].failures = 0
      fault = nil
    } catch {
      fault = error
      readers[index].failures += 1
      readers[index].target = nil
      let jitter = Double.random(in: 0...1, using: &generator)
      let wait = error.wait(failures: readers[index].failures, jitter: jitter)
      notBefore = now.elapsed + wait
      readers[index].due = now.elapsed + wait
    }
  }

  private mutating func read(
    _ trades: [JSON], of json: JSON, _ index: Int, at now: FeedMoment,
    _ effects: inout [FeedEffect]
  ) throws(AnswerFault) {
    let time = json["usIn"]?.integer.map { $0 / 1_000 } ?? now.milliseconds + ahead
    setClock(time, at: now)
    guard let target = readers[index].target else { return }
    // Of a day ago an answer is empty, as if nothing had happened.
    guard readers[index].cursor >= time - Self.memory else {
      readers[index].start = time - Self.depth
      readers[index].cursor = time - Self.depth
      readers[index].target = nil
      return
    }
    let last = try lastTime(trades, since: readers[index].cursor)
    keep(trades, index, now: now.milliseconds, &effects)
    if json["result"]?["has_more"]?.truth == true {
      // Several trades may have the last one's time; that all of a page have it can't be told apart
      // from there being no end.
      guard let last else { throw .unreadable }
      let next = last > readers[index].cursor ? last : readers[index].cursor + 1
      readers[index].cursor = min(next, target)
      readers[index].due = now.elapsed
    } else if trades.isEmpty, readers[index].currency == "BTC" {
      // Not a trade in minutes: the answer isn't believed, and read again with what follows.
      readers[index].target = nil
      throw .empty
    } else {
      readers[index].cursor = min(target, max(time - readers[index].delay, readers[index].cursor))
      readers[index].target = nil
      readers[index].due = now.elapsed + Self.interval
    }
  }

  /// Believes Deribit's clock within a day, by which its flags go.
  private mutating func setClock(_ time: Int64, at now: FeedMoment) {
    let difference = time.subtractingReportingOverflow(now.milliseconds)
    guard !difference.overflow, abs(difference.partialValue) < Self.memory else { return }
    ahead = difference.partialValue
  }

  /// When the last of the trades was, if they come in the order that was asked for: of newest first,
  /// the older ones would be missed.
  private func lastTime(_ trades: [JSON], since start: Int64) throws(AnswerFault) -> Int64? {
    guard let first = trades.first, let last = trades.last else { return nil }
    guard let begin = first["timestamp"]?.integer, let end = last["timestamp"]?.integer,
      start <= begin, begin <= end
    else {
      throw .unreadable
    }
    return end
  }

  private mutating func keep(
    _ trades: [JSON], _ index: Int, now: Int64, _ effects: inout [FeedEffect]
  ) {
    let rows = DeribitDialect().liquidations(among: trades, now: now)
    for oddity in rows.oddities { odd.add(oddity) }
    for liquidation in rows.liquidations {
      effects.append(.liquidation(liquidation, isBackfill: true))
      guard flagged[liquidation.identity] == nil else { continue }
      flagged[liquidation.identity] = liquidation.milliseconds
      findings.requested += 1
      if readers[index].isSecond { findings.flaggedLater += 1 }
    }
    if flagged.count > 10_000 {
      flagged = flagged.filter { $0.value > now - 2 * Self.secondDelay }
    }
  }
}
