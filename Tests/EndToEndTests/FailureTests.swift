import Liquidations
import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct FailureTests {
  private let bybit = Metric(.bybit, .short)
  private let others = ["■ Binance 54.3M 6.54M", "■ OKX 7.24M 483K", "■ Deribit 15.8K 0"]

  @Test func oneFailingMetricIsNamedRetriedAloneAndRecovers() async throws {
    let server = try await StagedServer.running()
    server.stage(.status(500), for: bybit)
    try await Pane.showing(server) { pane in
      try await pane.shows("Bybit short: the server failed (500).", "7/8 fresh")
      try pane.press("Left")
      try await pane.shows("■ Bybit 12.0M —", others[0], others[1], others[2])
      server.stage(.series(Market().series(bybit)), for: bybit)
      try await pane.shows(Pane.fresh, "■ Bybit 12.0M 1.23M")
      try await pane.hides("Bybit short")
    }
    #expect(server.calls(of: bybit) >= 2)
    for metric in Metric.allCases where metric != bybit { #expect(server.calls(of: metric) == 1) }
  }

  @Test func aMetricThatThereIsNotIsNamed() async throws {
    let server = try await StagedServer.running()
    server.stage(.status(404), for: bybit)
    try await Pane.showing(server) { pane in
      try await pane.shows(
        "Bybit short: the server has no such metric (404); check the base URL.", "7/8 fresh")
      try pane.press("Left")
      try await pane.shows("■ Bybit 12.0M —", others[0], others[1], others[2])
    }
    #expect(server.calls.count == 8)
  }

  @Test func severalFailuresAreNamedAndCounted() async throws {
    let server = try await StagedServer.running()
    let long = Metric(.okx, .long)
    server.stage(.status(403), for: bybit, long)
    try await Pane.showing(server) { pane in
      try await pane.shows("6/8 fresh", "OKX long, Bybit short: the token may not read")
    }
  }

  @Test func aMetricThatHangsHoldsUpNoOtherAndTimesOut() async throws {
    let server = try await StagedServer.running()
    server.stage(.silence, for: bybit)
    try await Pane.showing(server) { pane in
      try await pane.shows("fetching, 7 of 8 received", "▲●●●●▼●")
      try pane.press("Left")
      try await pane.shows("■ Bybit 12.0M —", others[0], others[1], others[2])
      try await pane.shows("Bybit short: no answer within 20 s.", "7/8 fresh")
      server.stage(.series(Market().series(bybit)), for: bybit)
      try await pane.shows(Pane.fresh, "■ Bybit 12.0M 1.23M")
    }
  }

  @Test(arguments: [
    ("<html>Sorry</html>", "the answer is a web page, not JSON"),
    ("[[1, 2", "the answer is not whole, valid JSON"),
    (#"{"data": []}"#, "the answer is not an array of pairs"),
    ("[[1779148800000, 1], [1779235200000, \"x\"]]", "the value is not a number (entry 1)"),
    ("[[1779148800, 1]]", "the day is before Bitcoin began; are the times in seconds? (entry 0)"),
    ("", "the answer is empty"),
  ])
  func anUnreadableAnswerIsExplained(body: String, sentence: String) async throws {
    let server = try await StagedServer.running()
    server.stage(.body(Array(body.utf8)), for: bybit)
    try await Pane.showing(server) { pane in
      try await pane.shows("Bybit short: \(sentence).", "7/8 fresh")
      try pane.press("Left")
      try await pane.shows("■ Bybit 12.0M —", others[0], others[1], others[2])
    }
  }

  @Test func aDroppedConnectionIsExplainedAndTriedAgain() async throws {
    let server = try await StagedServer.running()
    server.stage(.drop, for: bybit)
    try await Pane.showing(server) { pane in
      try await pane.shows("Bybit short: the connection to 127.0.0.1 was lost.", "7/8 fresh")
      server.stage(.series(Market().series(bybit)), for: bybit)
      try await pane.shows(Pane.fresh)
    }
  }

  @Test func tooManyCallsWaitAsLongAsTheServerAsks() async throws {
    let server = try await StagedServer.running()
    server.stage(.status(429, headers: ["Retry-After: 3"]), for: bybit)
    try await Pane.showing(server) { pane in
      try await pane.shows("Bybit short: too many calls (429); it asks to wait 3 s.", "7/8 fresh")
      server.stage(.series(Market().series(bybit)), for: bybit)
      try await pane.shows(Pane.fresh)
    }
    #expect(server.calls(of: bybit) == 2)
  }

  @Test func redirectsAreNotFollowed() async throws {
    let server = try await StagedServer.running()
    let other = try await StagedServer.running()
    server.stage(.status(302, headers: ["Location: \(other.url)/elsewhere"]))
    try await Pane.showing(server) { pane in
      try await pane.shows("The server redirects (302), which is not followed; check the base URL.")
      try await pane.shows("No data yet. Press r to try again.", "0/8 fresh")
    }
    #expect(other.calls.isEmpty)
  }

  @Test func aRefusedTokenStopsTheCallsUntilTheUserAsks() async throws {
    let server = try await StagedServer.running()
    server.stage(.status(401))
    try await Pane.showing(server) { pane in
      try await pane.shows(
        "The server refused the token (401); check it, then press r.", "0/8 fresh · stopped",
        "▲××××▼××××")
      #expect(server.calls.count == 8)
      server.stage(Market())
      try await pane.presses("r") { server.calls.count > 8 }
      try await pane.shows(Pane.fresh, "next")
      try await pane.hides("refused", "stopped")
    }
    #expect(server.calls.count == 16)
  }

  @Test func aTokenRefusedLaterKeepsTheData() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh)
      try pane.press("Left")
      server.stage(.status(401))
      try await pane.presses("r") { server.calls.count > 8 }
      try await pane.shows(
        "The server refused the token (401)", "0/8 fresh", "stopped", "total 73.6M 8.26M")
    }
  }

  @Test func withTheServerGoneTheDataStayAndComeBackFresh() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh)
      try pane.press("Left")
      try await pane.shows("total 73.6M 8.26M")
      try await server.stop()
      try await pane.presses("r") { try pane.session.screen().contains("No connection") }
      let screen = try await pane.shows("No connection to 127.0.0.1.", "0/8 fresh", "▲◐◐◐◐▼◐◐◐◐")
      #expect(screen.contains("Showing the last data.") || screen.contains("from 1 min ago."))
      #expect(screen.contains("total 73.6M 8.26M"))
      server.stage(Market().with(Metric(.binance, .long), daysAgo: 1, 99_900_000))
      try await server.startAgain()
      try await pane.shows(Pane.fresh, "Binance 99.9M")
      try await pane.hides("No connection")
    }
  }

  @Test func withoutAServerAtTheStartItWaitsForOne() async throws {
    let server = try await StagedServer.running()
    try await server.stop()
    try await Pane.showing(server) { pane in
      try await pane.shows("No connection to 127.0.0.1.", "No data yet. Press r to try again.")
      try await server.startAgain()
      try await pane.shows(Pane.fresh)
    }
  }

  @Test func aValueOfTheWrongSignIsDroppedAndSaid() async throws {
    let market = Market().with(Metric(.okx, .short), daysAgo: 1, 1_230_000)
    let server = try await StagedServer.running(market)
    try await Pane.showing(server) { pane in
      try await pane.shows(
        Pane.fresh,
        "OKX short \(market.today - 1): +1.23M has the wrong sign and was dropped.")
      try pane.press("Left")
      try await pane.shows("■ OKX 7.24M —", "OKX missing", others[0])
    }
  }

  @Test func nullIsAGapAndZeroIsAValue() async throws {
    let market = Market()
    let server = try await StagedServer.running(market)
    for metric in Metric.allCases {
      server.stage(.body(market.payload(metric, nullDaysAgo: 2)), for: metric)
    }
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh, "days missing 1")
      try pane.press("Left")
      try await pane.shows((market.today - 1).title, "■ Deribit 15.8K 0")
      try pane.press("Left")
      try await pane.shows(
        (market.today - 2).title, "no value", "■ Binance — —", "■ Deribit — —", "total — —")
    }
  }
}
