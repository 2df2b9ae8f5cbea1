import Feeds
import Liquidations
import Testing
import WorkSupport

@testable import Demo

/// The daily prices of all four sources, as the plan reads them that the dashboard has.
@Suite(.longWork) struct DailyPricesTests {
  private func read(_ source: DailyPrices.Source, since: Day) throws -> (DailyPrices?, DemoTape) {
    let tape = DemoTape(try DemoHistory())
    let requests = DemoRequests(tape)
    var plan = DailyPricesPlan(
      since: Dictionary(uniqueKeysWithValues: DailyPrices.Source.allCases.map { ($0, since) }))
    var now = FeedMoment(elapsed: .zero, milliseconds: morning)
    plan.begin(at: now)
    for _ in 0..<60 {
      now.elapsed += .seconds(1)
      guard let (_, url) = plan.next(at: now) else { continue }
      let answer = requests.answer("/\(url.host)\(url.path)?\(url.query)", at: morning)
      let isMeant = url.host == Self.hosts[source.rawValue]
      let told = isMeant ? FeedAnswer.body(Array(answer.body.utf8)) : .failed(.timedOut)
      #expect(answer.status == 200)
      if let prices = plan.take(told, at: now) { return (prices, tape) }
    }
    return (nil, tape)
  }

  private static let hosts = [
    "data-api.binance.vision", "www.okx.com", "api.bybit.com", "www.deribit.com",
  ]

  @Test(arguments: DailyPrices.Source.allCases)
  func eachSourceHasTheCloses(source: DailyPrices.Source) throws {
    let today = Day(millisecondsSinceEpoch: morning)
    let since = today - 2_100
    let (read, tape) = try read(source, since: since)
    let prices = try #require(read)
    #expect(prices.source == source)
    let wrong = stride(from: since, to: today, by: 1).filter { day in
      let close = tape.prices.tick(at: (day + 1).millisecondsSinceEpoch)
      return prices.closes[day] != Double(close) / 10
    }
    #expect(wrong == [])
    // Today's is the price of the moment.
    #expect(prices.closes[today] == Double(tape.prices.tick(at: morning)) / 10)
    #expect(prices.closes[today + 1] == nil)
  }

  @Test func beforeTheFirstDayThereAreNone() throws {
    let (read, tape) = try read(.okx, since: Day(number: 10_000))
    let prices = try #require(read)
    #expect(prices.closes[tape.firstDay] != nil)
    #expect(prices.closes[tape.firstDay - 1] == nil)
  }
}
