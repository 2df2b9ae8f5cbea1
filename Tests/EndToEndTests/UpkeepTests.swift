import Archive
import FoundationEssentials
import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// `liqtop archive`, as its owner uses it: beside panes, in scripts, and where something is wrong.
@Suite(.deadlines) struct UpkeepTests {
  private let workplace: Workplace
  private let archive: String

  init() async throws {
    workplace = try Workplace()
    archive = await workplace.makeArchive(Market().with(Metric(.deribit, .long), daysAgo: 2, nil))
  }

  private func run(_ words: String...) throws -> Command {
    try Command.run(workplace.command(["archive"] + words + ["--archive", archive]))
  }

  /// Runs a script of the shell in which `liqtop` is the program and `archive` the archive.
  private func shell(_ script: String) throws -> Command {
    let program = workplace.command([]).map(\.quoted).joined(separator: " ")
    let setting = "liqtop() { \(program) \"$@\"; }; archive=\(archive.quoted)"
    return try Command.run(["bash", "-c", "cd \(workplace.folder.quoted); \(setting); \(script)"])
  }

  // MARK: - Info

  @Test func infoIsReadByPeopleAndByPrograms() throws {
    let text = try run("info")
    #expect(text.status == 0 && text.output.hasPrefix("\(archive)\n  format "))
    #expect(text.output.contains("\nhttps://newhedge.io\n  Binance long  400 days, "))
    #expect(text.output.contains("Deribit long  399 days, "))
    #expect(text.output.hasSuffix("\nat work\n  nobody\n"))
    let json = try shell(
      """
      liqtop archive info --archive $archive --format json | python3 -c '
      import json, os, sys
      found = json.load(sys.stdin)
      assert found["schema"] == "liqtop.archive/1" and found["path"] == sys.argv[1]
      assert found["file_bytes"] == os.stat(sys.argv[1]).st_size
      series = found["sources"][0]["series"]
      assert sum(s["days"] for s in series) == 3199 and len(series) == 8
      assert found["leases"] == [] and found["live"] == []
      print("agreed")' $archive
      """)
    #expect(json.output == "agreed\n")
  }

  @Test func whoIsAtWorkIsNamedBesideAPane() async throws {
    let server = try await StagedServer.running()
    let file = workplace.path("live.sqlite")
    try await Pane.showing(server, "--archive", file) { pane in
      try await pane.shows(Pane.fresh)
      let pid = try await pane.pid()
      let info = try workplace.run("archive", "info", "--archive", file)
      #expect(info.output.contains("  \(server.url): process \(pid) on "))
      let forget = try workplace.run(
        "archive", "forget", "--yes", "--source", server.url, "--archive", file)
      #expect(forget.status == 69)
      #expect(forget.output.hasPrefix("liqtop: process \(pid) on "))
      #expect(forget.output.contains("would keep it anew; end that first."))
      let vacuum = try workplace.run("archive", "vacuum", "--archive", file)
      #expect(vacuum.status == 0 && vacuum.output.contains("\(file) "))
      try await pane.presses("r") { server.calls.count >= 16 }
      try await pane.shows(Pane.fresh)
    }
  }

  // MARK: - Export and import

  @Test func whatIsExportedIsImportedAgainAndPrintedTheSame() throws {
    let end = try shell(
      """
      liqtop archive export days.csv --archive $archive
      liqtop archive import days.csv --source copy --archive $archive
      liqtop print --archive $archive --last all --format csv | cut -d, -f1-5 > api.csv
      liqtop print --archive $archive --source copy --last all --format csv | cut -d, -f1-5 > copy.csv
      cmp api.csv copy.csv && echo same
      liqtop print --archive $archive --last all --format csv \\
        | liqtop archive import - --source again --archive $archive
      sqlite3 $archive "SELECT count(*) FROM days JOIN series ON id = series WHERE source = 'again'"
      """)
    let days = (Day.today - 399, Day.today)
    let span = "3199 values of \(days.0) to \(days.1)"
    #expect(
      end.output.contains("3199 values written to days.csv.\nImported \(span) as copy: 3199 new,"))
    #expect(end.output.contains("\nsame\n"), "\(end.output)")
    #expect(
      end.output.contains("Imported \(span) as again: 3199 new, 0 changed, 0 as they were, 1"))
    #expect(end.output.hasSuffix("\n3199\n"))
  }

  @Test func whatWasImportedOfOneExchangeEndsWithItsFile() throws {
    let csv = try workplace.write(
      "desk.csv",
      "day,exchange,side,usd\n\(Day.today - 3),okx,long,5\n\(Day.today - 3),okx,short,-1\n")
    let words = try run("import", csv, "--source", "desk").output
    #expect(words.hasPrefix("Imported 2 values of \(Day.today - 3) as desk: 2 new,"))
    #expect(words.hasSuffix("They are printed by: liqtop print --source desk --last all\n"))
    let csvText = try workplace.run(
      "print", "--source", "desk", "--last", "all", "--format", "csv", "--archive", archive
    ).output.split(separator: "\n").dropFirst()
    #expect(csvText.count == 8 && csvText.allSatisfy { $0.hasPrefix("\(Day.today - 3),") })
    #expect(csvText.allSatisfy { $0.contains(",false,") }, "\(csvText)")
  }

  @Test func oneValueIsNoValues() throws {
    let csv = try workplace.write("one.csv", "day,exchange,side,usd\n\(Day.today - 3),okx,long,5\n")
    let words = try run("import", csv, "--source", "one").output
    #expect(words.hasPrefix("Imported 1 value of \(Day.today - 3) as one: 1 new,"))
    #expect(try run("info").output.contains("\none\n  OKX long      1 day, "))
    #expect(try run("info").output.contains("\n  no value was replaced\n"))
    let gone = try run("forget", "--yes", "--source", "one").output
    #expect(gone.hasPrefix("Forgot one: 1 value of 1 day. "))
  }

  @Test func whatWasImportedIsShownByAPaneThatHearsOfMore() async throws {
    let csv = try workplace.write(
      "desk.csv", "day,exchange,side,usd\n\(Day.today - 1),okx,long,12300000\n")
    #expect(try run("import", csv, "--source", "desk").status == 0)
    try await Pane.running(["--source", "desk", "--archive", archive]) { pane in
      try await pane.shows("from desk", "OKX")
      try pane.press("Left")
      try await pane.showsDay(Day.today - 1)
      try await pane.shows("12.3M")
      try workplace.write(
        "more.csv", "day,exchange,side,usd\n\(Day.today - 1),okx,short,-4560000\n")
      let more = try run("import", workplace.path("more.csv"), "--source", "desk")
      #expect(more.output.contains(": 1 new, 0 changed,"))
      try await pane.shows("4.56M")
      try pane.press("r")
      try await pane.shows("There is nothing to fetch: this is what the archive keeps of desk.")
    }
  }

  @Test func aFileWithAWrongLineIsNotImported() throws {
    let csv = try workplace.write(
      "desk.csv",
      "day,exchange,side,usd\n\(Day.today),okx,long,1\n\(Day.today),okx,short,5\nsoon,okx,long,1\n")
    let before = try Data(contentsOf: URL(filePath: archive))
    let end = try run("import", csv, "--source", "desk")
    #expect(end.status == 65)
    #expect(
      end.output == """
        liqtop: line 3: usd 5: amounts of shorts are 0 or less; write -5.00 if that is meant
        liqtop: line 4: day soon: no such day; write 2026-11-09
        liqtop: nothing was imported: \(csv) isn't a table of days as it should be.

        """)
    #expect(try Data(contentsOf: URL(filePath: archive)) == before)
    let url = try run("import", csv, "--source", "https://newhedge.io")
    #expect(url.status == 64 && url.output.hasPrefix("liqtop: --source must be a name of at most"))
    #expect(try run("import", workplace.path("none.csv"), "--source", "desk").status == 66)
  }

  @Test func nothingIsOverwrittenWithoutBeingTold() throws {
    let file = try workplace.write("mine.csv", "mine")
    let end = try run("export", file)
    #expect(end.status == 73 && end.output.hasSuffix("already; --force replaces it.\n"))
    #expect(workplace.read("mine.csv") == "mine")
    #expect(try run("export", "--force", file).status == 0)
    #expect(workplace.read("mine.csv")?.hasPrefix("source,day,exchange,side,usd,") == true)
    #expect(try run("export", "--force", archive).status == 64)
    #expect(try run("export", "--force", "/dev/null").status == 73)
    #expect(try run("export", workplace.path("no/days.csv")).status == 73)
    let full = try shell("liqtop archive export - --archive $archive > /dev/full; echo $?")
    #expect(full.output.hasSuffix("No space left on device\n74\n"))
    let head = try shell(
      "liqtop archive export - --archive $archive | head -1; echo ${PIPESTATUS[0]}")
    #expect(head.output == "source,day,exchange,side,usd,fetched_at,replaced_at\n141\n")
    #expect(try run("export", "-", "--source", "desk").status == 66)
  }

  // MARK: - Forget

  @Test func nothingIsForgottenWithoutAYes() async throws {
    let words = ["archive", "forget", "--source", "https://newhedge.io", "--archive", archive]
    let refused = try Command.run(workplace.command(words))
    #expect(refused.status == 64 && refused.output.contains("add --yes"))
    let other = try Command.run(
      workplace.command([
        "archive", "forget", "--source", "exchanges", "--archive", archive, "--yes",
      ]))
    #expect(
      other.output
        == "liqtop: the archive has nothing of exchanges, but of https://newhedge.io.\n")
    for (answer, status) in [("no", 1), ("yes", 0)] {
      try await Pane.running(words, by: .script) { pane in
        try await pane.shows(
          "https://newhedge.io: 3199 values of 400 days. Forget all of it? yes or no:")
        if status == 0 {
          try pane.press("y", "Enter")
          try await pane.shows("Type yes, or no:")
        }
        try pane.press(answer, "Enter")
        try await pane.shows("status=\(status)")
        let info = try run("info").output
        #expect(info.contains("https://newhedge.io") == (answer == "no"))
      }
    }
    let unknown = try Command.run(workplace.command(words + ["--yes"]))
    #expect(unknown.status == 66 && unknown.output.contains("has nothing of https://newhedge.io"))
  }

  // MARK: - What can't be

  @Test func whereThereIsNoArchiveThatIsSaid() throws {
    let none = workplace.path("none.sqlite")
    for words in [["info"], ["export", "-"], ["vacuum"], ["forget", "--yes", "--source", "x"]] {
      let end = try Command.run(workplace.command(["archive"] + words + ["--archive", none]))
      let words = "there is no archive \(none) yet; run liqtop, which makes it, or name another"
      #expect(end.status == 66)
      #expect(end.output == "liqtop: \(words) with --archive.\n")
    }
    #expect(!FileManager.default.fileExists(atPath: none))
    let foreign = try workplace.write("notes.txt", String(repeating: "notes ", count: 200))
    let text = workplace.read("notes.txt")
    let days = try workplace.write("days.csv", "day,exchange,side,usd\n2026-11-09,okx,long,1\n")
    for words in [["info"], ["vacuum"], ["import", days, "--source", "x"]] {
      let end = try Command.run(workplace.command(["archive"] + words + ["--archive", foreign]))
      #expect(end.status == 66, "\(end.output)")
    }
    #expect(workplace.read("notes.txt") == text)
  }
}
