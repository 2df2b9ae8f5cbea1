import Liquidations
import TerminalSupport
import Testing
import Wording
import WorkSupport

/// What a trader asks of the screen, answered with keys that the help names.
@Suite(.deadlines) struct TaskTests {
  private let today = Day.today

  /// What a metric came to on some days, in USD.
  private func sum(_ metrics: [Metric], _ days: ClosedRange<Day>, _ market: Market) -> Double {
    metrics.reduce(0) { sum, metric in
      market.series(metric).entries.reduce(sum) { days.contains($1.day) ? $0 + $1.value : $0 }
    }
  }

  /// Of both sides, without their signs.
  private func total(_ days: ClosedRange<Day>, _ market: Market) -> Double {
    Metric.allCases.reduce(0) { $0 + abs(sum([$1], days, market)) }
  }

  /// The first row of the table: a day, and amounts.
  private func firstRow(of pane: Pane) throws -> Substring? {
    try pane.wholeScreen().squeezed.split(separator: "\n")
      .first { $0.prefixMatch(of: /.?[A-Z][a-z][a-z] [0-9-]+ [0-9]/) != nil }
  }

  @Test func theLargestShortDayOfOKXInAYear() async throws {
    let day = today - 123
    let market = Market().with(Metric(.okx, .short), daysAgo: 123, -77_700_000)
    try await Pane.showing(try await StagedServer.running(market)) { pane in
      try await pane.shows(Pane.fresh)
      try pane.press("?")
      try await pane.shows("or Binance, Bybit, OKX, Deribit alone", "the table's sort column")
      try pane.press("Escape")
      try await pane.hides("sort column")
      try pane.session.type("3/1y\r")
      try await pane.shows("week i", "largest short 77.7M")
      try pane.session.type("Vsss")
      try await pane.shows("▼short", "by short s")
      let first = try firstRow(of: pane)
      #expect(first?.contains("\(day.title) ") == true && first?.contains(" 77.7M ") == true)
      try pane.press("Enter")
      // The panel, and the broken bar of the chart.
      try await pane.shows(day.title, "day i", "capped s")
      let screen = try pane.wholeScreen().squeezed
      #expect(screen.contains(/■ OKX [0-9.]+M 77[.]7M/) && screen.contains("−77.7M"))
    }
  }

  @Test func theNetOfTheWeekOfADay() async throws {
    let market = Market()
    let day = today - 255
    let week = day - day.weekday...day - day.weekday + 6
    let net = USD.compact(sum(Metric.allCases, week, market), signs: .unicode, isSigned: true)
    try await Pane.showing(try await StagedServer.running(market)) { pane in
      try await pane.shows(Pane.fresh)
      try pane.press("?")
      try await pane.shows("a day or a range: nov 9", "what a bar is: a day, a week or a month")
      try pane.press("Escape")
      try await pane.hides("a day or a range")
      try pane.session.type("/\(day)\ri")
      try await pane.shows("week i", "net \(net)", "7 days")
    }
  }

  @Test func whatDeribitDidYesterdayInASmallPane() async throws {
    try await Pane.showing(try await StagedServer.running(), columns: 80, rows: 24) { pane in
      try await pane.shows(Pane.fresh)
      try pane.press("Left")
      try await pane.shows("■ Deribit ▲15.8K ▼0 <1 %")
      try pane.press("4")
      try await pane.shows("▲15.8K ▼0 net +15.8K 100 % long", "■ Deribit ▲15.8K ▼0 100 %")
    }
  }

  /// On the first of a month no day of it is over.
  @Test func thisMonthAgainstTheLast() async throws {
    let market = Market()
    let last = today - 1
    let count = last.date.day
    let before = last - count
    let same = before - (before.date.day - 1)...before - max(0, before.date.day - count)
    try await Pane.showing(try await StagedServer.running(market)) { pane in
      try await pane.shows(Pane.fresh)
      guard today.date.day > 1 else {
        try await pane.hides("vs \(last.monthName) 01")
        return
      }
      let (now, then) = (total(last - (count - 1)...last, market), total(same, market))
      let change = Ratio.change(now / then, signs: .unicode)
      try await pane.shows(
        "\(last.monthName) 01", " \(USD.compact(now, signs: .unicode))\n",
        "vs \(before.monthName) 01", " \(change)\n")
    }
  }

  @Test func theWorstDayEverByTotalAndTheDaysAroundIt() async throws {
    let day = today - 222
    let market = Market().with(Metric(.binance, .long), daysAgo: 222, 1_230_000_000)
    try await Pane.showing(try await StagedServer.running(market)) { pane in
      try await pane.shows(Pane.fresh)
      try pane.session.type("}Vs")
      try await pane.shows("▼total", "by total s", "largest first f")
      let first = try firstRow(of: pane)
      #expect(first?.contains(" \(day.title) ") == true && first?.contains(" 1.2") == true)
      try pane.press("Enter")
      try await pane.shows(day.title, "day i", "■ Binance 1.23B")
      // Days of its own before and after it.
      try pane.press("Left")
      try await pane.showsDay(day - 1)
      try pane.press("Right", "Right")
      try await pane.showsDay(day + 1)
    }
  }

  @Test func twoYearsInWeeks() async throws {
    try await Pane.running(["--demo"], columns: 120) { pane in
      try await pane.shows("DEMO", Pane.fresh)
      try pane.session.type("/2y\r")
      try await pane.shows("‹730D›", "week i")
      try pane.press("Left")
      // On a Monday this week has nothing yet to be compared.
      try await pane.shows("7 days", "vs week before")
    }
  }
}
