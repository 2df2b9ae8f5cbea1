import Archive
import FoundationEssentials
import Liquidations
import TerminalSupport
import Testing
import WorkSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `--plain`: no drawing, lines in and sentences out, in pipes and in a terminal that can do nothing.
@Suite(.deadlines) struct PlainTests {
  private let workplace: Workplace
  private let archive: String

  init() async throws {
    workplace = try Workplace()
    archive = await workplace.makeArchive(source: "desk")
  }

  /// What it says to lines in a pipe; then its status.
  private func said(_ lines: String, _ more: String = "") throws -> [String] {
    let program = workplace.command(["--source", "desk", "--archive", archive, "--plain"])
    let script = "printf '\(lines)' | \(program.map(\.quoted).joined(separator: " ")) \(more)"
    let end = try Command.run(["bash", "-c", "\(script); echo status ${PIPESTATUS[1]}"])
    #expect(!end.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    return end.output.split(separator: "\n").map(String.init)
  }

  @Test func inPipesItSaysWhatAScreenShowsAndEndsWithItsInput() throws {
    let lines = try said("")
    #expect(lines[0] == "liqtop: Bitcoin liquidations by UTC day, kept from desk.")
    #expect(lines[2].hasPrefix("Shown: all exchanges, 90D, "))
    #expect(lines.contains { $0.hasPrefix("\(Day.today.title); partial, ") })
    #expect(lines.last == "status 0")
  }

  @Test func keysAreTypedAndAnsweredInSentences() throws {
    let lines = try said("Left\\n?\\nhello\\n/2026-02-30\\nG\\nq\\nzzz\\n")
    #expect(lines.contains { $0.hasPrefix("\((Day.today - 1).title); ") })
    #expect(lines.contains { $0.contains("Total long 73.6M, short 8.26M") })
    #expect(lines.contains { $0.contains("long share 90 %") })
    #expect(lines.contains { $0.contains("quit") })
    #expect(lines.contains("There is no key hello. ? lists them."))
    #expect(lines.contains("2026-02-30: no such day."))
    #expect(lines.filter { $0.hasPrefix("\(Day.today.title); partial, ") }.count == 2)
    #expect(!lines.contains { $0.contains("zzz") } && lines.last == "status 0")
  }

  /// As a dashboard says it, which has more use for it.
  @Test(arguments: [
    (["--theme", "nope"], "liqtop: --theme: there is no theme \"nope\"; the themes are "),
    (["--ca-file", "/nowhere"], "liqtop: --ca-file: no authorities can be read from /nowhere\n"),
    (["--view", "nope"], "liqtop: --view must be one of "),
  ])
  func optionsWithoutAUseAreJudgedToo(options: [String], words: String) throws {
    for plain in [[], ["--plain"]] {
      let end = try Command.run(workplace.command(["--demo"] + plain + options))
      #expect(end.output.hasPrefix(words), "\(end.output)")
      #expect([64, 78].contains(end.status))
    }
  }

  @Test func inAPipeItDoesNotChangeHowTheNextDashboardBegins() throws {
    _ = try said("v\\n[\\n")
    #expect(workplace.read("home/liqtop/view.yaml") == nil)
  }

  @Test func whatIsCopiedIsSaid() throws {
    let lines = try said("Left\\ny\\nvvvv\\ny\\n")
    #expect(lines.contains { $0.hasPrefix("total") && $0.contains("net 65") })
    #expect(lines.contains { $0.hasPrefix("first\tlast\ttotal\t") })
  }

  /// What it says to lines in a pipe that ends at once, with a token and the server's data.
  private func said(_ lines: String, by server: StagedServer, _ more: String...) throws -> [String]
  {
    try piped(
      lines, ["--base-url", server.url] + more, ["NEWHEDGE_API_TOKEN": Pane.token])
  }

  private func piped(
    _ lines: String, _ arguments: [String], _ environment: [String: String?]
  ) throws -> [String] {
    let program = workplace.command(["--plain"] + arguments, environment: environment)
    let words = program.map(\.quoted).joined(separator: " ")
    let end = try Command.run(["bash", "-c", "printf '\(lines)' | \(words)"])
    #expect(end.status == 0)
    return end.output.split(separator: "\n").map(String.init)
  }

  @Test func theFirstDaysAreWaitedForInAPipe() async throws {
    let lines = try said("\\n", by: try await StagedServer.running())
    #expect(lines.contains { $0.hasPrefix("Refreshed: 8 of 8 series are fresh, ") })
    #expect(lines.contains { $0.hasPrefix("90D, ") })
    #expect(!lines.contains { $0.contains("loading") })
  }

  @Test(arguments: ["F5\\n", "F5\\nq\\n", "F5\\nLeft"])
  func aRefreshInAPipeIsWaitedFor(lines: String) async throws {
    let server = try await StagedServer.running()
    let file = workplace.path("own.sqlite")
    for calls in [16, 24] {
      let lines = try said(lines, by: server, "--archive", file)
      let place = try #require(lines.lastIndex { $0.hasPrefix("Refreshed: 8 of 8 series") })
      let asked = try #require(lines.firstIndex { $0.hasSuffix(" requested.") })
      #expect(asked < place)
      // The first one fetches them by itself.
      #expect(server.calls.count == calls)
    }
  }

  @Test func whatARefreshInAPipeFailsWithIsSaid() async throws {
    let server = try await StagedServer.running()
    let file = workplace.path("own.sqlite")
    _ = try said("", by: server, "--archive", file)
    server.stage(.status(401))
    let refused = try said("F5\\n", by: server, "--archive", file)
    #expect(refused.contains { $0.hasPrefix("Refreshed: 0 of 8 series are fresh, ") }, "\(refused)")
    try await server.stop()
    let gone = try said("F5\\n", by: server, "--archive", file)
    #expect(gone.last?.hasPrefix("No connection to 127.0.0.1") == true, "\(gone)")
  }

  /// Another program's dashboard refreshes for all.
  @Test func aRefreshThatAnotherMakesIsWaitedForInAPipe() async throws {
    let server = try await StagedServer.running()
    let file = workplace.path("own.sqlite")
    try await Pane.showing(server, "--archive", file) { pane in
      try await pane.shows(Pane.fresh)
      server.stage(Market().with(Metric(.okx, .long), daysAgo: 0, 17_240_000))
      let lines = try said("F5\\n\\n", by: server, "--archive", file)
      #expect(lines.contains { $0.hasPrefix("Refreshed: 8 of 8 series are fresh, ") })
      #expect(lines.contains { $0.contains("OKX long 17.2M") }, "\(lines)")
      #expect(server.calls.count == 16)
    }
  }

  /// Where nobody answers, what is kept of the feeds is all there is.
  private func heard(_ count: Int, _ lines: String, _ more: String...) throws -> [String] {
    let url = "http://127.0.0.1:9"
    let base = ["--archive", archive, "--exchanges-url", url]
    try workplace.hear(count, in: archive, from: url)
    return try piped(lines, base + more, ["LIQTOP_LIVE": nil])
  }

  @Test func theTapeIsWaitedForInAPipe() throws {
    let lines = try heard(30, "T\\ny\\n")
    #expect(!lines.contains("The tape is being read."))
    #expect(lines.contains { $0.hasPrefix("And 10 older rows; y says all.") }, "\(lines)")
    #expect(lines.count { $0.contains("\tokx\t") || $0.contains("\tbinance\t") } == 30, "\(lines)")
  }

  @Test func olderRowsOfTheTapeAreWaitedForInAPipe() throws {
    let lines = try heard(5_000, "T\\nEnd\\ny\\n")
    #expect(lines.count { $0.contains("\tokx\t") || $0.contains("\tbinance\t") } > 2_500)
  }

  @Test func whatIsKeptOfFeedsIsWaitedForInAPipe() throws {
    let lines = try heard(30, "\\n", "--range", "24h")
    let shown = try #require(lines.lastIndex { $0.hasPrefix("Shown: all exchanges, 24H") })
    #expect(lines[shown...].contains { $0.hasPrefix("Total long ") }, "\(lines)")
    #expect(!lines[shown...].contains { $0.hasPrefix("Connecting") })
  }

  @Test func outputThatCannotBeWrittenEndsIt() throws {
    #expect(try said("Left\\n", "> /dev/full").last == "status 74")
  }

  @Test func aSignalEndsItAndLeavesNothingBehind() async throws {
    let server = try await StagedServer.running()
    let file = workplace.path("own.sqlite")
    try await Pane.showing(server, "--plain", "--archive", file, by: .script) { pane in
      try await pane.shows("Refreshed: 8 of 8 series are fresh,")
      kill(try await pane.pid(), SIGTERM)
      try await pane.shows("status=143")
      let info = try workplace.run("archive", "info", "--archive", file)
      #expect(info.output.hasSuffix("at work\n  nobody\n"))
      #expect(!FileManager.default.fileExists(atPath: "\(file)-wal"))
    }
  }

  @Test func aTerminalThatIsDumbGetsSentences() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(
      server, "--archive", workplace.path("own.sqlite"), environment: ["TERM": "dumb"]
    ) { pane in
      try await pane.shows("Refreshed: 8 of 8 series are fresh,")
      try pane.press("p", "Enter")
      try await pane.shows("Paused: what is new waits.")
      #expect(try pane.session.screen(styles: true) == pane.session.screen())
      let pid = try await pane.pid()
      try pane.press("q", "Enter")
      try await pane.ends(pid)
    }
  }
}
