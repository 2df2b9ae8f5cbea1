import Liquidations
import Testing
import WorkSupport

@Suite(.deadlines) struct StartTests {
  @Test func showsTheNumbersTheServerGave() async throws {
    let market = Market()
    let server = try await StagedServer.running(market)
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh)
      try await pane.showsDay(market.today)
      try pane.press("Left")
      try await pane.showsDay(market.today - 1)
      try await pane.shows(
        "■ Binance 54.3M 6.54M", "■ Bybit 12.0M 1.23M", "■ OKX 7.24M 483K",
        "■ Deribit 15.8K 0", "total 73.6M 8.26M", "net +65.4M", "long share 90 %",
        "unusual long: top 1 %")
    }
  }

  @Test func callsAllEightAtOnceWithTheTokenInTheQuery() async throws {
    let server = try await StagedServer.running()
    server.answerOnlyTogether(8)
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh)
    }
    let calls = server.calls
    #expect(Set(calls.compactMap(\.metric)) == Set(Metric.allCases))
    #expect(calls.count == 8)
    #expect(calls.allSatisfy { $0.method == "GET" })
    #expect(calls.allSatisfy { $0.query == "api_token=\(Pane.token)" })
    #expect(calls.allSatisfy { $0.userAgent == "liqtop/0.1.0" })
    #expect(calls.allSatisfy { $0.acceptEncoding == "gzip" })
  }

  @Test func saysWhomItAsksUntilAnAnswerComes() async throws {
    let server = try await StagedServer.running()
    server.stage(.silence)
    try await Pane.showing(server) { pane in
      try await pane.shows("Fetching eight metrics from 127.0.0.1…", "fetching, 0 of 8 received")
      server.stage(Market())
      try await pane.shows(Pane.fresh)
      try await pane.hides("Fetching")
    }
  }

  @Test func takesTheTokenFromAFile() async throws {
    let server = try await StagedServer.running()
    let files = try Workplace()
    let file = try files.writePrivately("token", "\(Pane.token)\n")
    let other = "AnotherToken012345678901"
    try await Pane.showing(
      server, "--token-file", file, environment: ["NEWHEDGE_API_TOKEN": other]
    ) { pane in
      try await pane.shows(Pane.fresh)
    }
    #expect(server.calls.allSatisfy { $0.query == "api_token=\(Pane.token)" })
  }

  @Test func unpacksAnswersInGzip() async throws {
    let market = Market()
    let server = try await StagedServer.running(market)
    for metric in Metric.allCases {
      let body = Gzip.pack(market.payload(metric))
      server.stage(.body(body, headers: ["Content-Encoding: gzip"]), for: metric)
    }
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh)
      try pane.press("h")
      try await pane.shows((market.today - 1).title, "total 73.6M 8.26M")
    }
  }
}
