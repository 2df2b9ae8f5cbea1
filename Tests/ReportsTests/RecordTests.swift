import Liquidations
import Testing

@testable import Reports

/// What programs read, as it is written.
@Suite struct RecordTests {
  private let two = ExchangeSet([ExchangeSet(.okx), ExchangeSet(.deribit)])
  private let times: [Metric: [Day: Timestamp]] = [
    Metric(.okx, .long): [Samples.today - 2: Timestamp(seconds: 1_795_654_804)]
  ]

  @Test func aRecordAValue() {
    let report = Samples.report(times: times, exchanges: two)
    #expect(
      Samples.text(report, ReportForm(.csv)) == """
        day,exchange,side,usd,provisional,fetched_at
        2026-11-25,okx,long,0.00,false,2026-11-26T01:00:04Z
        2026-11-25,okx,short,0.00,false,
        2026-11-25,deribit,long,5.00,false,
        2026-11-25,deribit,short,-1.00,false,
        2026-11-26,okx,long,7.00,false,
        2026-11-26,okx,short,-7.00,false,
        2026-11-26,deribit,long,,false,
        2026-11-26,deribit,short,-2.00,false,
        2026-11-27,okx,long,,true,
        2026-11-27,okx,short,,true,
        2026-11-27,deribit,long,9.00,true,
        2026-11-27,deribit,short,,true,

        """)
  }

  @Test func aRecordARow() {
    let form = ReportForm(.tsv, shape: .wide)
    #expect(
      Samples.text(Samples.report(exchanges: two), form).replacing("\t", with: "|") == """
        day|okx_long|okx_short|deribit_long|deribit_short|total_long|total_short|total_net|\
        provisional|floor
        2026-11-25|0.00|0.00|5.00|-1.00|5.00|-1.00|4.00|false|false
        2026-11-26|7.00|-7.00||-2.00|7.00|-9.00||false|true
        2026-11-27|||9.00||9.00|||true|true

        """)
  }

  @Test func withoutTheLineOfNames() {
    let form = ReportForm(.csv, shape: .wide, hasHeader: false)
    let text = Samples.text(Samples.report(exchanges: ExchangeSet(.okx)), form)
    #expect(text.hasPrefix("2026-11-25,0.00,0.00,"))
  }

  @Test func anObjectALine() {
    let report = Samples.report(times: times, exchanges: ExchangeSet(.okx))
    let lines = Samples.text(report, ReportForm(.ndjson)).split(separator: "\n")
    #expect(lines.count == 6)
    #expect(
      lines.first == """
        {"day":"2026-11-25","exchange":"okx","side":"long","usd":0.00,"provisional":false,\
        "fetched_at":"2026-11-26T01:00:04Z"}
        """)
    #expect(lines.last?.contains(#""usd":null,"provisional":true,"fetched_at":null"#) == true)
  }

  @Test func oneObject() {
    let text = Samples.text(Samples.report(exchanges: two), ReportForm(.json))
    #expect(
      text == """
        {"schema":"liqtop.days/1","source":"https://newhedge.io","unit":"day",\
        "as_of":"2026-11-27T14:00:00Z","days":[
        {"day":"2026-11-25","okx":{"long":0.00,"short":0.00},"deribit":{"long":5.00,"short":-1.00},\
        "total":{"long":5.00,"short":-1.00,"net":4.00,"long_share":0.8333},"provisional":false,\
        "floor":false,"missing":[]},
        {"day":"2026-11-26","okx":{"long":7.00,"short":-7.00},\
        "deribit":{"long":null,"short":-2.00},\
        "total":{"long":7.00,"short":-9.00,"net":null,"long_share":null},"provisional":false,\
        "floor":true,"missing":["deribit_long"]},
        {"day":"2026-11-27","okx":{"long":null,"short":null},"deribit":{"long":9.00,"short":null},\
        "total":{"long":9.00,"short":null,"net":null,"long_share":null},"provisional":true,\
        "floor":true,"missing":["okx_long","okx_short","deribit_short"]}
        ]}

        """)
  }

  /// But for where the history begins or has got to.
  @Test func weeksAreWholeAndSayWhatTheyLack() throws {
    let report = Samples.report(
      range: DateRange(.days(1), end: Slot(Samples.today - 1)), unit: .week, exchanges: two)
    #expect(
      Samples.text(report, ReportForm(.csv)) == """
        day,last_day,exchange,side,usd,provisional,fetched_at,floor
        2026-11-25,2026-11-27,okx,long,7.00,true,,true
        2026-11-25,2026-11-27,okx,short,-7.00,true,,true
        2026-11-25,2026-11-27,deribit,long,14.00,true,,true
        2026-11-25,2026-11-27,deribit,short,-3.00,true,,true

        """)
    let whole = Samples.report(
      of: Samples.long(40), range: DateRange(.days(20), end: Slot(Samples.today - 9)), unit: .month)
    let rows = Samples.text(whole, ReportForm(.csv, shape: .wide)).split(separator: "\n")
    try #require(rows.count == 3)
    #expect(rows[1].hasPrefix("2026-10-19,2026-10-31,") && rows[1].hasSuffix(",false,false"))
    #expect(rows[2].hasPrefix("2026-11-01,2026-11-27,") && rows[2].hasSuffix(",true,false"))
  }

  @Test func aTextFromOutsideIsAText() {
    let report = DayReport(
      of: Samples.snapshot(), source: "https://a\"b\\c\u{1b}é𝄞", range: DateRange(.all), unit: .day,
      exchanges: .all, at: Samples.now)
    #expect(
      Samples.text(report, ReportForm(.json)).contains(
        #""source":"https://a\"b\\c\u001b\u00e9\ud834\udd1e","#))
  }
}
