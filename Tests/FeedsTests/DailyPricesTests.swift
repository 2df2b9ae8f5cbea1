import Liquidations
import Testing

@testable import Feeds

@Suite struct DailyPricesTests {
  private static let today = Day(millisecondsSinceEpoch: noon)

  /// The rows of an answer, each day's close being its number.
  private static func body(
    _ source: DailyPrices.Source, _ days: ClosedRange<Day>
  ) -> FeedAnswer {
    let times = days.map { ($0.millisecondsSinceEpoch, $0.number) }
    let text =
      switch source {
      case .binance:
        "[\(times.map { #"[\#($0),"1","2","3","\#($1).5","6",7,"8",9,"10","11","0"]"# }.joined(separator: ","))]"
      case .okx:
        #"{"code":"0","msg":"","data":[\#(times.reversed().map { #"["\#($0)","1","2","3","\#($1).5","6","7","8","1"]"# }.joined(separator: ","))]}"#
      case .bybit:
        #"{"retCode":0,"result":{"list":[\#(times.reversed().map { #"["\#($0)","1","2","3","\#($1).5","6","7"]"# }.joined(separator: ","))]}}"#
      case .deribit:
        #"{"result":{"status":"ok","ticks":[\#(times.map { "\($0.0)" }.joined(separator: ","))],"close":[\#(times.map { "\($0.1).5" }.joined(separator: ","))]}}"#
      }
    return .body(bytes(text))
  }

  private struct Run {
    var prices: DailyPrices?
    var urls: [String] = []
    var plan: DailyPricesPlan
    var now = start
  }

  /// Answers until there are prices, or nothing is asked for within a second.
  private func run(
    since: Day, own: [DailyPrices.Source: Day] = [:], _ answer: (_ url: String) -> FeedAnswer
  ) -> Run {
    var run = Run(
      plan: DailyPricesPlan(
        since: Dictionary(
          uniqueKeysWithValues: DailyPrices.Source.allCases.map { ($0, own[$0] ?? since) })))
    run.plan.begin(at: run.now)
    while run.prices == nil, run.urls.count < 50, let wake = run.plan.wake,
      wake <= run.now.elapsed + .seconds(1)
    {
      run.now.elapsed = max(wake, run.now.elapsed)
      guard let (_, url) = run.plan.next(at: run.now) else { break }
      run.urls.append(url.text())
      run.prices = run.plan.take(answer(url.text()), at: run.now)
    }
    return run
  }

  private static let hosts: [DailyPrices.Source: String] = [
    .binance: "data-api.binance.vision", .okx: "www.okx.com", .bybit: "api.bybit.com",
    .deribit: "www.deribit.com",
  ]

  private static func source(_ url: String) -> DailyPrices.Source {
    hosts.first { url.contains($0.value) }?.key ?? .binance
  }

  @Test(arguments: DailyPrices.Source.allCases)
  func takesTheFirstSourceThatAnswersWell(source: DailyPrices.Source) throws {
    let since = Self.today - 99
    let run = run(since: since) { url in
      Self.source(url) == source
        ? Self.body(source, since...Self.today) : .refused(HTTPRefusal(status: 451))
    }
    let prices = try #require(run.prices)
    #expect(prices.source == source)
    #expect(prices.closes.days == since...Self.today && prices.closes.count == 100)
    #expect(prices.closes[Self.today] == Double(Self.today.number) + 0.5)
    #expect(
      run.urls.map(Self.source) == Array(DailyPrices.Source.allCases.prefix(source.rawValue + 1)))
    #expect(run.plan.faults.count == source.rawValue)
  }

  @Test func asksAsTheReferenceSays() {
    let run = run(since: Self.today - 9) { _ in .failed(.unreachable) }
    let (first, last) = (
      (Self.today - 9).millisecondsSinceEpoch, Self.today.millisecondsSinceEpoch
    )
    let day: Int64 = 86_400_000
    #expect(
      run.urls == [
        "https://data-api.binance.vision/api/v3/klines?symbol=BTCUSDT&interval=1d&limit=1000"
          + "&startTime=\(first)&endTime=\(last + day - 1)",
        "https://www.okx.com/api/v5/market/history-candles?instId=BTC-USDT&bar=1Dutc&limit=300"
          + "&after=\(last + day)",
        "https://api.bybit.com/v5/market/kline?category=spot&symbol=BTCUSDT&interval=D&limit=1000"
          + "&start=\(first)&end=\(last + day - 1)",
        "https://www.deribit.com/api/v2/public/get_tradingview_chart_data"
          + "?instrument_name=BTC-PERPETUAL&start_timestamp=\(first)&end_timestamp=\(last)"
          + "&resolution=1D",
      ])
    #expect(run.prices == nil && run.plan.faults.count == 4)
    // When they are asked again is another's to say.
    #expect(run.plan.wake == nil)
  }

  @Test(arguments: DailyPrices.Source.allCases)
  func readsPageAfterPageOfOneSource(source: DailyPrices.Source) throws {
    let since = Self.today - 2_199
    let size = source == .okx ? 300 : 1_000
    var end = Self.today
    let run = run(since: since) { url in
      guard Self.source(url) == source else { return .failed(.timedOut) }
      let start = max(since, end - (size - 1))
      defer { end = start - 1 }
      return Self.body(source, start...end)
    }
    let prices = try #require(run.prices)
    #expect(prices.closes.count == 2_200 && prices.source == source)
    #expect(run.urls.count == source.rawValue + (2_200 + size - 1) / size)
  }

  @Test func endsWhereTheMarketBegan() throws {
    var isFirst = true
    let run = run(since: Self.today - 5_000) { _ in
      defer { isFirst = false }
      return isFirst
        ? Self.body(.binance, (Self.today - 499)...Self.today) : .body(bytes("[]"))
    }
    #expect(try #require(run.prices).closes.count == 500)
  }

  /// Two sources are never mixed in one line.
  @Test func leavesASourceThatFailsHalfway() throws {
    let since = Self.today - 1_499
    var binance = 0
    let run = run(since: since) { url in
      guard Self.source(url) == .binance else {
        let end = run300(url)
        return Self.body(.okx, max(since, end - 299)...end)
      }
      binance += 1
      return binance == 1
        ? Self.body(.binance, (Self.today - 999)...Self.today) : .failed(.broken)
    }
    let prices = try #require(run.prices)
    #expect(prices.source == .okx && prices.closes.count == 1_500)
  }

  /// The last day that an OKX request asks for.
  private func run300(_ url: String) -> Day {
    let after = url.split(separator: "after=").last.flatMap { Int64($0) } ?? 0
    return Day(millisecondsSinceEpoch: after) - 1
  }

  @Test(arguments: [
    "<html>", "[]", "{}", #"{"code":-1121,"msg":"Invalid symbol."}"#, "[[]]", "[[1,2,3,4,5]]",
    "[[1795694400000]]", "null",
  ])
  func passesOverAnAnswerWithoutPrices(body: String) {
    let since = Self.today - 9
    let run = run(since: since) { url in
      Self.source(url) == .okx ? Self.body(.okx, since...Self.today) : .body(bytes(body))
    }
    #expect(run.prices?.source == .okx && run.plan.faults[.binance] != nil)
  }

  @Test func passesOverASourceThatHasStopped() {
    let since = Self.today - 99
    for (age, source) in [(2, DailyPrices.Source.binance), (3, .okx)] {
      let run = run(since: since) { url in
        Self.source(url) == .binance
          ? Self.body(.binance, since...(Self.today - age)) : Self.body(.okx, since...Self.today)
      }
      #expect(run.prices?.source == source)
    }
  }

  /// Bars that begin at another hour are of no UTC day, and a bad row costs itself alone.
  @Test func leavesOutWhatIsNoDay() {
    let (last, day) = (Self.today.millisecondsSinceEpoch, Int64(86_400_000))
    let text = """
      {"result":{"ticks":[\(last - 2 * day + 28_800_000),\(last - 3 * day),\(last - day),\(last)],
       "close":[1,-5,91000,"91500.5"]}}
      """
    let run = run(since: Self.today - 3) { url in
      Self.source(url) == .deribit ? .body(bytes(text)) : .failed(.broken)
    }
    #expect(
      run.prices?.closes
        == Series([(day: Self.today - 1, value: 91_000), (day: Self.today, value: 91_500.5)]))
  }

  /// What is kept of one is no reason to ask another for less.
  @Test func asksEachSourceSinceItsOwnDay() throws {
    let since = Self.today - 499
    let run = run(since: since, own: [.binance: Self.today - 1]) { url in
      Self.source(url) == .binance
        ? .failed(.timedOut) : Self.body(.okx, max(since, run300(url) - 299)...run300(url))
    }
    #expect(
      run.urls.first?.contains("startTime=\((Self.today - 1).millisecondsSinceEpoch)") == true)
    #expect(run.prices?.source == .okx && run.prices?.closes.count == 500)
  }

  @Test func endsWithTheLastSource() {
    let run = run(since: Self.today - 9) { _ in .failed(.timedOut) }
    #expect(run.prices == nil && run.plan.wake == nil && run.urls.count == 4)
    var plan = run.plan
    #expect(plan.next(at: run.now) == nil)
  }
}
