import ExchangeSupport
import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// Each exchange's liquidations on the screen, and what becomes of them when the exchanges go and come.
@Suite(.deadlines) struct FeedReturnTests {
  private let listening: Listening

  init() throws {
    listening = try Listening()
  }

  /// Deribit's is flagged in the stream, and told once more an hour late.
  @Test func eachFeedsLiquidationIsOnTheScreenAndInTheSums() async throws {
    try await ExchangeServer.running { server in
      let now = milliseconds()
      let late = now - 75 * 60_000
      server.answer(
        Told.deribitPast(30_000, "late", at: late),
        to: "www.deribit.com/api/v2/public/get_last_trades")
      try await listening.showing(server) { pane in
        try await pane.shows("live 4/4")
        try pane.press("T")
        server.send(Told.binanceLong(1), from: "fstream.binance.com")
        server.send(Told.binanceCoinShort(500), from: "dstream.binance.com")
        server.send(Told.bybitShort(2), from: "stream.bybit.com/v5/public/linear")
        server.send(Told.bybitInverseLong(70_000), from: "stream.bybit.com/v5/public/inverse")
        server.send(Told.okxLong(200), from: "ws.okx.com")
        server.send(Told.deribitLong(20_000, "7"), from: "www.deribit.com")
        server.send(Told.deribitLong(20_000, "7"), from: "www.deribit.com")
        try await pane.shows(
          "■ Binance LONG 90.0K", "■ Binance SHORT 50.0K", "■ Bybit SHORT 180K",
          "■ Bybit LONG 70.0K", "■ OKX LONG 180K", "■ Deribit LONG 20.0K")
        for name in ["BTCUSDT", "BTCUSD_PERP", "BTCUSD", "BTC-USDT-SWAP", "BTC-PERPETUAL"] {
          try await pane.shows(name)
        }
        // So early in a day none of it is told of yet.
        let isTold = late / 86_400_000 == now / 86_400_000
        try await listening.counts(
          [
            "binance|long|90000.0|1|90000.0", "binance|short|50000.0|1|50000.0",
            "bybit|long|70000.0|1|70000.0", "bybit|short|180000.0|1|180000.0",
            isTold ? "deribit|long|50000.0|2|30000.0" : "deribit|long|20000.0|1|20000.0",
            "okx|long|180000.0|1|180000.0",
          ], in: pane)
        if isTold { try await pane.shows("■ Deribit LONG 30.0K") }
      }
    }
  }

  /// All connections are cut and refused for a while: each exchange is named, the seconds between are a
  /// gap but for what OKX tells afterwards, and what is told again isn't counted again.
  @Test func exchangesThatGoAndComeAreNamedAndCountNothingTwice() async throws {
    try await ExchangeServer.running { server in
      try await listening.showing(server) { pane in
        try await pane.shows("live 4/4")
        let before = (Told.binanceLong(1), Told.okxLong(100), milliseconds())
        server.send(before.0, from: "fstream.binance.com")
        server.send(before.1, from: "ws.okx.com")
        try await listening.counts(
          ["binance|long|90000.0|1|90000.0", "okx|long|90000.0|1|90000.0"], in: pane)
        try await listening.waits(for: ["1"], of: Listening.spans(.binance), in: pane)
        let port = try await server.stop()
        let between = milliseconds()
        try await pane.shows("live 0/4: Binance unreachable")
        try pane.press("?")
        try await pane.says("OKX: 127.0.0.1:\(port) can't be reached.")
        server.answer(
          Told.okxPast([(200, at: between)]),
          to: "www.okx.com/api/v5/public/liquidation-orders?instType=SWAP&instFamily=BTC-USDT&")
        try await server.resume(on: port)
        try await pane.says("live Binance USD-M, Binance COIN-M, Bybit linear")
        try pane.press("?")
        try await pane.shows("live 4/4")
        server.send(before.0, from: "fstream.binance.com")
        server.send(before.1, from: "ws.okx.com")
        server.send(Told.binanceLong(2), from: "fstream.binance.com")
        try await listening.counts(
          ["binance|long|270000.0|2|180000.0", "okx|long|270000.0|2|180000.0"], in: pane)
        try await listening.waits(for: ["2"], of: Listening.spans(.binance), in: pane)
      }
    }
  }

  /// Where nothing can be kept all is shown, and that it isn't kept is said.
  @Test func whatIsHeardIsShownWhereNoArchiveCanBe() async throws {
    try await ExchangeServer.running { server in
      try await listening.showing(server, "--archive", "/proc") { pane in
        try await pane.shows("/proc is a folder, so it can't be the archive", "live 4/4")
        server.send(Told.binanceLong(1), from: "fstream.binance.com")
        try await pane.shows("■ Binance ≥90.0K")
        let pid = try await pane.pid()
        try pane.press("q")
        try await pane.ends(pid)
      }
    }
  }
}
