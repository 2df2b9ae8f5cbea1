import ExchangeSupport
import Feeds
import Liquidations
import Live
import Testing

@testable import Connections

/// Daily closes over real sockets, asked for as behind a relay.
@Suite(.timeLimit(.minutes(1))) struct ClosesTests {
  private let today = Day(millisecondsSinceEpoch: milliseconds())
  private static let hosts = [
    "data-api.binance.vision", "www.okx.com", "api.bybit.com", "www.deribit.com",
  ]

  private func source(_ server: ExchangeServer) throws -> ExchangeConnections {
    ExchangeConnections(by: try Ways(relay: .init(server.url)), userAgent: "liqtop/test")
  }

  private var since: [Exchange: Day] {
    Exchange.allCases.reduce(into: [:]) { $0[$1] = today - 1_500 }
  }

  @Test func areThoseOfTheFirstSource() async throws {
    try await ExchangeServer.running { server in
      guard case .closes(let closes) = try await source(server).closes(since: since) else {
        return #expect(Bool(false))
      }
      #expect(closes.exchange == .binance && closes.series.days == (today - 1_500)...today)
      #expect(closes.series[today - 1] == Double(90_000 + (today - 1).number % 100))
      #expect(server.asked.count == 2)
      #expect(server.asked.allSatisfy { $0.hasPrefix("/data-api.binance.vision/api/v3/klines?") })
    }
  }

  @Test func areThoseOfTheNextOneWhereOneIsBlocked() async throws {
    try await ExchangeServer.running { server in
      server.stage(.refusal(status: 451), for: Self.hosts[0])
      guard case .closes(let closes) = try await source(server).closes(since: since) else {
        return #expect(Bool(false))
      }
      #expect(closes.exchange == .okx && closes.series.count == 1_501)
      #expect(closes.series[today - 1] == Double(90_010 + (today - 1).number % 100))
    }
  }

  @Test func everyFaultIsNamedWhereNoneAnswersWell() async throws {
    try await ExchangeServer.running { server in
      server.stage(.refusal(status: 451), for: Self.hosts[0])
      server.stage(.refusal(status: 429), for: Self.hosts[1])
      server.stage(.refusal(status: 200, body: "<html>"), for: Self.hosts[2])
      server.stage(.refusal(status: 500), for: Self.hosts[3])
      guard case .failed(let words) = try await source(server).closes(since: since) else {
        return #expect(Bool(false))
      }
      #expect(
        words == "Daily prices can't be had (Binance: refused to this country or network"
          + " (HTTP 451); OKX: asked too often (HTTP 429); Bybit: the answer can't be read; Deribit: HTTP 500)."
      )
    }
  }

  /// Whoever quits waits for no answer.
  @Test func endSoonWhereTheyAreCancelled() async throws {
    try await ExchangeServer.running { server in
      server.stage(.silence, for: Self.hosts[0])
      let source = try source(server)
      let since = since
      let asking = Task { await source.closes(since: since) }
      await server.waits { !$0.asked.isEmpty }
      let start = ContinuousClock.now
      asking.cancel()
      _ = await asking.value
      #expect(ContinuousClock.now - start < .seconds(5))
    }
  }
}
