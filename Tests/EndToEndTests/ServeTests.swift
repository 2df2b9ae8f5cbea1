import AsyncHTTPClient
import Liquidations
import NIOCore
import NIOHTTP1
import Newhedge
import TerminalSupport
import Testing
import WorkSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.deadlines) struct ServeTests {
  static let path = LiquidationsPath.path(of: Metric(.okx, .short))

  /// Runs `liqtop serve --demo` on a free port.
  static func serving(
    _ arguments: String..., environment: [String: String?] = [:],
    _ body: (Pane, _ port: Int, _ screen: String) async throws -> Void
  ) async throws {
    try await Pane.running(
      ["serve", "--demo", "--port", "0"] + arguments, by: .script,
      environment: environment,
      columns: 200
    ) { pane in
      let screen = try await pane.shows(
        "Serving generated liquidations at http://127.0.0.1:", "Try:")
      let address = try #require(screen.split(separator: "127.0.0.1:").dropFirst().first)
      try await body(pane, try #require(Int(address.prefix { $0.isNumber })), screen)
    }
  }

  private static func get(_ port: Int, _ path: String) async throws -> (Int, [UInt8]) {
    let request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
    let answer = try await HTTPClient.shared.execute(request, timeout: .minutes(2))
    let body = try await answer.body.collect(upTo: 1 << 20)
    return (Int(answer.status.code), Array(body.readableBytesView))
  }

  static func expect(_ status: Int, _ port: Int, _ path: String) async throws {
    let answer = try await get(port, path)
    #expect(answer.0 == status)
  }

  /// What stands after the question mark of the suggested `curl`, that mark included.
  static func suggestedQuery(_ screen: String) throws -> String {
    let mark = try #require(screen.lastIndex(of: "?"))
    return String(screen[mark...].prefix { $0 != "\"" })
  }

  @Test func answersAsTheContractSays() async throws {
    try await Self.serving { _, port, screen in
      let suggested = try Self.suggestedQuery(screen)
      #expect(suggested.hasPrefix("?api_token="))
      let (status, body) = try await Self.get(port, Self.path + suggested)
      #expect(status == 200)
      let fetched = try Payload.decode(body, metric: Metric(.okx, .short), today: .today)
      #expect(fetched.series.count > 1_000)
      #expect(fetched.droppedValues.isEmpty)
      try await Self.expect(401, port, Self.path)
      try await Self.expect(401, port, Self.path + "?api_token=wrong")
      try await Self.expect(404, port, "/nowhere" + suggested)
    }
  }

  @Test func theExchangesAreServedBeside() async throws {
    try await Self.serving { _, port, screen in
      let offer = "Live: LIQTOP_EXCHANGES_URL=http://127.0.0.1:"
      let rest = try #require(screen.split(separator: offer).dropFirst().first)
      let exchanges = try #require(Int(rest.prefix { $0.isNumber }))
      #expect(rest.contains(" liqtop --base-url http://127.0.0.1:\(port)"))
      #expect(screen.contains("feeds of the exchanges at http://127.0.0.1:\(exchanges)\n"))
      let list = "/www.okx.com/api/v5/public/instruments?instType=SWAP"
      let (status, body) = try await Self.get(exchanges, list)
      #expect(status == 200)
      #expect(String(decoding: body, as: UTF8.self).contains("BTC-USDT-SWAP"))
      try await Self.expect(404, exchanges, Self.path)
    }
  }

  @Test func reportsAreServedBeside() async throws {
    try await Self.serving { _, port, screen in
      let token = try Self.suggestedQuery(screen).dropFirst()
      let (status, body) = try await Self.get(port, "/v1/days.csv?last=2d&\(token)")
      let lines = String(decoding: body, as: UTF8.self).split(separator: "\n")
      #expect(status == 200 && lines.first == "day,exchange,side,usd,provisional,fetched_at")
      #expect(lines.count == 17 && lines.last?.hasPrefix("\(Day.today),deribit,short,") == true)
      let live = try await Self.get(port, "/v1/live.json?last=2h&exchange=okx&\(token)")
      let text = String(decoding: live.1, as: UTF8.self)
      #expect(live.0 == 200 && text.hasPrefix(#"{"schema":"liqtop.live/1","source":"exchanges","#))
      #expect(text.contains(#""covered_seconds":3600"#) && text.contains(#""missing":[]"#))
      let wrong = try await Self.get(port, "/v1/live.json?last=7&\(token)")
      #expect(wrong.0 == 400)
      #expect(
        String(decoding: wrong.1, as: UTF8.self)
          == #"{"error": "last 7: not a date; 7 days are 7d"}"#)
      try await Self.expect(401, port, "/v1/days.json")
      #expect(screen.contains("/v1/days.csv"))
    }
  }

  @Test func whoListensEverywhereIsToldWhatThatMeans() async throws {
    try await Self.serving("--host", "0.0.0.0") { _, port, screen in
      #expect(screen.contains(":\(port), and at every other address of this machine"))
      #expect(screen.contains("Other machines can call it, in plain http and with a token that"))
      let suggested = try Self.suggestedQuery(screen)
      try await Self.expect(200, port, Self.path + suggested)
    }
    try await Self.serving { _, _, screen in
      #expect(!screen.contains("Other machines") && !screen.contains("every other address"))
    }
  }

  @Test func aTokenOfTheUsersOwnIsAskedForAndNeverShown() async throws {
    try await Self.serving(environment: ["NEWHEDGE_API_TOKEN": Pane.token]) { _, port, screen in
      #expect(screen.contains("api_token=YOUR_TOKEN"))
      try await Self.expect(200, port, Self.path + "?api_token=\(Pane.token)")
      try await Self.expect(401, port, Self.path + "?api_token=demo0liqtop0demo0liqtop0")
    }
  }

  @Test func theTokenOfAFileIsTheOneThatCounts() async throws {
    let files = try Workplace()
    let file = try files.writePrivately("token", Pane.token)
    try await Self.serving("--token-file", file) { _, port, screen in
      #expect(screen.contains("api_token=YOUR_TOKEN"))
      try await Self.expect(200, port, Self.path + "?api_token=\(Pane.token)")
    }
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func aSignalStopsIt(signal: Int32) async throws {
    try await Self.serving { pane, port, _ in
      // A connection that is kept alive doesn't hold it up.
      _ = try await Self.get(port, Self.path)
      kill(try await pane.pid(), signal)
      try await pane.shows("status=0\n", seconds: 10)
    }
  }

  @Test func controlCStopsIt() async throws {
    try await Self.serving { pane, _, _ in
      try pane.press("C-c")
      try await pane.ends(try await pane.pid())
    }
  }

  @Test func aTakenPortIsSaid() async throws {
    let taken = try await StagedServer.running()
    let workplace = try Workplace()
    let end = try workplace.run(
      "serve", "--demo", "--port", "\(taken.port)", "--exchanges-port", "0")
    #expect(
      end.output == "liqtop: port \(taken.port) of 127.0.0.1 is taken; choose another with --port\n"
    )
    #expect(end.status == 69)
  }

  @Test func onePortForBothIsRefused() throws {
    let end = try Workplace().run(
      "serve", "--demo", "--port", "18790", "--exchanges-port", "18790")
    #expect(end.status == 64)
    #expect(
      end.output.hasPrefix(
        "liqtop: --port and --exchanges-port can't be the same; leave out the second.\n"))
  }

  @Test func aPortThatIsNoneIsNamedAsItWasSaid() throws {
    let end = try Workplace().run("serve", "--demo", "--port", "99999")
    #expect(end.output == "liqtop: 99999 isn't a port; choose one between 0 and 65535\n")
  }

  @Test func aDashboardWithoutATokenShowsTheDemoServersData() async throws {
    try await Self.serving { server, port, _ in
      let base = "http://127.0.0.1:\(port)"
      try await Pane.running(["--base-url", base]) { pane in
        try await pane.shows(Pane.fresh, Day.today.title)
        #expect(!(try pane.session.screen()).contains("DEMO"))
        kill(try await server.pid(), SIGTERM)
        try await server.shows("status=0\n")
        try await pane.presses("r") { try pane.session.screen().contains("No connection") }
        try await pane.shows("No connection to 127.0.0.1.", "0/8 fresh", "■ Deribit")
      }
    }
  }

  @Test func aDashboardWithAnotherTokenIsRefused() async throws {
    try await Self.serving { _, port, _ in
      try await Pane.running(
        ["--base-url", "http://127.0.0.1:\(port)"], environment: ["NEWHEDGE_API_TOKEN": Pane.token]
      ) { pane in
        try await pane.shows("The server refused the token (401)")
      }
    }
  }
}
