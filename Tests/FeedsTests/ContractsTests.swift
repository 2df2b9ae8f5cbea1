import Liquidations
import Testing

@testable import Feeds

/// How contracts are found, and what is done where they can't be.
@Suite struct ContractsTests {
  private static let usdm = """
    {"symbols":[
     {"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT"},
     {"symbol":"BTCUSDT_261225","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT"},
     {"symbol":"BTCUSDC","status":"SETTLING","baseAsset":"BTC","quoteAsset":"USDC"},
     {"symbol":"BTCDOMUSDT","status":"TRADING","baseAsset":"BTCDOM","quoteAsset":"USDT"},
     {"symbol":"BTCETH","status":"TRADING","baseAsset":"BTC","quoteAsset":"ETH"},
     {"symbol":"A\\"B","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT"},
     {"symbol":7,"status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT"},null,[],"x"]}
    """
  private static let coinm = """
    {"symbols":[
     {"symbol":"BTCUSD_PERP","contractStatus":"TRADING","contractSize":100,"baseAsset":"BTC"},
     {"symbol":"BTCUSD_261225","contractStatus":"TRADING","contractSize":"50","baseAsset":"BTC"},
     {"symbol":"BTCUSD_270326","contractStatus":"TRADING","contractSize":0,"baseAsset":"BTC"},
     {"symbol":"ETHUSD_PERP","contractStatus":"TRADING","contractSize":10,"baseAsset":"ETH"}]}
    """

  private func names(_ plan: inout ContractsPlan, _ answers: [String]) -> [Feed: [String]] {
    var now = start
    var found: [Feed: [String]] = [:]
    plan.begin(at: now)
    for answer in answers {
      now.elapsed += .seconds(1)
      _ = plan.next(at: now)
      if let (feed, contracts) = plan.take(.body(bytes(answer)), at: now) {
        found[feed] = contracts.all.map(\.name)
      }
    }
    return found
  }

  @Test func findsBinances() {
    var plan = ContractsPlan(.binance, generator: Middle())
    let found = names(&plan, [Self.usdm, Self.coinm])
    #expect(found[.binanceUSDM] == ["BTCUSDC", "BTCUSDT", "BTCUSDT_261225"])
    #expect(found[.binanceCOINM] == ["BTCUSD_261225", "BTCUSD_PERP"])
    #expect(plan.fault == nil)
  }

  @Test func readsHowMuchAContractIs() throws {
    var plan = ContractsPlan(.binance, generator: Middle())
    plan.begin(at: start)
    var now = start
    now.elapsed += .seconds(1)
    #expect(plan.next(at: now)?.text() == "https://fapi.binance.com/fapi/v1/exchangeInfo")
    _ = plan.take(.body(bytes(Self.usdm)), at: now)
    #expect(plan.next(at: now)?.text() == "https://dapi.binance.com/dapi/v1/exchangeInfo")
    let answer = plan.take(.body(bytes(Self.coinm)), at: now)
    let contracts = try #require(answer).contracts
    #expect(contracts["BTCUSD_261225"]?.size == 50)
  }

  /// An answer may hold both kinds, whichever was asked for, and in pages.
  @Test func findsBybitsByTheirTypeAndPageByPage() throws {
    var plan = ContractsPlan(.bybit, generator: Middle())
    var now = start
    plan.begin(at: now)
    let url =
      "https://api.bybit.com/v5/market/instruments-info?category=linear&baseCoin=BTC&limit=1000"
    #expect(plan.next(at: now)?.text() == url)
    let first = """
      {"retCode":0,"result":{"list":[
       {"symbol":"BTC-25DEC26","contractType":"LinearFutures","status":"Trading","baseCoin":"BTC"},
       {"symbol":"BTCUSD","contractType":"InversePerpetual","status":"Trading","baseCoin":"BTC"}],
       "nextPageCursor":"a%3D1"}}
      """
    #expect(plan.take(.body(bytes(first)), at: now) == nil)
    now.elapsed += .milliseconds(300)
    #expect(plan.next(at: now)?.text() == url + "&cursor=a%3D1")
    let second = """
      {"retCode":0,"result":{"list":[
       {"symbol":"BTCPERP","contractType":"LinearPerpetual","status":"Trading","baseCoin":"BTC"},
       {"symbol":"BTCOLD","contractType":"LinearFutures","status":"Closed","baseCoin":"BTC"}],
       "nextPageCursor":""}}
      """
    let list = plan.take(.body(bytes(second)), at: now)
    #expect(list?.contracts.all.map(\.name) == ["BTC-25DEC26", "BTCPERP", "BTCUSDT"])
  }

  @Test(arguments: [#""a b""#, #""a&b=1""#, #""é""#, "7", "null", #""""#])
  func takesNoCursorThatWouldChangeTheRequest(cursor: String) {
    var plan = ContractsPlan(.bybit, generator: Middle())
    plan.begin(at: start)
    _ = plan.next(at: start)
    let text = """
      {"retCode":0,"result":{"list":[
       {"symbol":"BTCPERP","contractType":"LinearPerpetual","status":"Trading","baseCoin":"BTC"}],
       "nextPageCursor":\(cursor)}}
      """
    #expect(plan.take(.body(bytes(text)), at: start)?.feed == .bybitLinear)
  }

  @Test func findsOKXsWithTheirSizes() throws {
    var plan = ContractsPlan(.okx, generator: Middle())
    var now = start
    plan.begin(at: now)
    _ = plan.next(at: now)
    let swaps = """
      {"code":"0","data":[
       {"instId":"BTC-USDT-SWAP","instFamily":"BTC-USDT","ctVal":"0.01","ctMult":"1","ctValCcy":"BTC","ctType":"linear"},
       {"instId":"BTC-USD_UM-SWAP","instFamily":"BTC-USD_UM","ctVal":"0.001","ctMult":"10","ctValCcy":"BTC","ctType":"linear"},
       {"instId":"BTC-USD-SWAP","instFamily":"BTC-USD","ctVal":"100","ctMult":"1","ctValCcy":"USD","ctType":"inverse"},
       {"instId":"BTC-X-SWAP","ctVal":"1","ctMult":"1","ctValCcy":"USDT","ctType":"linear"},
       {"instId":"BTC-NEW-SWAP","ctVal":"","ctMult":"","ctValCcy":"BTC","ctType":"linear"},
       {"instId":"ETH-USDT-SWAP","ctVal":"0.1","ctMult":"1","ctValCcy":"ETH","ctType":"linear"}]}
      """
    #expect(plan.take(.body(bytes(swaps)), at: now) == nil)
    now.elapsed += .seconds(1)
    #expect(
      plan.next(at: now)?.text()
        == "https://www.okx.com/api/v5/public/instruments?instType=FUTURES")
    let answer = plan.take(.body(bytes(#"{"code":"0","data":[]}"#)), at: now)
    let contracts = try #require(answer).contracts
    #expect(contracts.all.map(\.name) == ["BTC-USD-SWAP", "BTC-USDT-SWAP", "BTC-USD_UM-SWAP"])
    #expect(contracts.all.map(\.size) == [100, 0.01, 0.01])
  }

  @Test func findsDeribits() {
    var plan = ContractsPlan(.deribit, generator: Middle())
    let found = names(
      &plan,
      [
        """
        {"result":[
         {"instrument_name":"BTC-PERPETUAL","base_currency":"BTC","instrument_type":"reversed","is_active":true},
         {"instrument_name":"BTC-25DEC26","base_currency":"BTC","future_type":"reversed"},
         {"instrument_name":"BTC-1DEC26","base_currency":"BTC","instrument_type":"reversed","is_active":false}]}
        """,
        """
        {"result":[
         {"instrument_name":"BTC_USDC-PERPETUAL","base_currency":"BTC","instrument_type":"linear"},
         {"instrument_name":"ETH_USDC-PERPETUAL","base_currency":"ETH","instrument_type":"linear"}]}
        """,
      ])
    #expect(found[.deribit] == ["BTC-25DEC26", "BTC-PERPETUAL", "BTC_USDC-PERPETUAL"])
  }

  @Test func takesNoMoreContractsThanAnyExchangeHas() {
    let many = (0..<5_000).map { number in
      #"{"symbol":"BTC\#(number)","status":"TRADING","baseAsset":"BTC","quoteAsset":"USD"}"#
    }
    var plan = ContractsPlan(.binance, generator: Middle())
    let found = names(&plan, [#"{"symbols":[\#(many.joined(separator: ","))]}"#])
    #expect(found[.binanceUSDM]?.count == Contracts.most)
  }

  // MARK: - Within the feed

  @Test func subscribesToWhatTheListHasBeyondWhatThereAlwaysIs() throws {
    var talk = Conversation(.binance)
    let ids = talk.goLive()
    #expect(talk.state.feeds.map(\.hasList) == [false, false])
    let request = try #require(talk.requests(.contracts).first)
    talk.tell(.answered(request.id, .body(bytes(Self.usdm))))
    #expect(
      talk.sent(ids[0])
        == [#"{"method":"SUBSCRIBE","params":["btcusdt_261225@forceOrder"],"id":11}"#])
    #expect(talk.state.feeds.map(\.hasList) == [true, false])
    talk.tell(ids[0], Sample.usdm.replacing("BTCUSDT", with: "BTCUSDT_261225"))
    #expect(talk.liquidations.map(\.instrument) == ["BTCUSDT_261225"])
  }

  /// An answer to a request that was answered before, or never made, is none.
  @Test func takesEachAnswerOnce() throws {
    var talk = Conversation(.binance)
    let ids = talk.goLive()
    let first = try #require(talk.requests(.contracts).first)
    talk.tell(.answered(first.id, .failed(.timedOut)))
    talk.live(ids, for: .seconds(1))
    #expect(talk.requests(.contracts).count == 1)
    talk.tell(.answered(first.id, .body(bytes(Self.coinm))))
    #expect(talk.state.feeds.map(\.hasList) == [false, false])
  }

  /// A list that fails holds up neither the other nor the connection.
  @Test func saysWhyThereIsNoListAndComesBack() throws {
    var talk = Conversation(.binance)
    let ids = talk.goLive()
    let first = try #require(talk.requests(.contracts).first)
    talk.tell(.answered(first.id, .refused(HTTPRefusal(status: 451))))
    #expect(talk.state.contractsFault == .blocked(status: 451))
    talk.live(ids, for: .seconds(1))
    let second = try #require(talk.requests(.contracts).first)
    talk.tell(.answered(second.id, .body(bytes(Self.coinm))))
    #expect(talk.state.feeds.map(\.hasList) == [false, true])
    #expect(talk.state.contractsFault == .blocked(status: 451))
    talk.live(ids, for: .seconds(3_598), every: .seconds(14))
    #expect(talk.requests(.contracts).isEmpty)
    talk.live(ids, for: .seconds(2))
    let third = try #require(talk.requests(.contracts).first)
    #expect(third.url == first.url)
    talk.tell(.answered(third.id, .body(bytes(Self.usdm))))
    #expect(talk.state.contractsFault == nil)
  }

  @Test(arguments: [
    (FeedAnswer.body([]), AnswerFault.unreadable), (.body(bytes("{}")), .unreadable),
    (.body(bytes(#"{"symbols":{}}"#)), .unreadable), (.failed(.timedOut), .failed(.timedOut)),
    (.body(bytes(#"{"code":-1003,"msg":"x"}"#)), .rateLimited(status: nil, retryAfter: nil)),
    (
      .refused(HTTPRefusal(status: 418, retryAfter: .seconds(900))),
      .rateLimited(status: 418, retryAfter: .seconds(900))
    ),
    (
      .refused(HTTPRefusal(status: 400, body: bytes(#"{"code":-1121,"msg":"Invalid symbol."}"#))),
      .refused(.words("-1121 Invalid symbol"))
    ), (.refused(HTTPRefusal(status: 400)), .refused(.status(400))),
    (.refused(HTTPRefusal(status: 503)), .maintenance),
  ])
  func namesWhatIsWrongWithAnAnswer(answer: FeedAnswer, fault: AnswerFault) {
    var plan = ContractsPlan(.binance, generator: Middle())
    plan.begin(at: start)
    _ = plan.next(at: start)
    #expect(plan.take(answer, at: start) == nil)
    #expect(plan.fault == fault)
  }

  @Test(arguments: [
    (Exchange.bybit, #"{"retCode":10009,"retMsg":"x"}"#, AnswerFault.blocked(status: 200)),
    (.bybit, #"{"retCode":10006,"retMsg":"x"}"#, .rateLimited(status: nil, retryAfter: nil)),
    (.bybit, #"{"retCode":10001,"retMsg":"x"}"#, .refused(.words("10001 x"))),
    (.okx, #"{"code":"50011","msg":"x"}"#, .rateLimited(status: nil, retryAfter: nil)),
    (.okx, #"{"code":"50001","msg":"x"}"#, .maintenance),
    (.okx, #"{"code":"51000","msg":"x"}"#, .refused(.words("51000 x"))),
    (.deribit, #"{"error":{"code":11051}}"#, .maintenance),
    (.deribit, #"{"error":{"code":10028}}"#, .rateLimited(status: nil, retryAfter: nil)),
    (.deribit, #"{"error":{"code":-32602,"message":"y"}}"#, .refused(.words("-32602 y"))),
    (.deribit, "{}", .unreadable), (.okx, "{}", .unreadable), (.bybit, "[]", .unreadable),
  ])
  func namesWhatAnExchangesCodeMeans(exchange: Exchange, body: String, fault: AnswerFault) {
    var plan = ContractsPlan(exchange, generator: Middle())
    plan.begin(at: start)
    _ = plan.next(at: start)
    #expect(plan.take(.body(bytes(body)), at: start) == nil)
    #expect(plan.fault == fault)
  }

  @Test func readsTheListsAgainEverySixHoursAndOKXsEveryHour() {
    for (exchange, hours, body) in [
      (Exchange.binance, 6, Self.usdm), (.okx, 1, #"{"code":"0","data":[]}"#),
    ] {
      var plan = ContractsPlan(exchange, generator: Middle())
      plan.begin(at: start)
      _ = plan.next(at: start)
      _ = plan.take(.body(bytes(body)), at: start)
      var later = start
      later.elapsed += .seconds(1)
      _ = plan.next(at: later)
      _ = plan.take(.failed(.broken), at: later)
      // The other list has failed and is asked for sooner; this one isn't.
      #expect(plan.wake != nil)
      later.elapsed = start.elapsed + .seconds(hours * 3_600)
      #expect(plan.next(at: later) != nil)
    }
  }

  /// No more than once a minute, however many rows of it there are.
  @Test func readsOKXsListAgainWhenAnUnknownContractShowsUp() throws {
    var talk = Conversation(.okx)
    let ids = talk.goLive()
    for body in [#"{"code":"0","data":[]}"#, Self.okxFutures] {
      talk.live(ids, for: .seconds(1))
      let request = try #require(talk.requests(.contracts).first)
      talk.tell(.answered(request.id, .body(bytes(body))))
    }
    #expect(talk.state.feeds[0].hasList)
    talk.live(ids, for: .seconds(60))
    #expect(talk.requests(.contracts).isEmpty)
    let unknown = Sample.okx.replacing("BTC-USDT-SWAP", with: "BTC-NEW-SWAP")
    talk.tell(ids[0], unknown)
    var count = 0
    for _ in 0..<20 {
      for (id, _) in talk.requests(.contracts) {
        count += 1
        talk.tell(.answered(id, .body(bytes(Self.okxFutures))))
      }
      talk.tell(ids[0], unknown)
      talk.live(ids, for: .seconds(1))
    }
    // Both lists, once.
    #expect(count == 2)
    #expect(talk.state.odd.counts == [.instrument: 21])
  }

  private static let okxFutures = """
    {"code":"0","data":[{"instId":"BTC-USDT-261225","instFamily":"BTC-USDT","ctVal":"0.01",
     "ctMult":"1","ctValCcy":"BTC","ctType":"linear"}]}
    """

  @Test(
    arguments: [
      ("BTC-USDT-SWAP", 0.01), ("BTC-USDT-261225", 0.01), ("BTC-USD-SWAP", 100),
      ("BTC-USD-261225", 100), ("BTC-USDC-SWAP", nil), ("BTC-USD_UM-SWAP", nil), ("BTC-USDT", nil),
      ("BTC-USDT-26122", nil), ("BTC-USDT-2612250", nil), ("BTC-USD-261225-90000-C", nil),
    ] as [(String, Double?)])
  func knowsOKXsOldestFamiliesWithoutAList(name: String, size: Double?) {
    #expect(OKXDialect.withoutList(name)?.size == size)
  }
}
