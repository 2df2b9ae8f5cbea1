import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// Whatever goes wrong, nothing that the program shows or writes holds the token.
@Suite(.deadlines) struct SecrecyTests {
  /// Something that a server does with a call, and what the screen says of it.
  struct Fault: Sendable, CustomTestStringConvertible {
    let answer: StagedServer.Answer
    let says: String

    var testDescription: String { "\(says): \(answer)" }
  }

  private static let token = Pane.token
  private static let call = "https://newhedge.io/x?api_token=\(token)"

  static let faults: [Fault] =
    [
      Fault(answer: .status(401, headers: ["WWW-Authenticate: Bearer \(token)"]), says: "(401)"),
      Fault(answer: .status(403, headers: ["X-Token: \(token)"]), says: "(403)"),
      Fault(answer: .status(404, headers: ["X-Url: \(call)"]), says: "(404)"),
      Fault(answer: .status(418, headers: ["X-Url: \(call)"]), says: "(418)"),
      Fault(answer: .status(429, headers: ["Retry-After: \(token)"]), says: "(429)"),
      Fault(answer: .status(500, headers: ["Set-Cookie: t=\(token)"]), says: "(500)"),
      Fault(answer: .status(302, headers: ["Location: \(call)"]), says: "(302)"),
      Fault(answer: .drop, says: "was lost"),
    ]
    + [
      "", token, "<html>\(token)</html>", #"{"error": "\#(call)"}"#, #"[["\#(token)", 1]]"#,
      #"[[1779148800000, "\#(token)"]]"#, #"[[1779148800000, 1, "\#(token)"#,
    ].map { body in Fault(answer: .body(Array(body.utf8)), says: "Bybit short:") }
    + [
      Fault(
        answer: .body(Array(token.utf8), headers: ["Content-Encoding: gzip"]), says: "Bybit short:")
    ]

  @Test(arguments: faults)
  func noFaultOfAServerBringsTheTokenOut(fault: Fault) async throws {
    let server = try await StagedServer.running()
    server.stage(fault.answer, for: Metric(.bybit, .short))
    try await Pane.showing(server, "--log-level", "info", by: .script) { pane in
      try await pane.shows(fault.says)
      try await pane.leavesNoToken()
    }
  }

  @Test func noConnectionBringsTheTokenOut() async throws {
    let server = try await StagedServer.running()
    for (base, says) in [
      ("https://127.0.0.1:\(server.port)", "127.0.0.1 ended the connection before TLS began."),
      ("https://liqtop.invalid", "liqtop.invalid can't be found"),
      ("http://127.0.0.1:1", "No connection to 127.0.0.1"),
    ] {
      try await Pane.running(
        ["--base-url", base, "--log-level", "info"], by: .script,
        environment: ["NEWHEDGE_API_TOKEN": Self.token]
      ) { pane in
        try await pane.shows(says)
        try await pane.leavesNoToken()
      }
    }
  }

  /// The way from what is wrong to the screen and the log; the mistakes are tested in the process.
  @Test(arguments: [
    [token], ["--\(token)"], ["--interval", token], ["--token-file", "/\(token)"],
    ["serve", token],
    ["serve", "--demo", "--host", token], ["config", "--theme", token], ["--help", token],
    ["--token-command", "sh -c 'echo key=\(token)key >&2; exit 1'"],
  ])
  func noMistakeBringsTheTokenOut(arguments: [String]) throws {
    let workplace = try Workplace()
    let end = try Command.run(workplace.command(arguments))
    #expect(!end.output.isEmpty && !Secrecy.holds(end.output), "\(end.output)")
    #expect(Secrecy.leaks(in: workplace.path("home")).isEmpty)
  }

  /// Both formats have the same sentences, so they take turns.
  @Test func noCheckBringsTheTokenOut() async throws {
    let server = try await StagedServer.running()
    for (number, fault) in Self.faults.enumerated() {
      let format = number.isMultiple(of: 2) ? "text" : "json"
      server.stage(fault.answer)
      let workplace = try Workplace()
      let end = try workplace.run(
        "check", "--format", format, "--base-url", server.url,
        environment: ["NEWHEDGE_API_TOKEN": Self.token])
      #expect(end.status == 1 && !Secrecy.holds(end.output), "\(end.output)")
    }
  }

  /// The token command is told the program's own limit.
  @Test func theMemoryOfACrashIsNotWrittenDown() throws {
    let workplace = try Workplace()
    let token = "sh -c 'echo limit $(ulimit -S -c), at most $(ulimit -H -c) >&2; exit 1'"
    let program = workplace.command(["--token-command", token]).map(\.quoted)
    let end = try Command.run(
      ["sh", "-c", "ulimit -S -c $(ulimit -H -c); exec \(program.joined(separator: " "))"])
    #expect(end.output.contains("limit 0, at most "))
    #expect(!end.output.contains("at most 0"), "nothing is proven where nothing is allowed")
  }

  @Test func whatIsLookedForIsFound() throws {
    let workplace = try Workplace()
    #expect(Secrecy.leaks(in: workplace.folder).isEmpty)
    let encoded = Self.token.utf8.map { "%" + String($0, radix: 16).uppercased() }.joined()
    for (name, text) in [("plain", Self.token), ("encoded", encoded), (Self.token, "")] {
      try workplace.write(name, "x\(text)x")
    }
    #expect(Secrecy.leaks(in: workplace.folder).count == 3)
    #expect(!Secrecy.holds(String(Self.token.dropLast())))
  }
}

extension Pane {
  /// Quits, and looks through everything that was shown and written.
  fileprivate func leavesNoToken() async throws {
    #expect(!Secrecy.holds(try session.screen()))
    try press("?")
    try press("q")
    try await shows("status=0", "the end")
    #expect(!Secrecy.holds(try session.screen(history: true)))
    #expect(Secrecy.leaks(in: workplace.path("home")).isEmpty)
    #expect(workplace.read("home/liqtop/liqtop.log")?.contains("ended with status 0") == true)
  }
}
