import FoundationEssentials
import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// What `print` writes, as others read it: Python's own readers of CSV, JSON and SQLite.
@Suite(.deadlines) struct PrintTests {
  private let workplace: Workplace
  /// Deribit's longs lack the day before yesterday; its shorts were zero yesterday.
  private let market = Market().with(Metric(.deribit, .long), daysAgo: 2, nil)
  private let archive: String

  init() async throws {
    workplace = try Workplace()
    archive = await workplace.makeArchive(market)
  }

  private func print(
    _ arguments: String..., environment: [String: String?] = [:]
  ) throws -> Command {
    let words = ["print", "--archive", archive] + arguments
    return try Command.run(workplace.command(words, environment: environment))
  }

  /// Runs a script of the shell in which `liqtop` is the program and `archive` the archive.
  private func shell(_ script: String, environment: [String: String?] = [:]) throws -> Command {
    let program = workplace.command([], environment: environment).map(\.quoted)
      .joined(separator: " ")
    let setting = "liqtop() { \(program) \"$@\"; }; archive=\(archive.quoted)"
    return try Command.run(["bash", "-c", "\(setting); \(script)"])
  }

  // MARK: - Other readers

  /// What the readers have in common: the archive's own values by day, exchange and side.
  private static let reader = """
    import csv, datetime, io, json, sqlite3, sys
    text = sys.stdin.buffer.read().decode("utf-8")
    assert not text.startswith("\\ufeff") and "\\r" not in text and text.endswith("\\n")
    rows = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True).execute(
      "SELECT day, exchange, side, usd FROM amounts")
    kept = {(d, e, s): u for d, e, s, u in rows}
    today = datetime.datetime.now(datetime.timezone.utc).date()
    lacking = (str(today - datetime.timedelta(2)), "deribit", "long")
    zero = (str(today - datetime.timedelta(1)), "deribit", "short")
    def compare(values):
      assert len(values) == 3200 and len(kept) == 3199
      assert values[lacking] is None and lacking not in kept
      assert values[zero] == 0 and kept[zero] == 0
      for key in kept: assert abs(values[key] - kept[key]) < 0.006, key

    """

  private func expect(_ arguments: String, _ script: String) throws {
    let file = try workplace.write("reader.py", Self.reader + script + "\nprint('agreed')\n")
    let end = try shell(
      "liqtop print --archive $archive --last all \(arguments) | python3 \(file.quoted) $archive")
    #expect(end.output == "agreed\n")
  }

  @Test(arguments: [("csv", ","), ("tsv", "\\t")])
  func pythonReadsRecords(format: String, separator: String) throws {
    try expect(
      "--format \(format)",
      """
      reader = list(csv.DictReader(io.StringIO(text), delimiter="\(separator)", strict=True))
      assert list(reader[0]) == ["day", "exchange", "side", "usd", "provisional", "fetched_at"]
      number = lambda text: None if text == "" else float(text)
      compare({(r["day"], r["exchange"], r["side"]): number(r["usd"]) for r in reader})
      assert {r["day"] for r in reader if r["provisional"] == "true"} == {str(today)}
      assert all((r["fetched_at"] == "") == (r["usd"] == "") for r in reader)
      """)
  }

  @Test func pythonReadsRows() throws {
    try expect(
      "--format csv --shape wide",
      """
      reader = list(csv.DictReader(io.StringIO(text), strict=True))
      number = lambda text: None if text == "" else float(text)
      values = {}
      for r in reader:
        for e in ["binance", "bybit", "okx", "deribit"]:
          for s in ["long", "short"]: values[r["day"], e, s] = number(r[e + "_" + s])
        known = sum(values[r["day"], e, "long"] or 0 for e in ["binance", "bybit", "okx", "deribit"])
        assert abs(number(r["total_long"]) - known) < 0.03
      compare(values)
      assert [r["day"] for r in reader if r["floor"] == "true"] == [lacking[0]]
      assert [r["day"] for r in reader if r["total_net"] == ""] == [lacking[0]]
      """)
  }

  @Test func pythonReadsObjects() throws {
    try expect(
      "--format json",
      """
      whole = json.loads(text)
      assert whole["schema"] == "liqtop.days/1" and whole["source"] == "https://newhedge.io"
      values = {(d["day"], e, s): d[e][s] for d in whole["days"]
        for e in ["binance", "bybit", "okx", "deribit"] for s in ["long", "short"]}
      compare(values)
      for d in whole["days"]:
        is_lacking = d["day"] == lacking[0]
        assert d["missing"] == (["deribit_long"] if is_lacking else [])
        assert d["floor"] == is_lacking and (d["total"]["net"] is None) == is_lacking
        assert d["provisional"] == (d["day"] == str(today))
      """)
    try expect(
      "--format ndjson",
      """
      lines = [json.loads(line) for line in text.splitlines()]
      compare({(r["day"], r["exchange"], r["side"]): r["usd"] for r in lines})
      """)
  }

  @Test(arguments: [
    ("week", "date(day, 'weekday 0', '-6 days')"), ("month", "date(day, 'start of month')"),
  ])
  func longerRowsAreTheSumsOfTheirDays(unit: String, first: String) throws {
    try expect(
      "--format csv --bucket \(unit)",
      """
      sums = {(d, e, s): u for d, e, s, u in sqlite3.connect(sys.argv[1]).execute(
        \"\"\"SELECT \(first), exchange, side, sum(usd) FROM amounts GROUP BY 1, 2, 3\"\"\")}
      reader = list(csv.DictReader(io.StringIO(text), strict=True))
      assert len(reader) == len(sums)
      start = min(d for d, e, s in kept)
      for r in reader:
        day = r["day"] if r["day"] != start else min(d for d, e, s in sums)
        assert abs(float(r["usd"]) - sums[day, r["exchange"], r["side"]]) < 0.01, r
        lacks = r["day"] <= lacking[0] <= r["last_day"] and r["exchange"] == "deribit"
        assert r["floor"] == str(lacks and r["side"] == "long").lower(), r
      """)
  }

  // MARK: - What is asked for

  @Test func datesAreWrittenAsInTheDashboard() throws {
    func days(_ arguments: String...) throws -> [Substring] {
      let end = try Command.run(
        workplace.command(
          ["print", "--archive", archive, "--format", "csv", "--shape", "wide", "--no-header"]
            + arguments))
      #expect(end.status == 0, "\(end.output)")
      return end.output.split(separator: "\n").map { $0.prefix(10) }
    }
    let today = Day.today
    #expect(try days().count == 30)
    #expect(try days("--last", "7d") == (0...6).map { "\(today - (6 - $0))" })
    #expect(try days("--last", "yesterday") == ["\(today - 1)"])
    #expect(try days("--since", "2d") == ["\(today - 1)", "\(today)"])
    #expect(
      try days("--since", "\(today - 9)", "--until", "\(today - 8)")
        == ["\(today - 9)", "\(today - 8)"])
    #expect(try days("--until", "\(today - 398)") == ["\(today - 399)", "\(today - 398)"])
    #expect(try days("--exchange", "okx", "deribit", "--last", "1d").count == 1)
  }

  @Test func whatCannotBeMeantIsSaid() throws {
    for (words, text) in [
      (["--last", "2026-02-30"], "--last 2026-02-30: no such day"),
      (["--since", "soon"], "--since soon: not a date; write 2026-11-09 or last week"),
      (["--last", ""], "--last is empty; write a day or a range, such as 30d"),
      (["--last", "30x"], "--last 30x: not a date; write 30d or last week"),
      (["--last", "7d", "--until", "today"], "use either --last, or --since and --until."),
      (["--shape", "wide"], "--shape is for csv, tsv and ndjson."),
      (["--format", "md", "--no-header"], "--no-header is for text, csv and tsv."),
      (["--max-age", "soon"], "--max-age must be minutes or hours such as 60m"),
      (["--exchange", "mtgox"], "--exchange must be all, or some of binance"),
      (["--format", "xml"], "the value 'xml' is invalid for '--format <format>'"),
    ] {
      let end = try Command.run(workplace.command(["print", "--archive", archive] + words))
      #expect(end.output.hasPrefix("liqtop: \(text)"), "\(end.output)")
      #expect(end.status == 64)
    }
    #expect(try print(environment: ["LIQTOP_VIEW": "pie"]).status == 78)
  }

  @Test func whereThereIsNothingItSaysWhatThereIs() throws {
    let none = try print("--last", "2019")
    #expect(none.output == "liqtop: the archive has no value for those days.\n")
    let other = try print("--base-url", "http://127.0.0.1:1")
    #expect(
      other.output == """
        liqtop: the archive has nothing of http://127.0.0.1:1, but of https://newhedge.io; choose \
        with --source.

        """)
    let missing = try workplace.run("print")
    #expect(missing.output.hasPrefix("liqtop: there is no archive \(workplace.path("home"))/"))
    #expect([none, other, missing].allSatisfy { $0.status == 66 })
    #expect(try workplace.run("print", "--archive", "/dev/null").status == 66)
  }

  @Test func oldDataAreWrittenAndSaidToBeOld() async throws {
    let old = try Workplace()
    let path = await old.makeArchive(market, hoursAgo: 5)
    let words = ["--archive", path, "--last", "2d", "--format", "csv"]
    let end = try Command.run(old.command(["print", "--max-age", "2h"] + words))
    #expect(end.status == 75)
    #expect(end.output.split(separator: "\n").count == 18)
    #expect(end.output.hasSuffix("liqtop: the data are older than 2h: 5 h.\n"))
    #expect(try Command.run(old.command(["print", "--max-age", "6h"] + words)).status == 0)
    #expect(try print("--max-age", "1h").status == 0)
  }

  // MARK: - Where it is written to

  @Test func aReaderThatHasEnoughEndsItSilently() throws {
    let end = try shell(
      """
      liqtop print --archive $archive --last all --format ndjson | head -1 | wc -l
      echo ${PIPESTATUS[0]}
      """)
    #expect(["1\n141\n", "1\n0\n"].contains(end.output), "\(end.output)")
    let full = try shell("liqtop print --archive $archive > /dev/full; echo $?")
    #expect(
      full.output
        == "liqtop: standard output can't be written: No space left on device\n74\n")
  }

  @Test func numbersAreTheSameInEveryLocale() throws {
    let utf8 = try print("--format", "csv")
    for locale in ["de_DE", "de_DE.UTF-8", "C", ""] {
      let environment = ["LC_ALL": locale, "LC_NUMERIC": locale, "LANG": locale]
      #expect(try print("--format", "csv", environment: environment).output == utf8.output)
      let text = try print("--last", "3d", environment: environment).output
      #expect(text.utf8.allSatisfy { $0 < 0x80 } == (locale != "de_DE.UTF-8"), "\(locale)")
      #expect(text.contains(locale == "de_DE.UTF-8" ? "≥" : ">"))
    }
  }

  @Test func inAPipeItIsPlain() throws {
    let end = try print(environment: ["CLICOLOR_FORCE": "1", "COLUMNS": "40"])
    #expect(!end.output.contains("\u{1b}") && !end.output.contains("█"))
    let lines = end.output.split(separator: "\n")
    #expect(lines[0].hasPrefix("day ") && lines[0].hasSuffix("Deribit"))
    #expect(lines.count == 34 && lines[31].hasPrefix("sum "))
  }

  @Test(arguments: [40, 80, 120])
  func inATerminalItFits(columns: Int) async throws {
    let words = ["print", "--archive", archive, "--last", "5d"]
    try await Pane.running(words, by: .script, columns: columns) { pane in
      try await pane.shows("status=0")
      let screen = try pane.styled()
      let rows = screen.rows.map { String($0.map(\.character)) }
      // Had a row been too long, there would be others between them.
      let names = rows.firstIndex { $0.hasPrefix("day ") } ?? 0
      #expect((1...5).allSatisfy { rows[names + $0].contains("\(Day.today - (5 - $0))") })
      #expect(rows[names + 6].hasPrefix("sum "))
      #expect(rows.contains { $0.contains("█") } == (columns >= 80))
      #expect(screen.hasColours == (columns >= 80))
      if columns == 120 { #expect(rows[names].contains("Deribit")) }
    }
    try await Pane.running(
      words, by: .script, environment: ["NO_COLOR": "1"], columns: columns
    ) { pane in
      try await pane.shows("status=0")
      #expect(try !pane.styled().hasColours)
    }
  }

  // MARK: - Beside others

  @Test func readsWhatAPaneHasJustFetchedAndLeavesAllAsItIs() async throws {
    let server = try await StagedServer.running()
    let file = workplace.path("live.sqlite")
    try await Pane.showing(server, "--archive", file) { pane in
      try await pane.shows(Pane.fresh)
      let before = try workplace.names
      let end = try workplace.run(
        "print", "--archive", file, "--base-url", server.url, "--last", "yesterday")
      #expect(end.status == 0)
      #expect(end.output.squeezed.contains(" 81.9M 73.6M 8.26M +65.4M 90 % "), "\(end.output)")
      #expect(try workplace.names == before && server.calls.count == 8)
    }
    // Neither token nor network are needed, nor is anything left behind.
    let before = try workplace.names
    try await server.stop()
    #expect(
      try workplace.run("print", "--archive", file, "--base-url", server.url).status == 0)
    #expect(try workplace.names == before)
  }
}

extension Workplace {
  /// All files in it, with those in folders.
  fileprivate var names: [String] {
    get throws {
      try FileManager.default.subpathsOfDirectory(atPath: folder)
        .filter { !$0.hasPrefix("home/.cache") }.sorted()
    }
  }
}
