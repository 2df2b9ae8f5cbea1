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
@Suite(.terminal) struct PlainTests {
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
