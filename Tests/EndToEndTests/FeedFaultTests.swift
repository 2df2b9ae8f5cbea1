import ExchangeSupport
import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// What exchanges do wrong in silence or out loud is named on the screen, and never gets into a sum.
@Suite(.deadlines) struct FeedFaultTests {
  private let listening: Listening

  init() throws {
    listening = try Listening()
  }

  /// No acknowledgement, no data, no answer, a no, and data that stop: nothing of it counts as heard.
  @Test func whoIsSilentIsNamedAndNothingOfItIsCovered() async throws {
    try await ExchangeServer.running { server in
      server.stage(.noCanary, for: "dstream.binance.com/ws")
      let words = "error:handler not found,topic:allLiquidation.BTCUSDT"
      server.stage(.noSubscription(words), for: "stream.bybit.com/v5/public/linear")
      server.stage(.silence, for: "ws.okx.com")
      server.stage(.noAnswer, for: "www.deribit.com/ws")
      try await listening.showing(server) { pane in
        try await pane.session.wait("Binance") { server.openCount("fstream.binance.com") == 1 }
        server.send(Told.binanceLong(1), from: "fstream.binance.com")
        try await pane.shows("live 0/4")
        try await listening.counts(["binance|long|90000.0|1|90000.0"], in: pane)
        server.stage(.noCanary, for: "fstream.binance.com")
        try pane.press("?")
        try await pane.says("Bybit linear: Bybit refuses: \(words).")
        try await pane.says("OKX: OKX doesn't acknowledge the subscription.")
        try await pane.says("Deribit: \(server.url.dropFirst(7)) doesn't answer.")
        try await pane.says("Binance USD-M: Binance is connected, but no longer sends anything.")
        server.stage(nil, for: "fstream.binance.com")
        // The documented address is mute; the other one isn't.
        try await pane.says(
          "Binance COIN-M: Binance is connected, but sends nothing: a wrong route, or blocked?")
        try await pane.says("live Binance USD-M, Binance COIN-M, Bybit inverse")
        #expect(server.asked.contains("/dstream.binance.com/market/ws"))
        try pane.press("?")
        try await pane.shows("live 1/4", "■ Binance ≥90.0K")
        // Deribit is covered by what its requests bring, which are answered.
        try await listening.waits(
          for: ["binance"],
          of: "SELECT DISTINCT exchange FROM coverage WHERE exchange != 'deribit'", in: pane)
        try await listening.counts(["binance|long|90000.0|1|90000.0"], in: pane)
      }
    }
  }

  /// Each status has its sentence and its wait, and the others are none the worse.
  @Test func whoRefusesIsNamedAndAskedNoSoonerThanItSays() async throws {
    try await ExchangeServer.running { server in
      let tooOften = "403, access too frequent"
      server.stage(.refusal(status: 451, body: "{}"), for: "fstream.binance.com")
      server.stage(.refusal(status: 418), for: "dstream.binance.com")
      server.stage(.refusal(status: 403, body: "<html>"), for: "stream.bybit.com/v5/public/linear")
      server.stage(.refusal(status: 403, body: tooOften), for: "stream.bybit.com/v5/public/inverse")
      server.stage(.refusal(status: 429, headers: ["Retry-After": "3"]), for: "ws.okx.com")
      server.stage(.refusal(status: 503, body: "<html>"), for: "www.deribit.com/ws")
      try await listening.showing(server) { pane in
        try await pane.shows("live 0/4: Binance USD-M blocked")
        try pane.press("?")
        try await pane.says("Binance USD-M: Binance refuses this country or network (HTTP 451).")
        try await pane.says(
          "Binance COIN-M: Binance says that it is being asked too often (HTTP 418).")
        try await pane.says("Bybit linear: Bybit refuses this country or network (HTTP 403).")
        try await pane.says(
          "Bybit inverse: Bybit says that it is being asked too often (HTTP 403).")
        try await pane.says("OKX: OKX says that it is being asked too often (HTTP 429).")
        try await pane.says("Deribit: Deribit is under maintenance.")
        server.stage(nil, for: "ws.okx.com")
        try await pane.says("live OKX")
        server.send(Told.okxLong(100), from: "ws.okx.com")
        try await listening.counts(["okx|long|90000.0|1|90000.0"], in: pane)
        for path in ["/fstream.binance.com/market/ws", "/stream.bybit.com/v5/public/linear"] {
          #expect(server.asked.count { $0 == path } == 1)
        }
      }
    }
  }

  /// What is no message, no row or none that can be meant is dropped and said; what stands beside it is
  /// counted.
  @Test func whatCannotBeMeantIsSaidAndNotCounted() async throws {
    try await ExchangeServer.running { server in
      server.stage(.refusal(status: 403), for: "api.bybit.com")
      try await listening.showing(server) { pane in
        try await listening.waits(server, in: pane)
        for text in Nonsense.ofBinance { server.send(text, from: "fstream.binance.com") }
        server.send([0x22, 0xff, 0xfe, 0x22], from: "fstream.binance.com")
        server.send(Nonsense.besideGoodOfBybit, from: "stream.bybit.com/v5/public/linear")
        server.send(Nonsense.besideGoodOfOKX, from: "ws.okx.com")
        // A row twice in one message are two, and the same message again is none.
        let twins = Told.okxLongs([50, 50])
        server.send(twins, from: "ws.okx.com")
        server.send(twins, from: "ws.okx.com")
        try await listening.counts(
          ["bybit|short|180000.0|1|180000.0", "okx|long|180000.0|3|90000.0"], in: pane)
        try pane.press("?")
        let rows = Nonsense.ofBinance.count + 1
        try await pane.says("Binance USD-M: All is well. \(rows) rows not understood.")
        try await pane.says(
          "Bybit linear: The list of contracts of Bybit can't be had: refused to this country or "
            + "network (HTTP 403). 2 rows not understood.")
        try await pane.says("OKX: All is well. 1 row not understood.")
      }
    }
  }

  /// What is too large ends a connection, what is announced replaces one, and maintenance pauses one.
  @Test func whatEndsAConnectionIsNamedAndLeavesAGap() async throws {
    try await ExchangeServer.running { server in
      try await listening.showing(server) { pane in
        try await pane.shows("live 4/4")
        try await listening.waits(for: ["1"], of: Listening.spans(.binance), in: pane)
        let announced =
          #"{"event":"notice","code":"64008","msg":"The connection will soon be closed."}"#
        server.send(announced, from: "ws.okx.com")
        server.send(
          #"{"jsonrpc":"2.0","method":"subscription","params":{"channel":"platform_state","#
            + #""data":{"maintenance":true}}}"#, from: "www.deribit.com")
        try await pane.shows("live 3/4: Deribit maintenance")
        server.stage(.refusal(status: 500), for: "fstream.binance.com")
        server.send(String(repeating: " ", count: 5_000_000), from: "fstream.binance.com")
        try await pane.shows("Binance USD-M")
        try await pane.session.wait("what was said in the log") {
          (pane.workplace.read("home/liqtop/liqtop.log") ?? "").contains(
            "\(server.url.dropFirst(7)) sent what can't be read, or too much at once.")
        }
        server.stage(nil, for: "fstream.binance.com")
        server.send(Told.okxLong(100), from: "ws.okx.com")
        try await pane.shows("live 3/4: Deribit maintenance")
        try await listening.waits(for: ["2"], of: Listening.spans(.binance), in: pane)
        try await pane.session.wait("the one that replaces OKX's") {
          server.openedCount("ws.okx.com") == 2 && server.openCount("ws.okx.com") == 1
        }
        try await listening.waits(for: ["1"], of: Listening.spans(.okx), in: pane)
        try await listening.counts(["okx|long|90000.0|1|90000.0"], in: pane)
      }
    }
  }
}

/// Messages that tell of nothing that could be counted.
private enum Nonsense {
  /// One odd thing each.
  static var ofBinance: [String] {
    let now = milliseconds()
    return [
      "no JSON", #"{"e":"forceOrder"}"#, #"{"e":"weather","E":1}"#, "[[[[",
      order(#""s":"ETHUSDT","S":"SELL","z":"1","T":\#(now)"#),
      order(#""s":"BTCUSDT","S":"HOLD","z":"1","T":\#(now)"#),
      order(#""s":"BTCUSDT","S":"SELL","z":"-1","T":\#(now)"#),
      order(#""s":"BTCUSDT","S":"SELL","z":"1e300","T":\#(now)"#),
      order(#""s":"BTCUSDT","S":"SELL","z":"NaN","T":\#(now)"#),
      order(#""s":"BTCUSDT","S":"SELL","z":"1","T":\#(now - 3 * 86_400_000)"#),
      order(#""s":"BTCUSDT","S":"SELL","z":"1","T":\#(now + 3_600_000)"#),
      order(#""s":"BTCUSDT","S":"SELL","z":"1","T":"yesterday""#),
    ]
  }

  private static func order(_ fields: String) -> String {
    #"{"e":"forceOrder","E":1,"o":{"X":"FILLED","q":"1","p":"90000","ap":"90000",\#(fields)}}"#
  }

  /// Two odd rows about a good one.
  static var besideGoodOfBybit: String {
    let now = milliseconds()
    return #"{"topic":"allLiquidation.BTCUSDT","ts":\#(now),"data":[{"T":\#(now),"s":"BTCUSDT"},"#
      + #"{"T":\#(now),"s":"BTCUSDT","S":"Sell","v":"2","p":"90000"},7]}"#
  }

  /// An odd row beside a good one, and a row of another coin, which is nobody's business.
  static var besideGoodOfOKX: String {
    let now = milliseconds()
    let good = #"{"bkPx":"90000","posSide":"long","side":"sell","sz":"100","ts":"\#(now)"}"#
    let odd = #"{"bkPx":"90000","posSide":"long","side":"sell","ts":"\#(now)"}"#
    return #"{"arg":{"channel":"liquidation-orders","instType":"SWAP"},"data":[{"#
      + #""instId":"BTC-USDT-SWAP","details":[\#(odd),\#(good)]},"#
      + #"{"instId":"ETH-USDT-SWAP","details":[\#(good)]}]}"#
  }
}
