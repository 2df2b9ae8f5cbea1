import Liquidations
import Testing

@testable import Feeds

/// What a user reads of a feed that isn't live.
@Suite struct WordsTests {
  private func reason(_ standing: Standing, by relay: Relay? = nil) -> String? {
    FeedState(
      feed: .okx, standing: standing, since: noon, retry: nil,
      address: .socket("ws.okx.com", port: 8_443, "/ws/v5/public"), missing: [], hasList: true,
      isConnected: false, isAcknowledged: false, hasWrongClock: false, odd: 0, relay: relay
    ).reason
  }

  @Test func saysNothingOfWhatIsWell() {
    #expect(reason(.live) == nil && reason(.connecting) == nil)
  }

  @Test(arguments: [
    (Standing.silent, "OKX is connected, but no longer sends anything."),
    (.unacknowledged, "OKX doesn't acknowledge the subscription."),
    (.wrongRoute, "OKX is connected, but sends nothing: a wrong route, or blocked?"),
    (.blocked(status: 451), "OKX refuses this country or network (HTTP 451)."),
    (.refused(.status(404)), "OKX refuses: HTTP 404."),
    (.refused(.words("60018 no such channel")), "OKX refuses: 60018 no such channel."),
    (.rateLimited(status: 429), "OKX says that it is being asked too often (HTTP 429)."),
    (.rateLimited(status: nil), "OKX says that it is being asked too often."),
    (.maintenance, "OKX is under maintenance."),
    (.lost(.closed(code: nil)), "ws.okx.com closed the connection."),
    (
      .lost(.closed(code: 4_004)),
      "ws.okx.com closed the connection (4004, nothing heard from us for 30 s)."
    ), (.lost(.closed(code: 4_999)), "ws.okx.com closed the connection (4999)."),
    (.lost(.closed(code: 1_001)), "ws.okx.com closed the connection (1001, it is going away)."),
    (.lost(.closed(code: 1_000)), "ws.okx.com closed the connection (1000, a normal end)."),
    (.lost(.broken), "The connection to ws.okx.com broke off."),
    (.lost(.timedOut), "ws.okx.com doesn't answer."),
    (.lost(.nameNotFound), "The name ws.okx.com has no address."),
    (.lost(.unreachable), "ws.okx.com can't be reached."),
    (.lost(.tls(nil)), "TLS to ws.okx.com failed."),
    (.lost(.garbled), "ws.okx.com sent what can't be read, or too much at once."),
    (
      .lost(.proxy(.refuses("proxy.example:3128"))),
      "The proxy proxy.example:3128 doesn't connect to ws.okx.com."
    ),
    (
      .lost(.tls(.ofAnotherHost)),
      "The certificate of ws.okx.com can't be trusted: it is another host's."
    ),
  ])
  func saysInOneSentenceWhatIsWrong(standing: Standing, sentence: String) {
    #expect(reason(standing) == sentence)
  }

  @Test func namesTheRelayThatWasTurnedToAndNotWhatItStandsInFor() throws {
    let relays = [
      ("http://127.0.0.1:9000", "127.0.0.1:9000"), ("wss://relay.example/feeds", "relay.example"),
    ]
    for (text, place) in relays {
      let relay = try Relay(text)
      #expect(reason(.lost(.unreachable), by: relay) == "\(place) can't be reached.")
      #expect(reason(.silent, by: relay) == "OKX is connected, but no longer sends anything.")
    }
  }

  /// What an exchange says may hold anything; nothing of it moves a cursor or fills the screen.
  @Test func takesOnlySomePrintableWordsOfAnExchange() {
    #expect(Refusal.words(of: "a\u{1b}[2Jb\né\u{202e}c") == .words("a[2Jbc"))
    #expect(Refusal.words(of: "Invalid symbol. ") == .words("Invalid symbol"))
    #expect(Refusal.words(of: String(repeating: "x", count: 500)).words.count == 120)
  }
}
