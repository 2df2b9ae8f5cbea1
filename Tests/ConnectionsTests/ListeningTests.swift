import ExchangeSupport
import Feeds
import Liquidations
import Live
import Testing

@testable import Connections

/// The four exchanges over real sockets, spoken to as behind a relay.
@Suite(.timeLimit(.minutes(3))) struct ListeningTests {
  private let usdm = FeedKey(.binance, "Binance USD-M")
  private let okx = FeedKey(.okx, "OKX")

  @Test func hearsAllExchanges() async throws {
    try await ExchangeServer.running { server in
      try await Heard.listening(to: server) { heard in
        for feed in ExchangeConnections.feeds { await heard.waits(for: feed, .live) }
        await heard.waits { $0.prices.count >= 4 }
        let prices = await heard.events.prices
        #expect(prices.allSatisfy { $0.usd == 91_600.5 })
        server.send(Told.binanceLong(0.5), from: "fstream.binance.com")
        server.send(Told.bybitShort(0.25), from: "stream.bybit.com")
        server.send(Told.okxLong(100), from: "ws.okx.com")
        await heard.waits { Set($0.liquidations.map(\.exchange)).count == 3 }
        let usd = Dictionary(
          await heard.events.liquidations.map { ($0.exchange, $0.usd) }, uniquingKeysWith: { $1 })
        #expect(usd == [.binance: 45_000, .bybit: 22_500, .okx: 90_000])
      }
      #expect(server.asked.contains("/fstream.binance.com/market/ws"))
      #expect(server.asked.contains("/fapi.binance.com/fapi/v1/exchangeInfo"))
    }
  }

  /// What is said to be covered was handed on before.
  @Test func coversOnlyWhatWasToldBefore() async throws {
    try await ExchangeServer.running { server in
      try await Heard.listening(to: server) { heard in
        await heard.waits { [usdm] in !$0.covered(usdm).isEmpty }
        let time = milliseconds()
        server.send(Told.binanceLong(1, at: time), from: "fstream.binance.com")
        let second = time / 1_000
        await heard.waits { [usdm] in $0.covered(usdm).hold(second: second) }
        let events = await heard.events
        let told = try #require(events.firstIndex { [$0].liquidations.count == 1 })
        let covered = try #require(events.firstIndex { [$0].covered(usdm).hold(second: second) })
        #expect(told < covered)
      }
    }
  }

  @Test(arguments: [
    (451, [:], "{}", FeedStanding.State.blocked, "refuses this country or network (HTTP 451)."),
    (403, [:], "<html>", .blocked, "refuses this country or network (HTTP 403)."),
    (403, [:], "403, access too frequent", .refused, "is being asked too often (HTTP 403)."),
    (418, [:], "", .refused, "is being asked too often (HTTP 418)."),
    (429, ["Retry-After": "90"], "", .refused, "is being asked too often (HTTP 429)."),
    (500, [:], "", .refused, "refuses: HTTP 500."),
    (503, [:], "<html>", .maintenance, "is under maintenance."),
  ])
  func namesARefusal(
    status: Int, headers: [String: String], body: String, state: FeedStanding.State, words: String
  ) async throws {
    try await ExchangeServer.running { server in
      server.stage(.refusal(status: status, headers: headers, body: body), for: "stream.bybit.com")
      try await Heard.listening(to: server) { heard in
        let feed = FeedKey(.bybit, "Bybit linear")
        let standing = await heard.waits(for: feed, state)
        #expect(standing?.reason?.hasPrefix("Bybit ") == true)
        #expect(standing?.reason?.hasSuffix(words) == true)
        // The others are none the worse for it.
        await heard.waits(for: okx, .live)
      }
    }
  }

  @Test func comesBackWithAGap() async throws {
    try await ExchangeServer.running { server in
      try await Heard.listening(to: server) { heard in
        await heard.waits { [okx] in $0.covered(okx).ranges.count == 1 }
        server.stage(.refusal(status: 500), for: "ws.okx.com")
        server.cut("ws.okx.com")
        let standing = await heard.waits(for: okx, .unreachable)
        #expect(standing?.reason == "\(server.url.dropFirst(7)) closed the connection.")
        await heard.waits(for: okx, .refused)
        server.stage(nil, for: "ws.okx.com")
        await heard.waits(for: okx, .live)
        await heard.waits { [okx] in $0.covered(okx).ranges.count == 2 }
      }
    }
  }

  @Test func saysThatNothingIsAcknowledged() async throws {
    try await ExchangeServer.running { server in
      server.stage(.silence, for: "ws.okx.com")
      try await Heard.listening(to: server) { heard in
        let standing = await heard.waits(for: okx, .silent)
        #expect(standing?.reason == "OKX doesn't acknowledge the subscription.")
      }
    }
  }

  /// While one batch is being taken all that comes waits, and is the next.
  @Test func handsOnABurstAsOne() async throws {
    try await ExchangeServer.running { server in
      try await Heard.listening(to: server) { heard in
        await heard.waits(for: usdm, .live)
        await heard.waits(for: okx, .live)
        await heard.hold()
        let time = milliseconds()
        for number in 1...500 {
          server.send(
            Told.binanceLong(Double(number) / 1_000, at: time), from: "fstream.binance.com")
        }
        // They were all sent once another exchange's next message was heard.
        server.send(Told.okxLong(1), from: "ws.okx.com")
        await heard.release()
        await heard.waits { $0.liquidations.count == 501 }
        let batches = await heard.events.filter { ![$0].liquidations.isEmpty }
        #expect(batches.count < 100)
      }
    }
  }

  @Test func closesAllConnectionsAtTheEnd() async throws {
    try await ExchangeServer.running { server in
      try await Heard.listening(to: server) { heard in
        for feed in ExchangeConnections.feeds { await heard.waits(for: feed, .live) }
      }
      await server.waits { server in
        ["fstream.binance.com", "stream.bybit.com", "ws.okx.com", "www.deribit.com"]
          .allSatisfy { server.openCount($0) == 0 }
      }
    }
  }

  private func survey(_ server: ExchangeServer, within limit: Duration) async throws -> [FeedState]
  {
    let source = ExchangeConnections(
      by: try Ways(relay: .init(server.url)), userAgent: "liqtop/test")
    return await source.survey(within: limit).flatMap(\.feeds)
  }

  @Test func surveysEachFeedUntilAllHaveSpoken() async throws {
    try await ExchangeServer.running { server in
      server.stage(.refusal(status: 451), for: "dstream.binance.com")
      let feeds = try await survey(server, within: .seconds(600))
      #expect(feeds.map(\.feed) == Feed.allCases)
      #expect(
        feeds.map(\.standing) == [.live, .blocked(status: 451), .live, .live, .live, .live])
      #expect(feeds.map(\.isAcknowledged) == [true, false, true, true, true, true])
    }
  }

  @Test func oneThatNeverSpeaksIsNotAwaitedForever() async throws {
    try await ExchangeServer.running { server in
      server.stage(.noCanary, for: "www.deribit.com")
      let feeds = try await survey(server, within: .milliseconds(200))
      #expect(feeds.map(\.feed) == Feed.allCases)
      #expect(feeds.last?.standing == .connecting)
    }
  }
}

extension Spans {
  fileprivate func hold(second: Int64) -> Bool {
    hold(Timestamp(seconds: second)..<Timestamp(seconds: second + 1))
  }
}
