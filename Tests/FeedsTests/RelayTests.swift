import Testing

@testable import Feeds

@Suite struct RelayTests {
  private static let socket = FeedURL.socket("fstream.binance.com", "/market/ws")
  private static let okx = FeedURL.socket("ws.okx.com", port: 8_443, "/ws/v5/public")
  private static let request = FeedURL.request("api.bybit.com", "/v5/x", query: "a=1&b=2")

  @Test func isTheExchangeItselfWithoutOne() {
    #expect(Self.socket.text() == "wss://fstream.binance.com/market/ws")
    #expect(Self.okx.text() == "wss://ws.okx.com:8443/ws/v5/public")
    #expect(Self.request.text() == "https://api.bybit.com/v5/x?a=1&b=2")
  }

  @Test(arguments: [
    ("http://127.0.0.1:9000", "ws://127.0.0.1:9000", "http://127.0.0.1:9000"),
    ("ws://127.0.0.1:9000/", "ws://127.0.0.1:9000", "http://127.0.0.1:9000"),
    ("https://Relay.example/feeds//", "wss://relay.example/feeds", "https://relay.example/feeds"),
    ("wss://relay.example:444", "wss://relay.example:444", "https://relay.example:444"),
    ("http://[::1]:9000", "ws://[::1]:9000", "http://[::1]:9000"),
    ("ws://localhost:1", "ws://localhost:1", "http://localhost:1"),
  ])
  func standsInForAllOfThem(text: String, socket: String, request: String) throws {
    let relay = try Relay(text)
    #expect(Self.socket.text(relay) == "\(socket)/fstream.binance.com/market/ws")
    #expect(Self.okx.text(relay) == "\(socket)/ws.okx.com/ws/v5/public")
    #expect(Self.request.text(relay) == "\(request)/api.bybit.com/v5/x?a=1&b=2")
  }

  @Test(arguments: [
    ("http://relay.example", RelayError.insecure), ("ws://128.0.0.1:9000", .insecure),
    ("ws://127.0.0.1.example.com", .insecure), ("http://127.1.1.256", .insecure),
    ("ftp://localhost", .scheme), ("localhost:9000", .scheme), ("", .scheme), ("https://", .host),
    ("https://a:b@relay.example", .userInfo), ("https://relay.example?x=1", .query),
    ("https://relay.example#x", .query), ("https://relay.example:0", .port),
    ("https://relay.example:65536", .port), ("https://rel ay.example", .notAURL),
    ("https://relay.example\\x", .notAURL), ("https://[::1", .notAURL),
  ])
  func refusesWhatIsNoneOrNotSafe(text: String, error: RelayError) {
    #expect(throws: error) { try Relay(text) }
  }

  @Test func allowsAnyHostInClearIfToldTo() throws {
    let relay = try Relay("http://relay.example", allowsInsecureHTTP: true)
    #expect(Self.socket.text(relay) == "ws://relay.example/fstream.binance.com/market/ws")
  }
}
