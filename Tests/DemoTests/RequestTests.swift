import FoundationEssentials
import Liquidations
import Testing
import WorkSupport

@testable import Demo

/// What the exchanges answer to requests that the feeds' own plans never make.
@Suite(.longWork) struct RequestTests {
  private static let requests = Result { DemoRequests(DemoTape(try DemoHistory())) }

  private func answer(_ target: String, at now: Int64 = morning) throws -> DemoAnswer {
    try Self.requests.get().answer(target, at: now)
  }

  private static let backfill = "/www.okx.com/api/v5/public/liquidation-orders?"
  private static let trades =
    "/www.deribit.com/api/v2/public/get_last_trades_by_currency_and_time?currency=BTC&kind=future"

  @Test(arguments: [
    ("/", 404, ""), ("", 404, ""), ("/www.okx.com", 404, ""), ("//", 404, ""),
    (backfill + "instType=SWAP", 400, "50015"), (backfill + "instFamily=BTC-USDT", 400, "51000"),
    ("/www.okx.com/api/v5/public/instruments", 400, "51000"),
    ("/api.bybit.com/v5/market/instruments-info?category=spot", 200, #""retCode":10001"#),
    ("/www.deribit.com/api/v2/public/get_instruments?currency=XYZ", 400, "-32602"),
    (trades, 400, "-32602"), (trades + "&start_timestamp=x&end_timestamp=1", 400, "-32602"),
    ("/data-api.binance.vision/api/v3/klines?symbol=BTCUSDT&interval=1h", 400, "-1121"),
    ("/www.okx.com/api/v5/market/history-candles?instId=BTC-USDT&bar=1D", 400, "51000"),
    ("/api.bybit.com/v5/market/kline?symbol=ETHUSDT&interval=D", 200, "10001"),
  ])
  func whatIsWrongIsRefused(target: String, status: Int, words: String) throws {
    let answer = try answer(target)
    #expect(answer.status == status)
    #expect(answer.body.contains(words))
  }

  /// Moments that no machine has.
  @Test(arguments: [
    backfill + "instType=SWAP&instFamily=BTC-USDT&after=9223372036854775807&limit=-1",
    backfill + "instType=SWAP&instFamily=BTC-USDT&after=-9223372036854775808",
    backfill + "instType=SWAP&instFamily=BTC-USDT&before=9223372036854775807",
    backfill + "instType=SWAP&instFamily=BTC-USDT&after=5&before=9",
    trades + "&start_timestamp=-5&end_timestamp=9223372036854775807&count=99999999999999999999",
    trades + "&start_timestamp=1795600800000&end_timestamp=9223372036854775807&count=0",
    trades + "&start_timestamp=1795600800000&end_timestamp=1",
    "/data-api.binance.vision/api/v3/klines?symbol=BTCUSDT&interval=1d&limit=0&startTime=9223372036854775807",
    "/data-api.binance.vision/api/v3/klines?symbol=BTCUSDT&interval=1d&endTime=-1",
    "/www.okx.com/api/v5/market/history-candles?instId=BTC-USDT&bar=1Dutc&after=-9223372036854775808",
    "/www.deribit.com/api/v2/public/get_tradingview_chart_data?instrument_name=BTC-PERPETUAL&resolution=1D&start_timestamp=9&end_timestamp=5",
  ])
  func absurdMomentsAreAnswered(target: String) throws {
    for now in [morning, 0, 7_258_118_400_000] {
      let answer = try answer(target, at: now)
      #expect(answer.status == 200)
      #expect(throws: Never.self) {
        try JSONDecoder().decode(Anything.self, from: Data(answer.body.utf8))
      }
    }
  }

  private struct Anything: Decodable { init(from decoder: any Decoder) throws {} }

  @Test func okxGivesNoMoreThanItsDay() throws {
    let end = morning - 24 * 3_600_000
    let old = try answer(Self.backfill + "instType=SWAP&instFamily=BTC-USDT&after=\(end)")
    #expect(old.body == #"{"code":"0","msg":"","data":[]}"#)
    let last = try answer(
      Self.backfill + "instType=SWAP&instFamily=BTC-USDT&after=\(end + 600_000)")
    #expect(last.body.contains(#""instId":"BTC-USDT-SWAP""#))
  }

  @Test func deribitFlagsATradeAnHourLater() throws {
    let tape = try Self.requests.get().tape
    let order = try #require(
      tape.orders(of: .deribit, in: morning..<morning + 86_400_000).first {
        $0.contract.name.hasPrefix("BTC-")
      })
    let time = order.milliseconds
    let query = Self.trades + "&start_timestamp=\(time)&end_timestamp=\(time)&sorting=asc"
    let hour = DemoRequests.flagDelay
    #expect(try !answer(query, at: time + hour - 1).body.contains("liquidation"))
    #expect(try answer(query, at: time + hour).body.contains(#""liquidation":""#))
    #expect(try answer(query, at: time + 24 * hour).body.contains(#""liquidation":""#))
    #expect(
      try answer(query, at: time + 24 * hour + 1).body.contains(#""trades":[],"has_more":false"#))
    // What hasn't happened yet isn't there.
    #expect(try answer(query, at: time - 1).body.contains(#""trades":[],"has_more":false"#))
  }

  @Test func deribitGivesPagesEitherWay() throws {
    let span = "&start_timestamp=\(morning - 600_000)&end_timestamp=\(morning)&count=20"
    let up = try answer(Self.trades + span + "&sorting=asc")
    let down = try answer(Self.trades + span)
    #expect(up.body.contains(#""has_more":true"#) && down.body.contains(#""has_more":true"#))
    #expect(up != down)
  }
}
