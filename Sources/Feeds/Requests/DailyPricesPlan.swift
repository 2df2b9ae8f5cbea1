public import Liquidations

/// What one BTC cost at the end of each UTC day, all of one source.
public struct DailyPrices: Equatable, Sendable {
  public enum Source: Int, CaseIterable, Hashable, Sendable {
    case binance, okx, bybit, deribit

    /// The exchange whose market it is.
    public var exchange: Exchange {
      switch self {
      case .binance: .binance
      case .okx: .okx
      case .bybit: .bybit
      case .deribit: .deribit
      }
    }
  }

  public let source: Source
  /// In USD, or the dollar coin of the market; today's is the price of the moment.
  public let closes: Series
}

/// Fetches daily prices without a token: of the first source that answers well, the others in turn.
public struct DailyPricesPlan: Sendable {
  private static let pause = Duration.milliseconds(250)
  /// After midnight, until the sources have closed the day.
  private static let midnightDelay: Int64 = 120_000
  /// A source whose last day is older has stopped.
  private static let oldestEnd = 2

  private let since: Day
  private var source = DailyPrices.Source.binance
  /// The last day that the next request asks for.
  private var end = Day(number: 0)
  private var closes: [(day: Day, value: Double?)] = []
  private var due: Duration?
  private var isAsking = false
  private var requests = 0
  private var failures = 0
  private var generator: any RandomNumberGenerator & Sendable
  /// Why sources were passed over, the last time that each was asked.
  public private(set) var faults: [DailyPrices.Source: AnswerFault] = [:]

  /// - Parameter since: the first day that is wanted.
  public init(since: Day, generator: any RandomNumberGenerator & Sendable) {
    self.since = since
    self.generator = generator
  }

  /// When `next` has something to ask; nil while an answer is awaited.
  public var wake: Duration? { isAsking ? nil : due }

  /// Begins with the first source.
  public mutating func begin(at now: FeedMoment) {
    turn(to: .binance, at: now)
    due = now.elapsed
  }

  /// The request that is due, if one is.
  public mutating func next(at now: FeedMoment) -> (RequestID, FeedURL)? {
    guard let wake, wake <= now.elapsed else { return nil }
    if closes.isEmpty { end = Day(millisecondsSinceEpoch: now.milliseconds) }
    isAsking = true
    requests += 1
    return (RequestID(exchange: nil, purpose: .prices, number: requests), source.url(since, end))
  }

  /// Takes the answer to the last request.
  ///
  /// - Returns: the prices, once all of them are there.
  public mutating func take(_ answer: FeedAnswer, at now: FeedMoment) -> DailyPrices? {
    guard isAsking else { return nil }
    isAsking = false
    due = now.elapsed + Self.pause
    do throws(AnswerFault) {
      let page = try source.closes(in: answer.json(source.exchange)).filter { $0.day <= end }
      let today = Day(millisecondsSinceEpoch: now.milliseconds)
      guard let oldest = page.map(\.day).min(), let newest = page.map(\.day).max() else {
        // Before the market's first day there is nothing.
        guard !closes.isEmpty else { throw .empty }
        return finish(at: now)
      }
      if closes.isEmpty, newest < today - Self.oldestEnd { throw .empty }
      closes += page.map { (day: $0.day, value: $0.close) }
      end = oldest - 1
      return oldest <= since ? finish(at: now) : nil
    } catch {
      passOver(error, at: now)
      return nil
    }
  }

  private mutating func finish(at now: FeedMoment) -> DailyPrices {
    let prices = DailyPrices(source: source, closes: Series(closes.filter { $0.day >= since }))
    faults[source] = nil
    failures = 0
    turn(to: .binance, at: now)
    let tomorrow = Day(millisecondsSinceEpoch: now.milliseconds) + 1
    let wait = tomorrow.millisecondsSinceEpoch + Self.midnightDelay - now.milliseconds
    due = now.elapsed + .milliseconds(wait)
    return prices
  }

  private mutating func passOver(_ fault: AnswerFault, at now: FeedMoment) {
    faults[source] = fault
    if let next = DailyPrices.Source(rawValue: source.rawValue + 1) {
      turn(to: next, at: now)
    } else {
      failures += 1
      turn(to: .binance, at: now)
      let jitter = Double.random(in: 0...1, using: &generator)
      due = now.elapsed + AnswerFault.unreadable.wait(failures: failures, jitter: jitter)
    }
  }

  private mutating func turn(to source: DailyPrices.Source, at now: FeedMoment) {
    self.source = source
    closes = []
  }
}

// MARK: - Sources

extension DailyPrices.Source {
  /// How many days one answer holds at most.
  private var pageSize: Int { self == .okx ? 300 : 1_000 }

  /// The request for the days up to `end`, as many as one answer holds.
  fileprivate func url(_ since: Day, _ end: Day) -> FeedURL {
    let start = max(since, end - (pageSize - 1)).millisecondsSinceEpoch
    let (day, next) = (end.millisecondsSinceEpoch, (end + 1).millisecondsSinceEpoch)
    return switch self {
    case .binance:
      .request(
        "data-api.binance.vision", "/api/v3/klines",
        query: "symbol=BTCUSDT&interval=1d&limit=1000&startTime=\(start)&endTime=\(next - 1)")
    case .okx:
      // Without "utc" its days begin at 16:00.
      .request(
        "www.okx.com", "/api/v5/market/history-candles",
        query: "instId=BTC-USDT&bar=1Dutc&limit=300&after=\(next)")
    case .bybit:
      .request(
        "api.bybit.com", "/v5/market/kline",
        query: "category=spot&symbol=BTCUSDT&interval=D&limit=1000&start=\(start)&end=\(next - 1)")
    case .deribit:
      .request(
        "www.deribit.com", "/api/v2/public/get_tradingview_chart_data",
        query: "instrument_name=BTC-PERPETUAL&start_timestamp=\(start)&end_timestamp=\(day)"
          + "&resolution=1D")
    }
  }

  /// The days and closes of an answer; what can't be one is left out.
  fileprivate func closes(in json: JSON) throws(AnswerFault) -> [(day: Day, close: Double)] {
    let (times, closes): ([JSON?], [JSON?])
    switch self {
    case .binance: (times, closes) = try Self.columns(json)
    case .okx: (times, closes) = try Self.columns(json["data"])
    case .bybit: (times, closes) = try Self.columns(json["result"]?["list"])
    case .deribit:
      guard let result = json["result"] else { throw .unreadable }
      (times, closes) = (result["ticks"]?.elements ?? [], result["close"]?.elements ?? [])
      guard times.count == closes.count else { throw .unreadable }
    }
    return zip(times, closes).compactMap { Self.close($0, $1) }
  }

  /// Of rows `[time, open, high, low, close, …]`.
  private static func columns(_ rows: JSON?) throws(AnswerFault) -> ([JSON?], [JSON?]) {
    guard let rows, rows.isArray else { throw .unreadable }
    let elements = rows.elements.map(\.elements)
    return (elements.map(\.first), elements.map { $0.count > 4 ? $0[4] : nil })
  }

  /// A bar that doesn't begin at midnight is of no UTC day.
  private static func close(_ time: JSON?, _ close: JSON?) -> (day: Day, close: Double)? {
    guard let time = time?.integer, let close = close?.number, Row.prices.contains(close) else {
      return nil
    }
    let day = Day(millisecondsSinceEpoch: time)
    guard Day.bounds.contains(day), day.millisecondsSinceEpoch == time else { return nil }
    return (day, close)
  }
}
