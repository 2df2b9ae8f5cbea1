import FoundationEssentials
import TerminalSupport
import Testing
import WorkSupport

/// Alerts with real panes, a real server and a program that is run for real.
@Suite(.deadlines) struct AlertTests {
  private let files: Workplace
  private let archive: String
  private let configuration: String

  init() throws {
    files = try Workplace()
    archive = files.path("archive.sqlite")
    // Of today the staged market has 31.0M of longs.
    configuration = try files.writePrivately(
      "c.yaml",
      """
      alerts:
        - name: big-day
          when: long > 30M
          run: [tee, -a, \(files.path("told"))]
        - name: calm
          when: long > 900M
      """)
  }

  /// What the rule's program was given, a line for each time.
  private var told: [Substring] { files.read("told")?.split(separator: "\n") ?? [] }

  private func alerts(_ words: String..., on server: StagedServer) throws -> Command {
    try Command.run(
      files.command(
        ["alerts"] + words + [
          "--archive", archive, "--config", configuration, "--base-url", server.url,
        ]))
  }

  @Test func ofTwoPanesOneRunsWhatBothShowUntilItIsSeen() async throws {
    let server = try await StagedServer.running()
    let options = ["--archive", archive, "--config", configuration]
    try await Pane.showing(server, options[0], options[1], options[2], options[3]) { first in
      try await Pane.showing(server, options[0], options[1], options[2], options[3]) { second in
        for pane in [first, second] {
          try await pane.shows(" ALERT ", "big-day: long 31.0M > 30.0M", "Esc: seen")
        }
        try await first.session.wait("the program that is run") { told.count == 1 }
        try second.press("Escape")
        for pane in [first, second] { try await pane.hides("ALERT") }
      }
    }
    // Who comes later has nothing to tell.
    try await Pane.showing(server, options[0], options[1], options[2], options[3]) { pane in
      try await pane.shows(Pane.fresh)
      #expect(try !pane.wholeScreen().contains("ALERT"))
    }
    #expect(told.count == 1)
    #expect(told.first?.contains(#""name":"big-day""#) == true, "\(told)")
    #expect(told.first?.contains(#""value":31009000"#) == true, "\(told)")

    let list = try alerts(on: server)
    #expect(list.status == 0 && list.output.contains("big-day  long > 30M, all exchanges"))
    #expect(list.output.contains("last fired \(Market().today) "), "\(list.output)")
    #expect(list.output.contains("has told of today") && list.output.contains("never fired"))
    let check = try alerts("check", on: server)
    #expect(check.status == 1)
    #expect(check.output.contains("big-day: holds. Long liquidations on all"), "\(check.output)")
    #expect(check.output.contains("calm: doesn't hold."))
    try await server.stop()
  }

  @Test func aWatcherRunsItOnceAndBothPanesTell() async throws {
    let server = try await StagedServer.running()
    let options = ["--archive", archive, "--config", configuration]
    let title = "big-day: long 31.0M > 30.0M"
    let watcher = ["watch", "--base-url", server.url] + options
    try await Pane.running(
      watcher, environment: ["NEWHEDGE_API_TOKEN": Pane.token], columns: 220
    ) { watcher in
      try await watcher.shows("Long liquidations on all exchanges have come to 31.0M USD on ")
      try await Pane.showing(server, options[0], options[1], options[2], options[3]) { first in
        try await first.shows(title)
        try await Pane.showing(server, options[0], options[1], options[2], options[3]) { second in
          try await second.shows(title)
        }
      }
      try await watcher.session.wait("the program that is run") { told.count == 1 }
    }
    #expect(told.count == 1)
    try await server.stop()
  }

  @Test func whatCannotBeToldIsNoAllClear() async throws {
    let server = try await StagedServer.running()
    let check = try alerts("check", on: server)
    #expect(check.status == 75)
    #expect(check.output.contains("big-day: can't be told. Nothing is known of the days yet."))
    let list = try alerts(on: server)
    #expect(list.output.contains("not looked at yet; run liqtop, or liqtop watch"))
    try await server.stop()
  }

  @Test func aTestIsToldAsOneAndIsKeptNowhere() async throws {
    let server = try await StagedServer.running()
    let test = try alerts("test", "big-day", on: server)
    #expect(test.status == 0, "\(test.output)")
    #expect(test.output.contains("big-day: test\nThis is a test of the alert big-day; nothing has"))
    #expect(told.count == 1 && told.first?.contains(#""test":true"#) == true, "\(told)")
    #expect(files.read("archive.sqlite") == nil)
    let unknown = try alerts("test", "big_day", on: server)
    #expect(unknown.status == 64)
    #expect(unknown.output.contains("there is no alert big_day; did you mean big-day?"))
    try await server.stop()
  }

  @Test func allThatIsWrongIsSaidAtTheStart() throws {
    let file = try files.writePrivately(
      "bad.yaml", "alerts:\n- {name: a, when: longs > 5M}\n- {when: age > 3h}\n")
    let start = try files.run("--config", file)
    #expect(start.status == 78)
    #expect(
      start.output.contains(
        "liqtop: \(file), line 2: alerts: when, column 1: there is no value longs; did you mean"))
    #expect(start.output.contains("liqtop: \(file), line 3: alerts: a rule has no name;"))
    let none = try Command.run(files.command(["alerts", "--config", files.write("c", "")]))
    #expect(none.status == 78 && none.output.contains("there are no alerts in "))
  }
}
