import ExchangeSupport
import TerminalSupport
import Testing
import WorkSupport

/// What the screen shows of exchanges on loopback, without a token and in the demo.
@Suite(.deadlines) struct LiveScreenTests {
  private let files: Workplace

  init() throws {
    files = try Workplace()
  }

  private func showing(
    _ server: ExchangeServer, _ body: (Pane) async throws -> Void
  ) async throws {
    try await Pane.running(
      ["--archive", files.path("archive.sqlite")],
      environment: ["LIQTOP_LIVE": nil, "LIQTOP_EXCHANGES_URL": server.url], body)
  }

  @Test func whatEachExchangeTellsIsOnTheTape() async throws {
    try await ExchangeServer.running { server in
      try await showing(server) { pane in
        try await pane.shows("live 4/4", "1H 24H 7D", "Live only.")
        try pane.press("T")
        try await pane.shows("tape v · every size s", "No liquidation yet.")
        server.send(Told.binanceLong(1), from: "fstream.binance.com")
        server.send(Told.bybitShort(2), from: "stream.bybit.com")
        server.send(Told.okxLong(200), from: "ws.okx.com")
        try await pane.shows("■ Binance LONG 90.0K", "■ Bybit SHORT 180K", "■ OKX LONG 180K")
        try pane.press("s")
        try await pane.shows("from 10K")
        try pane.session.type("ss")
        try await pane.shows("from 250K", "No liquidation of 250K or more yet.", "24h")
        try await pane.hides("Binance LONG")
      }
    }
  }

  @Test func whoIsBlockedIsNamedAndItsLastMinutesAreNoZero() async throws {
    try await ExchangeServer.running { server in
      try await showing(server) { pane in
        try await pane.shows("live 4/4")
        server.stage(.refusal(status: 451), for: "ws.okx.com")
        server.cut("ws.okx.com")
        try await pane.shows("live 3/4: OKX blocked")
        server.send(Told.binanceLong(1), from: "fstream.binance.com")
        try await pane.shows("■ Binance ≥90.0K")
        try pane.press("?")
        try await pane.shows("OKX refuses this country or network (HTTP 451).")
      }
    }
  }

  @Test func theDemosTapeRunsWithinSeconds() async throws {
    try await Pane.running(["--demo"], environment: ["LIQTOP_LIVE": nil]) { pane in
      try await pane.shows("DEMO", "live 4/4", "BTC ", "1H 24H 7D")
      try pane.press("T")
      try await pane.shows("tape v · every size s", " 1m ", "24h ", "-SWAP")
      try pane.session.type("{")
      try pane.press("v")
      try await pane.shows("stacked v · minute i")
    }
  }
}
