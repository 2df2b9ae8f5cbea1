import Liquidations
import Live
import Testing

@testable import Reports

/// Daily closes, as they are written.
@Suite struct PriceClosesTests {
  /// Days of November 2026, of which the 27th is the running one.
  private static let closes = [
    14: 88_000.0, 16: 90_000, 22: 91_000.25, 23: 92_000, 25: 93_000, 26: 93_930,
  ]

  private func report(
    of closes: [Int: Double] = closes, range: DateRange = DateRange(.all),
    unit: CalendarUnit = .day, source: String = "exchanges"
  ) -> PriceReport? {
    let days = closes.map { (day: Samples.today + ($0.key - 27), value: Optional($0.value)) }
    return PriceReport(
      of: DailyCloses(.okx, Series(days)), source: source, range: range, unit: unit,
      at: Samples.now)
  }

  @Test func aDayHasItsCloseAndWhoSaidItAndTheRunningOneHasNone() {
    let text = """
      time,usd,at,exchange,provisional
      2026-11-23T00:00:00Z,92000.00,2026-11-23T23:59:00Z,okx,false
      2026-11-24T00:00:00Z,,,,false
      2026-11-25T00:00:00Z,93000.00,2026-11-25T23:59:00Z,okx,false
      2026-11-26T00:00:00Z,93930.00,2026-11-26T23:59:00Z,okx,false
      2026-11-27T00:00:00Z,,,,true

      """
    let range = DateRange(.days(5))
    #expect(LiveSamples.text(report(range: range), ReportForm(.csv)) == text)
    #expect(
      LiveSamples.text(report(range: range), ReportForm(.tsv))
        == text.replacing(",", with: "\t"))
    // A price of the running day among the closes isn't its close.
    var early = Self.closes
    early[27] = 99_999
    #expect(LiveSamples.text(report(of: early, range: range), ReportForm(.csv)) == text)
  }

  @Test func aDayThatIsOverAndHasNoCloseYetMayStillGetOne() {
    var late = Self.closes
    late[26] = nil
    let report = report(of: late, range: DateRange(.days(3)))
    #expect(
      LiveSamples.text(report, ReportForm(.ndjson)) == """
        {"time":"2026-11-25T00:00:00Z","usd":93000.00,"at":"2026-11-25T23:59:00Z",\
        "exchange":"okx","provisional":false}
        {"time":"2026-11-26T00:00:00Z","usd":null,"at":null,"exchange":null,"provisional":true}
        {"time":"2026-11-27T00:00:00Z","usd":null,"at":null,"exchange":null,"provisional":true}

        """)
    #expect(report?.asOf == (Samples.today - 1).start)
  }

  @Test func aWeekHasTheCloseOfItsLastDayThatHasOne() {
    #expect(
      LiveSamples.text(report(unit: .week), ReportForm(.json)) == """
        {"schema":"liqtop.price/1","source":"exchanges","unit":"week",\
        "as_of":"2026-11-27T00:00:00Z","exchange":"okx","prices":[
        {"time":"2026-11-14T00:00:00Z","usd":88000.00,"at":"2026-11-14T23:59:00Z",\
        "exchange":"okx","provisional":false},
        {"time":"2026-11-16T00:00:00Z","usd":91000.25,"at":"2026-11-22T23:59:00Z",\
        "exchange":"okx","provisional":false},
        {"time":"2026-11-23T00:00:00Z","usd":93930.00,"at":"2026-11-26T23:59:00Z",\
        "exchange":"okx","provisional":true}
        ]}

        """)
  }

  @Test func aMonthWithoutACloseIsMissing() {
    // 15 August, 31 October and 1 November.
    let lines = LiveSamples.text(
      report(of: [-77: 70_000, 0: 80_000, 1: 81_000], unit: .month), ReportForm(.csv))
    #expect(
      lines == """
        time,usd,at,exchange,provisional
        2026-08-15T00:00:00Z,70000.00,2026-08-15T23:59:00Z,okx,false
        2026-09-01T00:00:00Z,,,,false
        2026-10-01T00:00:00Z,80000.00,2026-10-31T23:59:00Z,okx,false
        2026-11-01T00:00:00Z,81000.00,2026-11-01T23:59:00Z,okx,true

        """)
  }

  @Test func aTableForPeople() {
    #expect(
      LiveSamples.text(report(range: DateRange(.days(4))), ReportForm(.text)) == """
        day                price  change
        Tue 2026-11-24         ·       ·
        Wed 2026-11-25    93,000       ·
        Thu 2026-11-26    93,930  +1.0 %
        Fri 2026-11-27 ○       ·       ·
        USD for one BTC, the close of a UTC day, by OKX as of 2026-11-27T00:00Z
        ○ may still change, · unknown

        """)
    let weeks = LiveSamples.text(
      report(unit: .week, source: "https://relay.example"), ReportForm(.md))
    #expect(
      weeks == """
        | week | price | change |
        | :-- | --: | --: |
        | 2026-11-14..2026-11-15 | 88,000 | · |
        | 2026-11-16..2026-11-22 | 91,000 | +3.4 % |
        | 2026-11-23..2026-11-27 ○ | 93,930 | +3.2 % |

        USD for one BTC, the last close of a UTC week, by OKX by way of \
        https://relay.example as of 2026-11-27T00:00Z  
        ○ may still change

        """)
  }

  @Test func whereThereIsNoneThereIsNoReport() {
    let first = Samples.today - 13
    #expect(report(range: DateRange(first - 9...first - 1)) == nil)
    #expect(report(range: DateRange(.days(1))) == nil)
    #expect(report(range: DateRange(first - 9...first))?.rows.count == 1)
    #expect(report(of: [:]) == nil && report(of: [27: 90_000]) == nil)
    #expect(report(unit: .hour) == nil)
  }
}
