import Liquidations
import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct TerminalKindTests {
  @Test func aTerminalThatCannotBeUsedIsNamed() async throws {
    let cases: [(String?, String)] = [
      (nil, "liqtop: TERM is not set, so the kind of terminal is unknown;"),
      ("dumb", "liqtop: a terminal of type TERM=dumb cannot place its cursor;"),
      ("frotz-3000", "liqtop: the terminal type TERM=frotz-3000 is unknown here;"),
    ]
    for (type, sentence) in cases {
      try await Pane.running(
        ["--demo", "--no-plain"], by: .script, environment: ["TERM": type]
      ) { pane in
        try await pane.shows(sentence)
        try await pane.leavesTheTerminal(status: 64)
      }
    }
  }

  @Test func redirectedOutputIsRefused() async throws {
    try await Pane.running([], by: .shell) { pane in
      try await pane.shows(Pane.prompt)
      let words = pane.workplace.command(["--demo"]).map(\.quoted).joined(separator: " ")
      try pane.session.type("clear; \(words) > out; echo status=$?, $(wc -c < out) bytes\r")
      try await pane.shows("liqtop: standard output is not a terminal;", "status=64, 0 bytes")
    }
  }

  @Test(arguments: [["LC_ALL": "C"], ["LC_ALL": "", "LANG": "C"]])
  func withoutUTF8TheScreenIsASCII(locale: [String: String]) async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, environment: locale.mapValues { $0 }) { pane in
      try await pane.showsInASCII()
    }
  }

  @Test func askedForASCIIItUsesNothingElse() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, "--ascii") { pane in
      try await pane.showsInASCII()
    }
  }

  @Test(arguments: ["NO_COLOR", "TERM"])
  func withoutColoursNoneAreSent(variable: String) async throws {
    let server = try await StagedServer.running()
    let value = variable == "TERM" ? "vt220" : "1"
    try await Pane.showing(server, environment: [variable: value]) { pane in
      try await pane.shows(Pane.fresh)
      let screen = try pane.styled()
      #expect(!screen.hasColours)
      #expect(screen.reversed.contains("All"))
    }
  }

  /// By their descriptions the cursor goes on to the next row behind a row's last cell; here it waits.
  /// So that column is left free.
  @Test(arguments: [("ansi", "terminal"), ("ansi", "dark"), ("pcansi", "light")])
  func whereTheCursorWaitsAtTheRightEdgeUnsaidThePictureIsTheSame(
    type: String, theme: String
  ) async throws {
    let server = try await StagedServer.running()
    var pictures: [[String]] = []
    try await Pane.showing(
      server, "--theme", theme, environment: ["TERM": "xterm"], columns: 119
    ) { pane in
      pictures = try await pane.picturesOfAWalk()
    }
    try await Pane.showing(server, "--theme", theme, environment: ["TERM": type]) { pane in
      let isSame = try await pane.picturesOfAWalk() == pictures
      #expect(isSame)
    }
  }

  @Test(arguments: ["tmux-256color", "xterm-256color", "screen", "linux"])
  func coloursAreThoseOfTheTerminal(type: String) async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, environment: ["TERM": type]) { pane in
      try await pane.shows(Pane.fresh, "■ Binance")
      #expect(try pane.styled().hasColours)
      try pane.press("Left")
      try await pane.showsDay(.today - 1)
    }
  }
}

extension Pane {
  /// What is seen after each of some keys.
  fileprivate func picturesOfAWalk() async throws -> [[String]] {
    var pictures: [[String]] = []
    try await shows(Pane.fresh, "long liquidations ▲")
    for (key, text) in [
      ("v", "View: net."), ("v", "long share of all liquidations"), ("v", "■ Binance ▲"),
      ("v", "▼day"),
      ("?", "Esc closes"), ("Escape", "▼day"), ("v", "View: stacked."),
    ] {
      try press(key)
      try await shows(text)
      pictures.append(try wholePicture())
    }
    return pictures
  }

  fileprivate func showsInASCII() async throws {
    try await shows(Pane.fresh)
    try press("Left")
    try await shows("Binance 54.3M 6.54M", "Deribit 15.8K 0", "total 73.6M 8.26M")
    #expect(try session.screen().utf8.allSatisfy { $0 < 0x80 })
    try press("?")
    try await shows("Esc closes")
    #expect(try session.screen().utf8.allSatisfy { $0 < 0x80 })
  }
}
