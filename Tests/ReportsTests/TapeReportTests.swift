import Liquidations
import Testing

@testable import Reports

/// Single liquidations, as they are written.
@Suite struct TapeReportTests {
  @Test func aRecordALiquidation() {
    #expect(
      LiveSamples.text(LiveSamples.tape(), ReportForm(.csv)) == """
        time,exchange,side,usd,bitcoin,price,instrument
        2026-11-27T12:00:03.120Z,okx,long,1800.00,0.02000000,90000.50,BTC-USDT-SWAP
        2026-11-27T13:00:00.001Z,deribit,short,0.50,0.00000556,90000.50,BTC-PERPETUAL
        2026-11-27T14:35:57.999Z,okx,short,2000000.00,22.22222222,90000.50,"a ""b"", c"

        """)
  }

  @Test func textsOfOthersAreTextsInEachFormat() {
    let last = [LiveSamples.liquidations[2]]
    let tape = LiveSamples.tape()
    #expect(
      LiveSamples.text(tape, ReportForm(.tsv, hasHeader: false), of: last)
        .hasSuffix("\t\"a \"\"b\"\", c\"\n"))
    #expect(
      LiveSamples.text(tape, ReportForm(.ndjson), of: last)
        .hasSuffix(#""price":90000.50,"instrument":"a \"b\", c"}"# + "\n"))
  }

  @Test func oneObjectSaysHowMuchWasHeard() {
    #expect(
      LiveSamples.text(LiveSamples.tape(), ReportForm(.json), of: [LiveSamples.liquidations[0]])
        == """
        {"schema":"liqtop.tape/1","source":"exchanges","since":"2026-11-27T12:00:00Z",\
        "until":"2026-11-27T14:36:01Z","seconds":9361,\
        "covered_seconds":{"okx":9358,"deribit":3660},"tape":[
        {"time":"2026-11-27T12:00:03.120Z","exchange":"okx","side":"long","usd":1800.00,\
        "bitcoin":0.02000000,"price":90000.50,"instrument":"BTC-USDT-SWAP"}
        ]}

        """)
    #expect(
      LiveSamples.text(LiveSamples.tape(), ReportForm(.json), of: []).hasSuffix("\"tape\":[\n]}\n"))
  }

  @Test func aTableForPeople() {
    #expect(
      LiveSamples.text(LiveSamples.tape(), ReportForm(.text)) == """
        time                     exchange  side      USD      price            BTC  instrument
        2026-11-27 12:00:03.120  OKX       LONG    1.80K     90,001     0.02000000  BTC-USDT-SWAP
        2026-11-27 13:00:00.001  Deribit   SHORT    0.50     90,001     0.00000556  BTC-PERPETUAL
        2026-11-27 14:35:57.999  OKX       SHORT   2.00M     90,001    22.22222222  a "b", c
        3 liquidations from 2026-11-27T12:00Z to 2026-11-27T14:36Z, heard of the exchanges' own feeds
        covered: OKX all, Deribit 39 %

        """)
  }

  @Test(arguments: [20, 40, 60, 80, 120])
  func fitsTheTerminal(columns: Int) {
    let rows = Array(LiveSamples.liquidations.prefix(2))
    let text = LiveSamples.text(
      LiveSamples.tape(), ReportForm(.text, layout: TextLayout(columns: columns)), of: rows)
    #expect(
      text.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= columns }, "\(text)")
  }

  @Test func itsTimeIsThatWhichIsAskedForAndKept() {
    let hour = LiveSamples.tape(range: DateRange(.last(60, .minute)))
    #expect(hour?.time.lowerBound == LiveSamples.minute(96).start)
    #expect(hour?.isCovered == true)
    #expect(
      LiveSamples.tape(range: DateRange(.last(30, .minute)), exchanges: ExchangeSet(.deribit))?
        .isCovered == false)
    let yesterday = Samples.today - 1
    #expect(LiveSamples.tape(range: DateRange(yesterday...yesterday)) == nil)
  }
}
