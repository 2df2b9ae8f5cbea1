import Liquidations
import Testing

@testable import Feeds

/// How a connection lives: the same with every exchange.
@Suite struct ConnectionTests {
  private static let addresses: [(Exchange, [String])] = [
    (.binance, ["wss://fstream.binance.com/market/ws", "wss://dstream.binance.com/ws"]),
    (
      .bybit,
      [
        "wss://stream.bybit.com/v5/public/linear", "wss://stream.bybit.com/v5/public/inverse",
      ]
    ), (.okx, ["wss://ws.okx.com:8443/ws/v5/public"]),
    (.deribit, ["wss://www.deribit.com/ws/api/v2"]),
  ]

  @Test(arguments: addresses) func connectsToTheDocumentedAddresses(
    exchange: Exchange, urls: [String]
  ) {
    var talk = Conversation(exchange)
    // Both feeds of an exchange don't connect at once.
    #expect(talk.connects().map(\.url) == [urls[0]])
    talk.wait(.seconds(1))
    #expect(talk.connects().map(\.url) == Array(urls.dropFirst()))
    #expect(talk.state.feeds.allSatisfy { $0.standing == .connecting })
  }

  private static let deribitChannels = [
    "trades.future.BTC.100ms", "ticker.BTC-PERPETUAL.agg2", "trades.future.USDC.100ms",
    "platform_state",
  ]

  private static let requests: [(Feed, [String])] = [
    (
      .binanceUSDM,
      [
        """
        {"method":"SUBSCRIBE","params":["btcusdc@forceOrder","btcusdt@forceOrder",\
        "btcusdt@markPrice@1s"],"id":10}
        """
      ]
    ),
    (
      .binanceCOINM,
      [
        """
        {"method":"SUBSCRIBE","params":["btcusd_perp@forceOrder",\
        "btcusd_perp@markPrice@1s"],"id":10}
        """
      ]
    ),
    (
      .bybitLinear,
      [
        """
        {"req_id":"10","op":"subscribe","args":["allLiquidation.BTCUSDT",\
        "allLiquidation.BTCPERP","tickers.BTCUSDT"]}
        """
      ]
    ),
    (
      .bybitInverse,
      [
        """
        {"req_id":"10","op":"subscribe","args":["allLiquidation.BTCUSD","tickers.BTCUSD"]}
        """
      ]
    ),
    (
      .okx,
      [
        """
        {"id":"10","op":"subscribe","args":[{"channel":"liquidation-orders","instType":"SWAP"},\
        {"channel":"liquidation-orders","instType":"FUTURES"},\
        {"channel":"tickers","instId":"BTC-USDT-SWAP"}]}
        """
      ]
    ),
    (
      .deribit,
      [#"{"jsonrpc":"2.0","id":1,"method":"public/set_heartbeat","params":{"interval":30}}"#]
        + deribitChannels.enumerated().map { number, channel in
          """
          {"jsonrpc":"2.0","id":\(10 + number),"method":"public/subscribe",\
          "params":{"channels":["\(channel)"]}}
          """
        }
    ),
  ]

  @Test(arguments: requests)
  func asksForWhatTheReferenceSays(feed: Feed, messages: [String]) throws {
    var talk = Conversation(feed.exchange)
    talk.wait(.seconds(1))
    let id = try #require(talk.connects().first { $0.id.feed == feed }).id
    talk.tell(.opened(id))
    #expect(talk.sent(id) == messages)
  }

  @Test(arguments: Exchange.allCases) func isLiveOnceAcknowledgedAndHeardOf(exchange: Exchange) {
    var talk = Conversation(exchange)
    talk.wait(.seconds(1))
    let ids = talk.connects().map(\.id)
    for id in ids {
      talk.tell(.opened(id))
      // A canary that comes before the acknowledgement shows nothing of the rest.
      talk.tell(id, Canary.text(id.feed))
      #expect(talk.standing(id.feed) == .connecting)
      for text in Conversation.acknowledgements(talk.sent(id), id.feed) { talk.tell(id, text) }
      #expect(talk.standing(id.feed) == .connecting)
      talk.tell(id, Canary.text(id.feed))
      #expect(talk.standing(id.feed) == .live)
    }
    #expect(talk.state.odd.total == 0)
  }

  @Test(arguments: Feed.allCases) func comesBackWhereNothingIsAcknowledged(feed: Feed) throws {
    var talk = Conversation(feed.exchange)
    talk.wait(.seconds(1))
    let id = try #require(talk.connects().first { $0.id.feed == feed }).id
    talk.tell(.opened(id))
    talk.wait(.milliseconds(9_999))
    #expect(!talk.closes().contains(id))
    talk.wait(.milliseconds(1))
    #expect(talk.closes().contains(id))
    #expect(talk.standing(feed) == .unacknowledged && talk.retry(feed) == 1)
    talk.wait(.seconds(1))
    #expect(talk.connects().contains { $0.id == ConnectionID(feed, 2) })
  }

  @Test(arguments: Feed.allCases) func comesBackWhereTheHandshakeNeverEnds(feed: Feed) {
    var talk = Conversation(feed.exchange)
    talk.wait(.seconds(17))
    #expect(talk.closes().contains(ConnectionID(feed, 1)))
    #expect(talk.standing(feed) == .lost(.timedOut))
  }

  @Test(arguments: [
    (Feed.binanceUSDM, 15), (.binanceCOINM, 15), (.bybitLinear, 45), (.bybitInverse, 45),
    (.okx, 45),
    (.deribit, 90),
  ])
  func isSilentWhenTheCanaryStops(feed: Feed, seconds: Int) throws {
    var talk = Conversation(feed.exchange)
    let id = try #require(talk.goLive().first { $0.feed == feed })
    talk.wait(.seconds(seconds) - .milliseconds(1))
    #expect(talk.standing(feed) == .live && !talk.closes().contains(id))
    talk.wait(.milliseconds(1))
    #expect(talk.standing(feed) == .silent && talk.closes().contains(id))
  }

  /// Pongs and heartbeats go on on a route that is dead.
  @Test(arguments: [
    (Feed.bybitLinear, #"{"success":true,"ret_msg":"pong","conn_id":"c","req_id":"","op":"ping"}"#),
    (.bybitLinear, #"{"op":"pong"}"#), (.okx, "pong"),
    (.deribit, #"{"jsonrpc":"2.0","method":"heartbeat","params":{"type":"heartbeat"}}"#),
  ])
  func takesNoPongForACanary(feed: Feed, pong: String) throws {
    var talk = Conversation(feed.exchange)
    let id = try #require(talk.goLive().first { $0.feed == feed })
    for _ in 0..<30 where talk.standing(feed) == .live {
      talk.wait(.seconds(5))
      talk.tell(id, pong)
    }
    #expect(talk.standing(feed) == .silent)
    #expect(talk.state.odd.total == 0)
  }

  /// Where nothing comes the other route is tried, and what works is kept.
  @Test(arguments: [
    (Feed.binanceCOINM, "wss://dstream.binance.com/market/ws"),
    (.binanceUSDM, "wss://fstream.binance.com/ws"), (.okx, "wss://ws.okx.com/ws/v5/public"),
    (.deribit, "wss://streams.deribit.com/ws/api/v2"),
    (.bybitLinear, "wss://stream.bybit.com/v5/public/linear"),
  ])
  func triesTheOtherRouteWhereNothingEverComes(feed: Feed, other: String) throws {
    var talk = Conversation(feed.exchange)
    talk.wait(.seconds(1))
    let id = try #require(talk.connects().first { $0.id.feed == feed }).id
    talk.open(id)
    talk.wait(.seconds(30))
    #expect(talk.closes().contains(id) && talk.standing(feed) == .wrongRoute)
    talk.wait(.seconds(1))
    let second = try #require(talk.connects().first { $0.id.feed == feed })
    #expect(second.url == other)
    talk.open(second.id)
    talk.tell(second.id, Canary.text(feed))
    #expect(talk.standing(feed) == .live)
    talk.tell(.ended(second.id, .closed(code: 1_006)))
    talk.wait(.seconds(3))
    #expect(talk.connects().map(\.url).contains(other))
  }

  @Test func triesAnotherPortWhereNoConnectionComesAbout() throws {
    var talk = Conversation(.okx)
    let id = try #require(talk.connects().first).id
    talk.tell(.ended(id, .unreachable))
    talk.wait(.seconds(1))
    #expect(talk.connects().map(\.url) == ["wss://ws.okx.com/ws/v5/public"])
  }

  @Test func staysOnItsRouteWhereTheHostCannotBeReached() throws {
    var talk = Conversation(.binance)
    let id = try #require(talk.connects().first).id
    talk.tell(.ended(id, .nameNotFound))
    talk.wait(.seconds(1))
    let urls = talk.connects().map(\.url)
    #expect(urls.contains("wss://fstream.binance.com/market/ws"))
  }

  @Test func waitsTwiceAsLongEachTimeUpTo32Seconds() throws {
    var talk = Conversation(.okx)
    for seconds in [1.0, 2, 4, 8, 16, 32, 32, 32] {
      let id = try #require(talk.connects().first).id
      talk.tell(.ended(id, .closed(code: nil)))
      #expect(talk.retry(.okx) == seconds)
      talk.wait(.seconds(seconds) - .milliseconds(1))
      #expect(talk.connects().isEmpty)
      talk.wait(.milliseconds(1))
    }
  }

  @Test func variesEachWaitByAFifth() {
    for (jitter, seconds) in [(0.0, 3.2), (0.5, 4), (1, 4.8), (-1, 3.2), (7, 4.8)] {
      let wait = BackOff.wait(.lost(.broken), failures: 3, retryAfter: nil, jitter: jitter)
      #expect(abs(wait / .seconds(seconds) - 1) < 1e-9)
    }
  }

  @Test func forgetsFailuresOnceTheCanaryHasLivedAMinute() throws {
    var talk = Conversation(.okx)
    for _ in 0..<3 {
      talk.tell(.ended(try #require(talk.connects().first).id, .broken))
      talk.wait(.seconds(8))
    }
    let id = try #require(talk.connects().first).id
    talk.open(id)
    talk.live([id], for: .seconds(59))
    talk.tell(.ended(id, .broken))
    #expect(talk.retry(.okx) == 8)
    talk.wait(.seconds(8))
    let next = try #require(talk.connects().first).id
    talk.open(next)
    talk.live([next], for: .seconds(60))
    talk.tell(.ended(next, .broken))
    #expect(talk.retry(.okx) == 1)
  }

  @Test(
    arguments: [
      (451, nil, "{}", Standing.blocked(status: 451), 3_600),
      (403, nil, "<html>CloudFront</html>", .blocked(status: 403), 3_600),
      (403, 5, "", .blocked(status: 403), 3_600),
      (403, nil, "403, Access too frequent", .rateLimited(status: 403), 600),
      (418, nil, "", .rateLimited(status: 418), 600),
      (418, 7_200, "", .rateLimited(status: 418), 7_200),
      (418, 9_999_999, "", .rateLimited(status: 418), 259_200),
      (429, nil, "", .rateLimited(status: 429), 30), (429, 7, "", .rateLimited(status: 429), 7),
      (429, 90, "", .rateLimited(status: 429), 90), (429, -5, "", .rateLimited(status: 429), 1),
      (503, nil, "<html>", .maintenance, 60), (502, 300, "", .maintenance, 300),
      (500, nil, "", .refused(.status(500)), 1), (202, nil, "", .refused(.status(202)), 1),
      (404, nil, "", .refused(.status(404)), 1),
    ] as [(Int, Int?, String, Standing, Double)])
  func namesARefusedHandshakeAndWaits(
    status: Int, retryAfter: Int?, body: String, standing: Standing, seconds: Double
  ) throws {
    var talk = Conversation(.bybit)
    let id = try #require(talk.connects().first).id
    let refusal = HTTPRefusal(
      status: status, retryAfter: retryAfter.map { .seconds($0) }, body: bytes(body))
    talk.tell(.refused(id, refusal))
    #expect(talk.standing(.bybitLinear) == standing)
    #expect(talk.retry(.bybitLinear) == seconds)
    #expect(talk.closes().isEmpty)
    // What was wrong stays until something better is known.
    talk.wait(.seconds(seconds))
    #expect(talk.standing(.bybitLinear) == standing)
    #expect(talk.connects().contains { $0.id == ConnectionID(.bybitLinear, 2) })
  }

  @Test func pingsEvery20Seconds() throws {
    for (exchange, feed, ping) in [
      (Exchange.bybit, Feed.bybitLinear, #"{"req_id":"1","op":"ping"}"#), (.okx, .okx, "ping"),
    ] {
      var talk = Conversation(exchange)
      let id = try #require(talk.goLive().first { $0.feed == feed })
      talk.live([id], for: .milliseconds(19_900))
      #expect(talk.sent(id).isEmpty)
      talk.live([id], for: .milliseconds(40_100))
      #expect(talk.sent(id) == [ping, ping, ping])
    }
  }

  @Test func answersDeribitsTestsAtOnce() throws {
    var talk = Conversation(.deribit)
    let id = try #require(talk.goLive().first)
    talk.tell(id, #"{"jsonrpc":"2.0","method":"heartbeat","params":{"type":"test_request"}}"#)
    #expect(
      talk.sent(id) == [#"{"jsonrpc":"2.0","id":2,"method":"public/test","params":{}}"#])
  }

  @Test func tellsThePriceWhenItChangesAndNowAndThenThatItDoesNot() throws {
    var talk = Conversation(.okx)
    let id = try #require(talk.goLive().first)
    func prices() -> [Double] {
      talk.effects.compactMap { if case .price(.okx, let usd, _) = $0 { usd } else { nil } }
    }
    talk.tell(id, Canary.text(.okx))
    talk.tell(id, Canary.text(.okx, price: "91601"))
    #expect(prices() == [91_600.5, 91_601])
    for _ in 0..<4 {
      talk.wait(.milliseconds(1_250))
      talk.tell(id, Canary.text(.okx, price: "91601"))
    }
    #expect(prices() == [91_600.5, 91_601, 91_601])
  }

  /// What comes after a connection was given up, or before it was opened, is nothing.
  @Test func hearsNothingOfAConnectionThatIsNone() throws {
    var talk = Conversation(.okx)
    let id = try #require(talk.connects().first).id
    talk.tell(id, Sample.okx)
    talk.tell(ConnectionID(.okx, 7), Sample.okx)
    talk.tell(.opened(ConnectionID(.bybitLinear, 1)))
    #expect(talk.liquidations.isEmpty)
    talk.open(id)
    talk.tell(id, Sample.okx)
    talk.tell(.ended(id, .broken))
    talk.tell(id, Sample.okx)
    talk.tell(.ended(id, .broken))
    #expect(talk.liquidations.count == 1 && talk.retry(.okx) == 1)
  }
}
