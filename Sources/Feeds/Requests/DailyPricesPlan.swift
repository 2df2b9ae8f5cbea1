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

/// Fetches daily prices once, without a token: of the first source that answers well, asking the sources
/// in turn.
public struct DailyPricesPlan: Sendable {
  private static let pause = Duration.milliseconds(250)
  /// A source whose last day is older has stopped.
  private static let oldestEnd = 2

  private let since: [DailyPrices.Source: Day]
  /// The one that is asked; nil before the beginning and after the end.
  private var source: DailyPrices.Source?
  /// The last day that the next request asks for.
  private var end = Day(number: 0)
  private var closes: [(day: Day, value: Double?)] = []
  private var due = Duration.zero
  private var isAsking = false
  private var requests = 0
  /// Why sources were passed over.
  public private(set) var faults: [DailyPrices.Source: AnswerFault] = [:]

  /// - Parameter since: the first day that is wanted of each source; one that isn't named isn't asked.
  public init(since: [DailyPrices.Source: Day]) {
    self.since = since
  }

  /// When `next` has something to ask; nil while an answer is awaited, and at the end.
  public var wake: Duration? { isAsking || source == nil ? nil : due }

  /// Begins with the first source.
  public mutating func begin(at now: FeedMoment) {
    turn(to: DailyPrices.Source.allCases.first { since[$0] != nil })
    due = now.elapsed
  }

  /// The request that is due, if one is.
  public mutating func next(at now: FeedMoment) -> (RequestID, FeedURL)? {
    guard let wake, wake <= now.elapsed, let source, let first = since[source] else { return nil }
    if closes.isEmpty { end = Day(millisecondsSinceEpoch: now.milliseconds) }
    isAsking = true
    requests += 1
    return (RequestID(exchange: nil, purpose: .prices, number: requests), source.url(first, end))
  }

  /// Takes the answer to the last request.
  ///
  /// - Returns: the prices, once all of them are there.
  public mutating func take(_ answer: FeedAnswer, at now: FeedMoment) -> DailyPrices? {
    guard isAsking, let source, let first = since[source] else { return nil }
    isAsking = false
    due = now.elapsed + Self.pause
    do throws(AnswerFault) {
      let page = try source.closes(in: answer.json(source.exchange)).filter { $0.day <= end }
      let today = Day(millisecondsSinceEpoch: now.milliseconds)
      guard let oldest = page.map(\.day).min(), let newest = page.map(\.day).max() else {
        // Before the market's first day there is nothing.
        guard !closes.isEmpty else { throw .empty }
        return finish(source, first)
      }
      if closes.isEmpty, newest < today - Self.oldestEnd { throw .empty }
      closes += page.map { (day: $0.day, value: $0.close) }
      end = oldest - 1
      return oldest <= first ? finish(source, first) : nil
    } catch {
      faults[source] = error
      let others = DailyPrices.Source.allCases.filter { $0.rawValue > source.rawValue }
      turn(to: others.first { since[$0] != nil })
      return nil
    }
  }

  private mutating func finish(_ source: DailyPrices.Source, _ first: Day) -> DailyPrices {
    defer { turn(to: nil) }
    return DailyPrices(source: source, closes: Series(closes.filter { $0.day >= first }))
  }

  private mutating func turn(to source: DailyPrices.Source?) {
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
