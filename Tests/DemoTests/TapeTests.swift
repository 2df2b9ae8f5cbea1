import Feeds
import Liquidations
import Testing
import WorkSupport

@testable import Demo

private let hour: Int64 = 3_600_000
private let dayLength = 24 * hour

private func tape() throws -> DemoTape { DemoTape(try DemoHistory()) }

private func day(_ start: Int64) -> Range<Int64> { start..<start + dayLength }

/// 2026-11-25 00:00 UTC.
private let midnight = morning - 10 * hour

@Suite(.longWork) struct TapeTests {
  @Test func twoTapesAreTheSame() throws {
    let (one, other) = (try tape(), try tape())
    for exchange in Exchange.allCases {
      // The other one has made a later day before.
      _ = other.orders(of: exchange, in: day(midnight + 40 * dayLength))
      let orders = one.orders(of: exchange, in: day(midnight))
      #expect(orders == other.orders(of: exchange, in: day(midnight)))
      #expect(!orders.isEmpty)
    }
  }

  @Test(arguments: Exchange.allCases, [500, 61_003, 3 * hour + 7])
  func cutsOfASpanAgree(exchange: Exchange, length: Int64) throws {
    let tape = try tape()
    let span = morning + 1_234..<morning + 1_234 + 3 * hour / (length == 500 ? 9 : 1)
    var pieces: [DemoOrder] = []
    for start in stride(from: span.lowerBound, to: span.upperBound, by: Int64.Stride(length)) {
      pieces += tape.orders(of: exchange, in: start..<min(start + length, span.upperBound))
    }
    let whole = tape.orders(of: exchange, in: span)
    #expect(pieces == whole)
    #expect(whole.allSatisfy { span.contains($0.milliseconds) })
    #expect(zip(whole, whole.dropFirst()).allSatisfy { $0.milliseconds <= $1.milliseconds })
    #expect(
      tape.trades(in: span).filter { $0.flag != nil }.count
        == (exchange == .deribit ? whole.count : tape.orders(of: .deribit, in: span).count))
  }

  @Test func whatIsNewestIsTheEndOfTheSpan() throws {
    let tape = try tape()
    let span = midnight..<morning
    let all = tape.orders(of: .okx, in: span)
    #expect(tape.newest(250, of: .okx, in: span) { _ in true } == all.suffix(250).reversed())
    let dated = all.filter { $0.contract.end != nil }
    #expect(!dated.isEmpty)
    #expect(
      tape.newest(100_000, of: .okx, in: span) { $0.contract.end != nil } == dated.reversed())
  }

  @Test func somebodyIsLiquidatedInAnyFiveSeconds() throws {
    let tape = try tape()
    let times = Exchange.allCases.flatMap { tape.orders(of: $0, in: day(midnight)) }
      .map(\.milliseconds).sorted()
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
    #expect(try #require(gaps.max()) <= 4_500)
    #expect((20_000...60_000).contains(times.count))
  }

  /// Ordinary days, the calmest, crashes and squeezes.
  @Test func aDayIsAFloorNearTheDaysValues() throws {
    let (tape, history) = (try tape(), try DemoHistory())
    for offset in [-430, -300, -200, -137, -60, -34, -3, 0, 9, 90] {
      let start = midnight + Int64(offset) * dayLength
      let amounts = history.amounts(on: Day(millisecondsSinceEpoch: start))
      for metric in Metric.allCases {
        let sum = tape.orders(of: metric.exchange, in: day(start))
          .filter { $0.side == metric.side }.reduce(0) { $0 + $1.worth.usd }
        let value = amounts[metric.index]
        #expect(sum <= value, "\(offset) \(metric.name)")
        switch metric.exchange {
        case .binance: #expect(sum >= 0.55 * value, "\(offset) \(metric.name)")
        case .bybit, .okx: #expect(sum >= 0.75 * value, "\(offset) \(metric.name)")
        case .deribit: #expect(sum >= 0.4 * value - 300, "\(offset) \(metric.name)")
        }
      }
    }
  }

  @Test func itIsQuietMostOfTheTimeWithACascadeNowAndThen() throws {
    let tape = try tape()
    var (all, inCascades, cascades) = (0.0, 0.0, 0)
    for offset in 0..<7 {
      let start = midnight + Int64(offset) * dayLength
      let orders = Exchange.allCases.flatMap { tape.orders(of: $0, in: day(start)) }
      let minutes = Dictionary(grouping: orders) { ($0.milliseconds - start) / 60_000 }
      try #require(minutes.count == 1_440)
      let sums = minutes.values.map { (sum: $0.reduce(0) { $0 + $1.worth.usd }, count: $0.count) }
      let median = sums.map(\.sum).sorted()[720]
      #expect(sums.count { $0.sum < 150_000 } > 1_300)
      let large = sums.filter { $0.sum > 1e6 && $0.sum > 10 * median && $0.count >= 5 }
      cascades += large.count
      inCascades += large.reduce(0) { $0 + $1.sum }
      all += sums.reduce(0) { $0 + $1.sum }
    }
    // Some a day, and not one after the other.
    #expect((7...70).contains(cascades), "\(cascades) in a week")
    #expect((0.05...0.5).contains(inCascades / all))
  }

  @Test func cascadesMoveThePriceAgainstThosePositions() throws {
    let tape = try tape()
    var seen: Set<Side> = []
    for hour in Int(morning / hour)..<Int(morning / hour) + 48 {
      guard let cascade = DemoCascade(hour: hour, tape.noise) else { continue }
      seen.insert(cascade.side)
      #expect(cascade.start / 3_600_000 == Int64(hour))
      #expect(cascade.push(at: cascade.start) == 0)
      let push = cascade.push(at: cascade.start + 60_000)
      #expect(cascade.side == .long ? push < -0.002 : push > 0.002)
      #expect(abs(cascade.push(at: cascade.start + 3_000_000)) == 0)
    }
    #expect(seen.count == 2)
  }

  @Test func binanceTellsOneOfEachContractAndSecond() throws {
    let orders = try tape().orders(of: .binance, in: day(midnight))
    let places = orders.map { "\($0.contract.name) \($0.milliseconds / 1_000)" }
    #expect(Set(places).count == orders.count)
  }

  @Test func ordersAreOfTheirExchangeAndCanBeTold() throws {
    let tape = try tape()
    for exchange in Exchange.allCases {
      let orders = tape.orders(of: exchange, in: day(midnight))
      #expect(orders.allSatisfy { $0.contract.feed.exchange == exchange && $0.lots > 0 })
      #expect(Set(orders.map(\.number)).count == orders.count)
      // Every contract that is listed has some, within a quarter.
      let names = Set(orders.map(\.contract.name))
      #expect(names.count >= (exchange == .deribit ? 2 : 4), "\(names)")
      for order in orders {
        let market = tape.prices.price(at: order.milliseconds)
        #expect(abs(order.price / market - 1) < 0.005)
      }
    }
  }

  @Test func beforeTheFirstDayThereIsNothing() throws {
    let tape = try tape()
    let first = tape.firstDay.millisecondsSinceEpoch
    for exchange in Exchange.allCases {
      #expect(tape.orders(of: exchange, in: first - hour..<first).isEmpty)
      #expect(tape.orders(of: exchange, in: -5..<7).isEmpty)
    }
    #expect(!tape.orders(of: .binance, in: first..<first + hour).isEmpty)
  }
}

@Suite struct ContractTests {
  private func names(_ exchange: Exchange, _ year: Int, _ month: Int, _ day: Int) throws -> Set<
    String
  > {
    let day = try #require(Day(year: year, month: month, day: day))
    return Set(DemoContract.all(of: exchange, on: day).map(\.name))
  }

  @Test func datedContractsEndOnTheLastFridaysOfQuarters() throws {
    #expect(
      try names(.binance, 2026, 11, 26) == [
        "BTCUSDT", "BTCUSDC", "BTCUSD_PERP", "BTCUSDT_261225", "BTCUSD_261225", "BTCUSDT_270326",
        "BTCUSD_270326",
      ])
    #expect(
      try names(.bybit, 2026, 11, 26) == [
        "BTCUSDT", "BTCPERP", "BTCUSD", "BTCUSDT-25DEC26", "BTCUSDZ26", "BTCUSDT-26MAR27",
        "BTCUSDH27",
      ])
    #expect(try names(.okx, 2026, 12, 24).contains("BTC-USDT-261225"))
    #expect(try !names(.okx, 2026, 12, 25).contains("BTC-USDT-261225"))
    #expect(try names(.deribit, 2026, 12, 25).isSuperset(of: ["BTC-26MAR27", "BTC-25JUN27"]))
  }

  @Test(arguments: [
    (137, 3, "0.137"), (4, 2, "0.04"), (120, 2, "1.20"), (7, 0, "7"), (916_347, 1, "91634.7"),
  ])
  func numbersAreExact(number: Int, places: Int, text: String) {
    #expect(decimal(number, places: places) == text)
  }
}

@Suite(.longWork) struct PriceTests {
  @Test func thePathIsContinuous() throws {
    let prices = try tape().prices
    for start in [midnight, midnight + 6 * hour, morning - 400 * dayLength] {
      var last = prices.price(at: start - 60_000)
      for time in stride(from: start - 60_000, to: start + 3 * hour, by: 1_000) {
        let price = prices.price(at: time)
        #expect(abs(price / last - 1) < 0.001)
        last = price
      }
    }
  }

  @Test func itGoesUpAndDownWithinReason() throws {
    let prices = try tape().prices
    let closes = (0..<2_190).map { prices.price(at: midnight - Int64($0) * dayLength) }
    let changes = zip(closes, closes.dropFirst()).map { abs($0 / $1 - 1) }
    #expect((0.005...0.05).contains(changes.sorted()[changes.count / 2]))
    #expect(try #require(changes.max()) < 0.25)
    #expect(closes.allSatisfy { (8_000...250_000).contains($0) })
  }
}
