import Liquidations
import Live
import Testing
import Wording

@testable import Reports

/// What was heard, as it is written.
@Suite struct LiveReportTests {
  @Test func aRecordAValueWithItsCoverage() {
    #expect(
      LiveSamples.text(LiveSamples.report(), ReportForm(.csv)) == """
        time,seconds,exchange,side,usd,orders,largest,floor,covered_seconds
        2026-11-27T12:00:00Z,3600,okx,long,7.00,1,7.00,true,3600
        2026-11-27T12:00:00Z,3600,okx,short,-7.00,2,5.00,true,3600
        2026-11-27T12:00:00Z,3600,deribit,long,0.00,0,0.00,true,1800
        2026-11-27T12:00:00Z,3600,deribit,short,0.00,0,0.00,true,1800
        2026-11-27T13:00:00Z,3600,okx,long,0.00,0,0.00,true,3600
        2026-11-27T13:00:00Z,3600,okx,short,0.00,0,0.00,true,3600
        2026-11-27T13:00:00Z,3600,deribit,long,9.00,1,9.00,true,1860
        2026-11-27T13:00:00Z,3600,deribit,short,0.00,0,0.00,true,1860
        2026-11-27T14:00:00Z,2161,okx,long,1000.00,1,1000.00,true,2158
        2026-11-27T14:00:00Z,2161,okx,short,0.00,0,0.00,true,2158
        2026-11-27T14:00:00Z,2161,deribit,long,,,,true,0
        2026-11-27T14:00:00Z,2161,deribit,short,,,,true,0

        """)
  }

  @Test func aRecordARow() {
    let form = ReportForm(.tsv, shape: .wide)
    #expect(
      LiveSamples.text(LiveSamples.report(), form).replacing("\t", with: "|") == """
        time|seconds|okx_long|okx_short|okx_covered_seconds|deribit_long|deribit_short|\
        deribit_covered_seconds|total_long|total_short|orders|floor
        2026-11-27T12:00:00Z|3600|7.00|-7.00|3600|0.00|0.00|1800|7.00|-7.00|3|true
        2026-11-27T13:00:00Z|3600|0.00|0.00|3600|9.00|0.00|1860|9.00|0.00|1|true
        2026-11-27T14:00:00Z|2161|1000.00|0.00|2158|||0|1000.00|0.00|1|true

        """)
  }

  @Test func anObjectALine() {
    let form = ReportForm(.ndjson)
    let lines = LiveSamples.text(LiveSamples.report(), form).split(separator: "\n")
    #expect(lines.count == 12)
    #expect(
      lines.last == """
        {"time":"2026-11-27T14:00:00Z","seconds":2161,"exchange":"deribit","side":"short",\
        "usd":null,"orders":null,"largest":null,"floor":true,"covered_seconds":0}
        """)
  }

  @Test func oneObject() {
    let report = LiveSamples.report(range: DateRange(.last(36, .minute)))
    #expect(
      LiveSamples.text(report, ReportForm(.json)) == """
        {"schema":"liqtop.live/1","source":"exchanges","unit":"hour",\
        "as_of":"2026-11-27T13:31:00Z",\
        "told_until":{"okx":"2026-11-27T14:35:58Z","deribit":"2026-11-27T13:31:00Z"},"live":[
        {"time":"2026-11-27T14:00:00Z","seconds":2161,\
        "okx":{"long":1000.00,"short":0.00,"orders":1,"largest":1000.00,"covered_seconds":2158},\
        "deribit":{"long":null,"short":null,"orders":null,"largest":null,"covered_seconds":0},\
        "total":{"long":1000.00,"short":0.00,"orders":1},"floor":true,"missing":["deribit"]}
        ]}

        """)
  }

  @Test func aTableForPeople() {
    #expect(
      LiveSamples.text(LiveSamples.report(), ReportForm(.text)) == """
        hour                     total    long  short  orders  largest  covered     OKX  Deribit
        Fri 2026-11-27 12:00     ≥14.0   ≥7.00  ≥7.00      ≥3     7.00     75 %   ≥14.0       ≥0
        Fri 2026-11-27 13:00     ≥9.00   ≥9.00     ≥0      ≥1     9.00     75 %      ≥0    ≥9.00
        Fri 2026-11-27 14:00 ○  ≥1.00K  ≥1.00K     ≥0      ≥1    1.00K     50 %  ≥1.00K        ·
        sum                     ≥1.02K  ≥1.02K  ≥7.00      ≥5    1.00K     69 %  ≥1.01K    ≥9.00
        USD by UTC hour, heard of the exchanges' own feeds up to 2026-11-27T14:35Z
        ○ not over, ≥ at least: feeds don't tell of every liquidation, · not heard

        """)
  }

  @Test(arguments: [20, 40, 60, 80, 100, 120, 200])
  func fitsTheTerminal(columns: Int) {
    for unit in CalendarUnit.ofLive {
      let record = unit.step == .minute ? LiveSamples.minutes : LiveSamples.hours
      let text = LiveSamples.text(
        LiveSamples.report(of: record, unit: unit),
        ReportForm(.text, layout: TextLayout(columns: columns)))
      let longest = max(columns, 26)
      #expect(!text.isEmpty)
      #expect(
        text.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= longest }, "\(text)")
    }
  }

  // MARK: - Which time

  private func rows(
    _ range: DateRange, _ unit: CalendarUnit = .hour, of record: LiveRecord = LiveSamples.hours
  ) -> [String]? {
    LiveSamples.report(of: record, range: range, unit: unit)?.rows.map {
      "\($0.time.lowerBound.isoSecond) \($0.seconds)"
    }
  }

  @Test func hoursAreCountedBackFromNowAndDaysFromMidnight() {
    // At 14:36:01, with the whole hour in which they begin.
    #expect(
      rows(DateRange(.last(1, .hour))) == [
        "2026-11-27T13:00:00Z 3600", "2026-11-27T14:00:00Z 2161",
      ])
    #expect(rows(DateRange(.last(90, .minute)))?.count == 2)
    #expect(rows(DateRange(.last(97, .minute)))?.count == 3)
    // Of today there is all since the feeds were heard.
    #expect(rows(DateRange(.days(1)))?.count == 3)
    #expect(rows(DateRange(.days(1)), .day) == ["2026-11-27T12:00:00Z 9361"])
    #expect(rows(DateRange(.days(90)), .month) == ["2026-11-27T12:00:00Z 9361"])
    let minutes = rows(DateRange(.last(2, .minute)), .minute, of: LiveSamples.minutes)
    #expect(
      minutes == [
        "2026-11-27T14:34:00Z 60", "2026-11-27T14:35:00Z 60", "2026-11-27T14:36:00Z 1",
      ])
  }

  @Test func ofTimeBeforeOrWithoutAnyoneHeardThereIsNone() {
    let yesterday = Samples.today - 1
    #expect(rows(DateRange(yesterday...yesterday)) == nil)
    #expect(LiveSamples.report(exchanges: ExchangeSet(.bybit)) == nil)
    #expect(rows(DateRange(.all), of: LiveRecord(.hour)) == nil)
    // Sums of hours say nothing of minutes.
    #expect(rows(DateRange(.all), .minute) == nil)
  }

  @Test func whatWasCountedWhereNothingIsCoveredIsAFloorAllTheSame() throws {
    var record = LiveSamples.hours
    record.coverage = Coverage()
    let report = try #require(LiveSamples.report(of: record, exchanges: LiveSamples.okx))
    #expect(report.rows.map { $0.tallies(of: .okx)?.both.usd } == [14, nil, 1_000])
    // The other side isn't known for that.
    let lines = LiveSamples.text(report, ReportForm(.csv)).split(separator: "\n")
    #expect(
      lines.suffix(2) == [
        "2026-11-27T14:00:00Z,2161,okx,long,1000.00,1,1000.00,true,0",
        "2026-11-27T14:00:00Z,2161,okx,short,,,,true,0",
      ])
    #expect(report.rows[2].tally(.short, of: .okx) == nil)
    #expect(report.rows[2].tally(.long, of: LiveSamples.two)?.usd == 1_000)
  }

  /// What is heard now is told in a moment; what a feed didn't tell before it ended is not.
  @Test func onlyTheRunningTimeMayBeToldLater() throws {
    let end = LiveSamples.start + .seconds(7_185)
    var record = LiveSamples.hours
    record.coverage = Coverage([.okx: Spans([LiveSamples.start.seconds..<end.seconds])])
    record.told = [.okx: end]
    let report = try #require(LiveSamples.report(of: record, exchanges: LiveSamples.okx))
    let share = { report.rows[$0].coveredShare(of: .init(.okx), told: record.told, at: $1) }
    #expect(share(1, Samples.now) == 3_585.0 / 3_600)
    #expect(share(1, end + .seconds(10)) == 1 && share(0, Samples.now) == 1)
  }

  @Test func theTimeThatMayBeNeededHoldsAllRows() throws {
    for range in [
      DateRange(.last(2, .hour)), DateRange(.last(90, .minute)), DateRange(.days(1)),
      DateRange(.all), DateRange(Samples.today...Samples.today),
    ] {
      for unit in CalendarUnit.ofLive where unit.step == .hour {
        let time = range.time(by: unit, at: Samples.now)
        let report = try #require(LiveSamples.report(range: range, unit: unit))
        #expect(report.rows.allSatisfy { time.contains($0.time.lowerBound) })
      }
    }
  }
}
