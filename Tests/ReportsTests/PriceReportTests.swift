import Liquidations
import Live
import Testing

@testable import Reports

/// Prices, as they are written.
@Suite struct PriceReportTests {
  private func report(
    range: DateRange = DateRange(.all), unit: CalendarUnit = .minute
  ) -> PriceReport? {
    let prices = [(0, 90_000.0), (1, 90_900), (3, 91_000.25), (130, 92_000)].map {
      MinutePrice(LiveSamples.minute($0.0), $0.1)
    }
    return PriceReport(
      of: prices.reversed(), asOf: LiveSamples.minute(130).start, source: "exchanges", range: range,
      unit: unit, at: Samples.now)
  }

  @Test func aMinuteWithoutAPriceIsMissing() {
    let lines = LiveSamples.text(report(), ReportForm(.csv)).split(separator: "\n")
    #expect(
      lines.prefix(5) == [
        "time,usd,at", "2026-11-27T12:00:00Z,90000.00,2026-11-27T12:00:00Z",
        "2026-11-27T12:01:00Z,90900.00,2026-11-27T12:01:00Z", "2026-11-27T12:02:00Z,,",
        "2026-11-27T12:03:00Z,91000.25,2026-11-27T12:03:00Z",
      ])
    #expect(lines.count == 158 && lines.last == "2026-11-27T14:36:00Z,,")
  }

  @Test func anHourHasItsLastPriceAndSaysOfWhenThatIs() {
    #expect(
      LiveSamples.text(report(unit: .hour), ReportForm(.json)) == """
        {"schema":"liqtop.price/1","source":"exchanges","unit":"hour",\
        "as_of":"2026-11-27T14:10:00Z","prices":[
        {"time":"2026-11-27T12:00:00Z","usd":91000.25,"at":"2026-11-27T12:03:00Z"},
        {"time":"2026-11-27T13:00:00Z","usd":null,"at":null},
        {"time":"2026-11-27T14:00:00Z","usd":92000.00,"at":"2026-11-27T14:10:00Z"}
        ]}

        """)
  }

  @Test func anHourIsNamedByItsBeginningWheneverItsFirstPriceWasHeard() {
    let prices = [MinutePrice(LiveSamples.minute(35), 90_000)]
    let report = PriceReport(
      of: prices, asOf: nil, source: "exchanges", range: DateRange(.all), unit: .hour,
      at: Samples.now)
    let lines = LiveSamples.text(report, ReportForm(.csv)).split(separator: "\n")
    #expect(lines.dropFirst().first == "2026-11-27T12:00:00Z,90000.00,2026-11-27T12:35:00Z")
    #expect(lines.count == 4)
  }

  @Test func aTableForPeople() {
    #expect(
      LiveSamples.text(report(unit: .hour), ReportForm(.text)) == """
        hour                     price  change
        Fri 2026-11-27 12:00    91,000       ·
        Fri 2026-11-27 13:00         ·       ·
        Fri 2026-11-27 14:00 ○  92,000       ·
        USD for one BTC, the last of a UTC hour, heard of the exchanges' own feeds as of \
        2026-11-27T14:10Z
        ○ not over, · unknown

        """)
    let minutes = LiveSamples.text(report(), ReportForm(.md)).split(separator: "\n")
    #expect(minutes[3] == "| Fri 2026-11-27 12:01 | 90,900 | +1.0 % |")
  }

  @Test func whereThereIsNoneThereIsNoReport() {
    #expect(report(range: DateRange(.last(5, .minute))) == nil)
    #expect(report(range: DateRange(.last(30, .minute)))?.rows.count == 31)
    #expect(
      PriceReport(
        of: [], asOf: nil, source: "exchanges", range: DateRange(.all), unit: .hour,
        at: Samples.now) == nil)
  }
}
