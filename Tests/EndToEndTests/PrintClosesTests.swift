import TerminalSupport
import Testing
import WorkSupport

/// What `print` writes of daily closes, as others read it.
@Suite(.deadlines) struct PrintClosesTests {
  private let workplace: Workplace
  private let archive: String

  init() async throws {
    workplace = try Workplace()
    archive = await workplace.makeArchive()
  }

  private func python(_ script: String) throws {
    let file = try workplace.write("writer.py", "import sqlite3, sys, time\n\(script)\n")
    let end = try Command.run(["python3", file, archive])
    try #require(end.status == 0, "\(end.output)")
  }

  /// What dashboards would have kept: OKX up to yesterday and, as no dashboard does, of today; Binance more of
  /// them, but not to the end. Every ninth day lacks one.
  private func fill() throws {
    try python(
      """
      db = sqlite3.connect(sys.argv[1]); today = int(time.time()) // 86400
      db.execute("INSERT INTO live (id, source, saves, saved_at, saved_by)"
        " VALUES (1, 'exchanges', 1, 1, 'test')")
      db.executemany("INSERT INTO closes VALUES (1, ?, ?, ?, 1, 1)",
        [("okx", d, 90000.25 + d % 97) for d in range(today - 401, today + 1) if (today - d) % 9 != 4]
        + [("binance", d, 50000) for d in range(today - 900, today - 5)])
      db.commit()
      """)
  }

  private func print(_ arguments: String...) throws -> Command {
    let words = ["print", "--archive", archive, "--what", "price", "--bucket"] + arguments
    return try Command.run(workplace.command(words))
  }

  /// What the readers have in common: what the archive itself says of any days.
  private static let reader = """
    import calendar, csv, datetime, io, json, sqlite3, sys, time
    text = sys.stdin.buffer.read().decode("utf-8")
    assert "\\r" not in text and text.endswith("\\n")
    db = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
    today = int(time.time()) // 86400
    kept = dict(db.execute("SELECT day, usd FROM closes WHERE exchange = 'okx' AND day < ?", (today,)))
    day = lambda text: calendar.timegm(time.strptime(text, "%Y-%m-%dT00:00:00Z")) // 86400
    moment = lambda day: time.strftime("%Y-%m-%dT23:59:00Z", time.gmtime(day * 86400))
    def check(first, after, usd, at, exchange, isProvisional):
      last = max((d for d in kept if first <= d < after), default=None)
      assert isProvisional == (after > today), (first, after)
      assert (usd is None) == (at is None) == (exchange is None) == (last is None), (first, usd)
      assert last is None or (abs(usd - kept[last]) < 0.006 and at == moment(last)
        and exchange == "okx")
      return "missing" if usd is None else "value"

    """

  private func expect(_ arguments: String, _ script: String) throws {
    let file = try workplace.write("reader.py", Self.reader + script + "\nprint('agreed')\n")
    let program = workplace.command(["print", "--archive", archive, "--what", "price"])
    let words = program.map(\.quoted).joined(separator: " ")
    let end = try Command.run([
      "bash", "-c", "\(words) \(arguments) | python3 \(file.quoted) \(archive.quoted)",
    ])
    #expect(end.output == "agreed\n")
  }

  @Test(arguments: [("csv", ","), ("tsv", "\\t")])
  func pythonReadsDays(format: String, separator: String) throws {
    try fill()
    for (words, count) in [("", 30), ("--last 90d", 90), ("--last all", 402)] {
      try expect(
        "--bucket day --format \(format) \(words)",
        """
        reader = list(csv.DictReader(io.StringIO(text), delimiter="\(separator)", strict=True))
        assert list(reader[0]) == ["time", "usd", "at", "exchange", "provisional"]
        assert [day(r["time"]) for r in reader] == list(range(today - \(count - 1), today + 1))
        found = {check(day(r["time"]), day(r["time"]) + 1, float(r["usd"]) if r["usd"] else None,
          r["at"] or None, r["exchange"] or None, r["provisional"] == "true") for r in reader}
        assert found == {"missing", "value"} and reader[-1]["usd"] == ""
        """)
    }
  }

  @Test(arguments: ["week", "month"])
  func pythonReadsWeeksAndMonths(bucket: String) throws {
    try fill()
    let rows = """
      firsts = [day(r["time"]) for r in rows] + [today + 1]
      for r, after in zip(rows, firsts[1:]):
        found = check(day(r["time"]), after, r["usd"], r["at"], r["exchange"], r["provisional"])
        # On its first day what isn't over has none.
        assert found == "value" or r is rows[-1]
        date = datetime.date.fromordinal(719163 + day(r["time"]))
        assert r is rows[0] or (date.weekday() == 0 if "\(bucket)" == "week" else date.day == 1)
      assert len(rows) >= 13
      """
    try expect(
      "--bucket \(bucket) --last all --format ndjson",
      "rows = [json.loads(l) for l in text.splitlines()]\n\(rows)")
    try expect(
      "--bucket \(bucket) --last all --format json",
      """
      whole = json.loads(text); rows = whole["prices"]
      assert (whole["schema"], whole["unit"], whole["exchange"]) == ("liqtop.price/1", "\(bucket)", "okx")
      assert day(whole["as_of"]) == today
      \(rows)
      """)
  }

  /// An archive that nobody may write stays as it is, and so does one of a format without closes, of which
  /// that is said.
  @Test func anArchiveIsReadAsItLiesThere() throws {
    try fill()
    func bytes() throws -> String {
      try Command.run(["sh", "-c", "sha256sum \(archive.quoted); ls \(archive.quoted)*"]).output
    }
    _ = try Command.run(["chmod", "0400", archive])
    let before = try bytes()
    let end = try print("day", "--max-age", "25h")
    #expect(end.status == 0 && end.output.contains("the close of a UTC day, by OKX as of "))
    #expect(try bytes() == before)
    _ = try Command.run(["chmod", "0600", archive])
    try python(
      """
      db = sqlite3.connect(sys.argv[1])
      db.executescript("DROP VIEW daily_closes; DROP TABLE closes; PRAGMA user_version = 2")
      """)
    let older = try bytes()
    for bucket in ["day", "week", "month"] {
      let end = try print(bucket)
      #expect(end.status == 66)
      #expect(
        end.output == """
          liqtop: the archive \(archive) is of an older format, which has nothing of that. Run \
          liqtop, which brings it up.

          """)
    }
    #expect(try bytes() == older)
  }

  @Test func whereThereIsNothingItSaysWhatThereIs() throws {
    let empty = try print("day")
    #expect(
      empty.output == """
        liqtop: no daily close is kept yet; a dashboard that listens to the exchanges fetches them.

        """)
    try fill()
    let old = try print("week", "--last", "2019")
    #expect(old.output.hasPrefix("liqtop: no close of those days is kept; those of OKX go from 20"))
    let elsewhere = try print("month", "--exchanges-url", "https://relay.example")
    #expect(
      elsewhere.output == """
        liqtop: nothing of https://relay.example is kept, but of exchanges; choose with \
        --exchanges-url.

        """)
    #expect([empty, old, elsewhere].allSatisfy { $0.status == 66 })
    let hours = try print("day", "--last", "6h")
    #expect(hours.output == "liqtop: --last 6h: only whole days here; write 1d\n")
    try python(
      "sqlite3.connect(sys.argv[1], isolation_level=None).execute(\"DELETE FROM closes WHERE day >="
        + " ?\", (int(time.time()) // 86400 - 20,))")
    let late = try print("day", "--max-age", "25h")
    #expect(late.status == 75)
    #expect(late.output.contains("liqtop: the newest close is older than 25h: "))
  }
}
