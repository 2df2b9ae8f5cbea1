import ExchangeSupport
import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// Daily closes, fetched from exchanges on loopback beside a server's days.
@Suite(.deadlines) struct ClosesTests {
  private let files: Workplace

  init() throws {
    files = try Workplace()
  }

  private func showing(
    _ server: StagedServer, _ exchanges: ExchangeServer, isLive: Bool = true,
    _ body: (Pane) async throws -> Void
  ) async throws {
    let live: [String: String?] = [
      "LIQTOP_LIVE": isLive ? nil : "false", "LIQTOP_EXCHANGES_URL": exchanges.url,
    ]
    try await Pane.showing(
      server, "--archive", files.path("archive.sqlite"), environment: live, columns: 160, rows: 45,
      body)
  }

  /// Yesterday's close, as the exchange writes it that many more dollars than Binance.
  private func close(plus more: Int = 0) -> String {
    "\((90_000 + (Day.today - 1).number % 100 + more) / 1_000),"
      + String("\(1_000 + (Day.today - 1).number % 100 + more)".suffix(3))
  }

  private func closesAsked(_ exchanges: ExchangeServer) -> Int {
    exchanges.asked.count { $0.contains("klines") || $0.contains("history-candles") }
  }

  /// Of the second source where the first is blocked; the other pane asks for none; and one that doesn't
  /// listen shows what is kept. No call of the token is spent on them.
  @Test func theyAreLaidOverTheDaysInEveryPane() async throws {
    let server = try await StagedServer.running()
    try await ExchangeServer.running { exchanges in
      exchanges.stage(.refusal(status: 451), for: "data-api.binance.vision")
      try await showing(server, exchanges) { pane in
        try await pane.shows(Pane.fresh, "live 4/4")
        try pane.press("Left")
        try await pane.shows("OKX close \(close(plus: 10))")
        let asked = closesAsked(exchanges)
        try await showing(server, exchanges) { other in
          try await other.shows(Pane.fresh, "live 4/4")
          try other.press("Left")
          try await other.shows("OKX close \(close(plus: 10))")
          try other.session.type("aa")
          try await other.shows("Price of OKX laid over")
          try other.press("u")
          try await other.shows("liquidations · BTC · UTC")
        }
        #expect(closesAsked(exchanges) == asked)
      }
      try await showing(server, exchanges, isLive: false) { pane in
        try await pane.shows(Pane.fresh)
        try pane.press("Left")
        try await pane.shows("OKX close \(close(plus: 10))")
        try pane.press("u")
        try await pane.shows("liquidations · BTC · UTC")
      }
    }
    #expect(server.calls.count == 8)
  }
}
