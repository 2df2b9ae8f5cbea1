import Liquidations
import Testing

@testable import Reports

/// Which days a report is of, and what it says of their values.
@Suite struct DayReportTests {
  private func days(_ range: DateRange, of snapshot: Snapshot = Samples.long(40)) -> [Day]? {
    Samples.report(of: snapshot, range: range)?.rows.map(\.slots.lowerBound.day)
  }

  @Test func itHasTheDaysThatAreAskedForAndNoOthers() {
    let today = Samples.today
    #expect(days(DateRange(.days(3))) == [today - 2, today - 1, today])
    #expect(days(DateRange(today - 9...today - 8)) == [today - 9, today - 8])
    #expect(days(DateRange(.all))?.count == 40)
    // What begins before the history begins with it.
    #expect(days(DateRange(today - 60...today - 38)) == [today - 39, today - 38])
  }

  @Test func ofDaysWithoutAValueThereIsNone() {
    let today = Samples.today
    #expect(days(DateRange(today - 90...today - 40)) == nil)
    #expect(days(DateRange(.days(30)), of: Snapshot()) == nil)
    var stale = Samples.snapshot([:])
    stale.update(Metric(.okx, .long)) {
      $0.series = Series([(day: today - 20, value: 3.0)])
      $0.asOf = Samples.asOf
    }
    #expect(days(DateRange(.days(7)), of: stale) == nil)
    #expect(days(DateRange(.days(22)), of: stale)?.count == 21)
    #expect(Samples.report(of: stale, exchanges: ExchangeSet(.bybit)) == nil)
  }

  /// The last day with values isn't the last day: what comes after it is missing, and not unasked.
  @Test func daysAfterTheLastValueAreMissing() {
    let old = Samples.now + .seconds(-3 * 86_400)
    let values: [Metric: [Double?]] = [
      Metric(.okx, .long): [1, 2, nil, nil, nil], Metric(.okx, .short): [0, -3, nil, nil, nil],
    ]
    let snapshot = Samples.snapshot(values, asOf: old)
    let report = Samples.report(of: snapshot, exchanges: ExchangeSet(.okx))
    let text = Samples.text(report, ReportForm(.csv, shape: .wide, hasHeader: false))
    #expect(
      text == """
        2026-11-23,1.00,0.00,1.00,0.00,1.00,false,false
        2026-11-24,2.00,-3.00,2.00,-3.00,-1.00,true,false
        2026-11-25,,,,,,true,true
        2026-11-26,,,,,,true,true
        2026-11-27,,,,,,true,false

        """)
  }

  /// Of what was imported nothing more comes by itself.
  @Test func whatIsKeptEndsWithItsLastDayAndWaitsForNothing() throws {
    let days = Samples.today - 8...Samples.today - 6
    var snapshot = Snapshot()
    snapshot.update([Metric(.okx, .long), Metric(.okx, .short)]) { _, reading in
      reading.series = Series(days.map { (day: $0, value: Optional(1.0)) })
      reading.asOf = Samples.asOf
    }
    let report = try #require(Samples.report(of: snapshot, isKept: true))
    #expect(report.rows.map(\.slots.lowerBound.day) == Array(days) && report.oldest == Samples.asOf)
    let text = Samples.text(report, ReportForm(.csv, shape: .long, hasHeader: false))
    #expect(text.contains("\n\(days.lowerBound),bybit,long,,false,\n"))
    #expect(!text.contains("true"))
    let weeks = Samples.report(of: snapshot, unit: .week, isKept: true)?.rows.map(\.slots)
    #expect(weeks?.last?.upperBound.day == days.upperBound)
    let later = DateRange(days.upperBound...Samples.today)
    #expect(Samples.report(of: snapshot, range: later, isKept: true)?.rows.count == 1)
    for range in [DateRange(.days(3)), DateRange(Samples.today - 3...Samples.today)] {
      #expect(Samples.report(of: snapshot, range: range, isKept: true) == nil)
    }
    // Of what is fetched there may be more.
    let fetched = try #require(Samples.report(of: snapshot))
    #expect(fetched.rows.count == 9 && fetched.oldest == nil)
    #expect(fetched.rows.allSatisfy { fetched.isProvisional($0.slots) })
  }

  @Test func aValueFetchedBeforeItsDayWasOverIsProvisional() throws {
    let evening = (Samples.today - 1).start + .seconds(80_000)
    let report = try #require(
      Samples.report(of: Samples.snapshot([Metric(.okx, .long): [1, 2, 3]], asOf: evening)))
    let slots = report.rows.map(\.slots)
    #expect(slots.map { report.isProvisional(Metric(.okx, .long), in: $0) } == [false, true, true])
    // Of what was never received all may still come.
    #expect(slots.allSatisfy { report.isProvisional(Metric(.okx, .short), in: $0) })
  }

  @Test func theOldestIsKnownIfAllAre() {
    #expect(Samples.report()?.oldest == Samples.asOf)
    var partly = Samples.snapshot()
    partly.update(Metric(.bybit, .short)) { $0 = SeriesReading() }
    #expect(Samples.report(of: partly)?.oldest == nil)
    #expect(Samples.report(of: partly, exchanges: ExchangeSet(.okx))?.oldest == Samples.asOf)
  }

  @Test(arguments: [CalendarUnit.day, .week, .month])
  func theTimesThatMayBeNeededAreThoseOfAllItsDays(unit: CalendarUnit) throws {
    for range in [
      DateRange(.days(3)), DateRange(.all), DateRange(.yearToDate),
      DateRange(Samples.today - 20...Samples.today - 10),
    ] {
      let days = DayReport.days(in: range, by: unit, at: Samples.now)
      let report = try #require(Samples.report(of: Samples.long(400), range: range, unit: unit))
      #expect(report.rows.allSatisfy { days.contains($0.slots.lowerBound.day) })
      #expect(report.rows.allSatisfy { days.contains($0.slots.upperBound.day) })
    }
  }

  @Test func theSumIsOfAllRows() throws {
    for unit in [CalendarUnit.day, .week, .month] {
      let report = try #require(
        Samples.report(of: Samples.long(100), range: DateRange(.days(40)), unit: unit))
      for metric in Metric.allCases {
        let sum = report.rows.reduce(0) { $0 + ($1.amounts[metric] ?? 0) }
        #expect(abs(sum - (report.sum[metric] ?? 0)) < 0.01)
      }
    }
  }
}
