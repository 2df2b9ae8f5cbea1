import FoundationEssentials
import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// The line in a status bar: in tmux for real, and by what the other hosts say that they read.
@Suite(.deadlines) struct StatusTests {
  private let workplace: Workplace
  private let archive: String
  /// Today's values of the staged market.
  private static let today = "▲31.0M ▼31.0M net 0 50 % long · 1 min ago"

  init() async throws {
    workplace = try Workplace()
    archive = await workplace.makeArchive()
  }

  private func status(
    _ arguments: String..., environment: [String: String?] = [:]
  ) throws -> Command {
    let words = ["status", "--archive", archive] + arguments
    return try Command.run(workplace.command(words, environment: environment))
  }

  @Test func isALineOfText() throws {
    #expect(try status().output == Self.today + "\n")
    let german = try status(environment: ["LC_ALL": "de_DE"])
    #expect(german.output == "long 31.0M short 31.0M net 0 50 % long - 1 min ago\n")
  }

  /// The configuration that is to be pasted, in a tmux whose client is the pane that is looked at.
  @Test func tmuxShowsItInItsStatusLine() async throws {
    let row = try await statusRow(of: "source-file \(Self.asset("tmux.conf").quoted)")
    #expect(row.contains(Self.today), "\(row)")
  }

  /// tmux would expand what the command prints: it is a script, so that tmux doesn't see its words before.
  @Test func tmuxTakesNothingForItsOwn() async throws {
    let text = "[#S {long} #(echo no) #[reverse] 100%d]"
    try workplace.makeFolder("bin")
    let script = try workplace.write(
      "bin/line", "#!/bin/sh\nexec liqtop status --format tmux --template \(text.quoted)\n")
    try makeExecutable(script)
    let row = try await statusRow(
      of: "set -g status-right-length 80; set -g status-right '#(line)'")
    #expect(row.contains("[#S 31.0M #(echo no) #[reverse] 100%d]"), "\(row)")
  }

  @Test func othersReadTheirJSON() throws {
    for (format, keys) in [
      ("waybar", ["alt", "class", "percentage", "text", "tooltip"]),
      ("i3blocks", ["full_text", "short_text"]),
      ("i3status-rs", ["short_text", "state", "text"]),
      (
        "json",
        [
          "age_seconds", "as_of", "day", "floor", "live", "long", "long_share", "net",
          "provisional", "schema", "short", "source", "state",
        ]
      ),
    ] {
      let end = try status("--format", format)
      let script = "import json, sys; print(*sorted(json.loads(sys.argv[1])))"
      let read = try Command.run(["python3", "-c", script, end.output])
      #expect(read.output == keys.joined(separator: " ") + "\n", "\(end.output)")
      #expect(end.output.split(separator: "\n").count == 1 && end.status == 0)
    }
  }

  @Test func withNothingToShowItStillSucceeds() throws {
    let nothing = try workplace.run("status")
    #expect(nothing.status == 0 && nothing.output == "liqtop: no data\n")
    let waybar = try workplace.run("status", "--format", "waybar")
    #expect(waybar.status == 0 && waybar.output.contains(#""class":"missing""#))
    #expect(waybar.output.contains("there is no archive \(workplace.path("home"))/"))
    #expect(try status("--template", "{price}").status == 64)
    #expect(try status("--watch", "--format", "swiftbar").status == 64)
    #expect(try status(environment: ["LIQTOP_VIEW": "pie"]).status == 78)
  }

  // MARK: - What is heard

  /// Writes what a dashboard would have kept: OKX heard for the last half hour, and one liquidation.
  private static let writer = """
    import sqlite3, sys, time
    db, now = sqlite3.connect(sys.argv[1]), int(time.time())
    db.execute("INSERT INTO live (id, source, saves, saved_at, saved_by) VALUES (1, ?, 1, ?, 'test')",
      (sys.argv[2], now))
    db.execute("INSERT INTO coverage VALUES (1, 'okx', ?, ?)", (now - 1800, now))
    minute = now // 60 * 60 - 120
    db.execute("INSERT INTO minutes VALUES (1, ?, 'okx', 'long', 1234567, 2, 1e6, 1)", (minute,))
    db.commit()
    """

  @Test func theLastHourIsSaidWhereItIsListenedTo() throws {
    let writer = try workplace.write("writer.py", Self.writer)
    _ = try Command.run(["python3", writer, archive, "exchanges"])
    let live: [String: String?] = ["LIQTOP_LIVE": nil]
    let okx = try status("--exchange", "okx", environment: live).output
    #expect(okx.contains(" · live ≥1.23M/1h 50 % covered · 1 min ago\n"), "\(okx)")
    let all = try status("--template", "{live} {covered}", environment: live).output
    #expect(all == "≥1.23M 12 %\n")
    let bybit = try status("--exchange", "bybit", environment: live).output
    #expect(bybit.contains(" · live ·/1h · "))
    #expect(try !status("--exchange", "okx").output.contains("live"))
    // Of an import there is nothing but what was imported.
    let csv = try workplace.write("desk.csv", "day,exchange,side,usd\n\(Day.today),okx,long,5\n")
    _ = try workplace.run("archive", "import", csv, "--source", "desk", "--archive", archive)
    let desk = try status("--source", "desk", "--exchange", "okx", environment: live).output
    #expect(desk.contains("▲5.00") && !desk.contains("live"), "\(desk)")
    let json = try status("--source", "desk", "--format", "json", environment: live).output
    #expect(json.contains(#""long":5.00"#) && json.contains(#""live":null"#), "\(json)")
    let elsewhere = try status("--exchanges-url", "https://relay.example", environment: live)
    #expect(!elsewhere.output.contains("live"))
  }

  // MARK: - Going on

  @Test func aWatchedLineComesAnewWhenTheArchiveIsWritten() async throws {
    let words = ["status", "--archive", archive, "--watch", "--template", "long {long}"]
    try await Pane.running(words, by: .script) { pane in
      try await pane.shows("long 31.0M")
      let market = Market().with(Metric(.okx, .long), daysAgo: 0, 50_000_000)
      #expect(await workplace.makeArchive(market) == archive)
      try await pane.shows("long 31.0M", "long 78.0M")
      let process = try await pane.pid()
      try pane.press("C-c")
      try await pane.ends(process)
    }
  }

  @Test func whoReadsNoMoreEndsIt() throws {
    let program = workplace.command(["status", "--archive", archive, "--watch"]).map(\.quoted)
    let end = try Command.run([
      "bash", "-c", "\(program.joined(separator: " ")) | head -1; echo ${PIPESTATUS[0]}",
    ])
    #expect(end.output == "\(Self.today)\n0\n")
  }

  // MARK: - tmux

  /// The last row of a tmux that was given some commands, once its line has come.
  private func statusRow(of commands: String) async throws -> String {
    try workplace.makeFolder("bin")
    let program = workplace.command([], environment: ["LIQTOP_ARCHIVE": archive]).map(\.quoted)
    let script = try workplace.write(
      "bin/liqtop", "#!/bin/sh\nexec \(program.joined(separator: " ")) \"$@\"\n")
    try makeExecutable(script)
    let configuration = try workplace.write("inner.conf", "\(commands)\n")
    let socket = workplace.path("inner.tmux")
    let inner = [
      "env", "-i", "PATH=\(workplace.path("bin")):/usr/bin:/bin", "HOME=\(workplace.path("home"))",
      "TERM=tmux-256color", "LC_ALL=C.UTF-8", "tmux", "-S", socket, "-f", configuration,
      "new-session", "cat",
    ]
    let session = try TmuxSession(
      inner.map(\.quoted).joined(separator: " "), columns: 120, rows: 10)
    defer { _ = try? Command.run(["tmux", "-S", socket, "kill-server"]) }
    let screen = try await session.waitUntil("the line in the last row") { screen in
      screen.split(separator: "\n").last?.contains("31.0M") == true
    }
    return screen.split(separator: "\n").last.map(String.init) ?? ""
  }

  private func makeExecutable(_ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  private static func asset(_ name: String) -> String {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(folder)/Assets/\(name)"
  }
}
