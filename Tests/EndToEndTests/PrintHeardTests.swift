import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// What `print` writes of the exchanges' feeds, as others read it.
@Suite(.terminal) struct PrintHeardTests {
  private let workplace: Workplace
  private let archive: String

  /// Writes what a dashboard would have kept of the last hours: OKX heard all the time, Binance for an
  /// hour, Deribit until 65 minutes ago, Bybit never.
  private static let writer = """
    import sqlite3, sys, time
    db, count = sqlite3.connect(sys.argv[1]), int(sys.argv[2])
    now = int(time.time()); start = now // 3600 * 3600 - 3 * 3600
    db.execute("INSERT INTO live (id, source, saves, saved_at, saved_by, price, price_at, price_exchange)"
      " VALUES (1, 'exchanges', 1, ?, 'test', 91000.5, ?, 'okx')", (now, now))
    for exchange, first, last in [("okx", start, now), ("binance", start + 3600, start + 7200),
        ("deribit", start, now - 3900)]:
      db.execute("INSERT INTO coverage VALUES (1, ?, ?, ?)", (exchange, first, last))
    def row(i):
      exchange = "binance" if i % 5 == 4 else "okx"
      first = start + 3600 if exchange == "binance" else start + (7200 if i % 5 == 3 else 0)
      usd = 10 + i * 7919 % 10007 / 4
      return (first * 1000 + i * 3599999 // count, exchange, "short" if i % 3 else "long",
        'BTC-"USDT",SWAP', usd, usd / 91000, 91000 + i % 100 / 4, str(i))
    db.executemany("INSERT INTO tape (live, time, exchange, side, instrument, usd, bitcoin, price,"
      " identity) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)", (row(i) for i in range(count)))
    for table, unit in [("minutes", 60), ("hours", 3600)]:
      db.execute(f"INSERT INTO {table} SELECT 1, time / 1000 / {unit} * {unit}, exchange, side, sum(usd),"
        " count(*), max(usd), 1 FROM tape GROUP BY 2, 3, 4")
    db.executemany("INSERT INTO prices VALUES (1, ?, ?)",
      ((m, 91000 + m / 60 % 50) for m in range(start, now, 60) if m // 60 % 10))
    db.commit()
    """

  init() async throws {
    workplace = try Workplace()
    archive = await workplace.makeArchive()
  }

  private func fill(_ count: Int = 3_000) throws {
    let writer = try workplace.write("writer.py", Self.writer)
    let end = try Command.run(["python3", writer, archive, "\(count)"])
    try #require(end.status == 0, "\(end.output)")
  }

  private func print(
    _ arguments: String..., environment: [String: String?] = [:]
  ) throws -> Command {
    let words = ["print", "--archive", archive] + arguments
    return try Command.run(workplace.command(words, environment: environment))
  }

  private func shell(_ script: String) throws -> Command {
    let program = workplace.command([]).map(\.quoted).joined(separator: " ")
    let setting = "liqtop() { \(program) \"$@\"; }; archive=\(archive.quoted)"
    return try Command.run(["bash", "-c", "\(setting); \(script)"])
  }

  // MARK: - Other readers

  /// What the readers have in common: what the archive itself says of any time.
  private static let reader = """
    import calendar, csv, io, json, sqlite3, sys, time
    text = sys.stdin.buffer.read().decode("utf-8")
    assert not text.startswith("\\ufeff") and "\\r" not in text and text.endswith("\\n")
    db = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
    spans = db.execute("SELECT exchange, start, end FROM coverage").fetchall()
    epoch = lambda text: calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ"))
    number = lambda text: None if text == "" else float(text)
    def covered(exchange, first, last):
      return sum(max(0, min(last, b) - max(first, a)) for e, a, b in spans if e == exchange)
    def sums(exchange, side, first, last):
      return db.execute("SELECT sum(usd), sum(count), max(largest) FROM minutes WHERE exchange = ?"
        " AND side = ? AND minute >= ? AND minute < ?", (exchange, side, first, last)).fetchone()
    def check(first, seconds, exchange, side, usd, orders, largest, covered_seconds):
      heard = covered(exchange, first, first + seconds)
      assert covered_seconds == heard, (first, exchange, covered_seconds, heard)
      sum, count, most = sums(exchange, side, first, first + seconds)
      if heard == 0 and count is None:
        assert usd is None and orders is None and largest is None
        return "missing"
      assert abs(usd - (sum or 0) * (1 if side == "long" else -1)) < 0.006, (usd, sum)
      assert orders == (count or 0) and abs(largest - (most or 0)) < 0.006
      return "zero" if usd == 0 else "value"

    """

  private func expect(_ arguments: String, _ script: String) throws {
    let file = try workplace.write("reader.py", Self.reader + script + "\nprint('agreed')\n")
    let end = try shell(
      "liqtop print --archive $archive \(arguments) | python3 \(file.quoted) $archive")
    #expect(end.output == "agreed\n")
  }

  @Test(arguments: [("csv", ","), ("tsv", "\\t")])
  func pythonReadsLiveRecords(format: String, separator: String) throws {
    try fill()
    for bucket in ["hour", "minute", "day"] {
      try expect(
        "--what live --last \(bucket == "day" ? "2d" : "4h") --format \(format) --bucket \(bucket)",
        """
        reader = list(csv.DictReader(io.StringIO(text), delimiter="\(separator)", strict=True))
        assert list(reader[0]) == ["time", "seconds", "exchange", "side", "usd", "orders", "largest",
          "floor", "covered_seconds"]
        found = {check(epoch(r["time"]), int(r["seconds"]), r["exchange"], r["side"], number(r["usd"]),
          number(r["orders"]), number(r["largest"]), int(r["covered_seconds"])) for r in reader}
        assert found >= ({"missing", "value"} if "\(bucket)" == "day" else {"missing", "zero", "value"})
        assert {r["floor"] for r in reader} == {"true"}
        """)
    }
  }

  @Test func pythonReadsLiveRowsAndObjects() throws {
    try fill()
    let all = #"["binance", "bybit", "okx", "deribit"]"#
    try expect(
      "--what live --last 4h --format csv --shape wide",
      """
      reader = list(csv.DictReader(io.StringIO(text), strict=True))
      assert 4 <= len(reader) <= 5
      for r in reader:
        known = [number(r[e + "_long"]) for e in \(all)]
        assert all((v is None) == (r[e + "_covered_seconds"] == "0") for e, v in zip(\(all), known)
          if e != "okx")
        assert abs(number(r["total_long"]) - sum(v or 0 for v in known)) < 0.03
      """)
    try expect(
      "--what live --last 4h --format json",
      """
      whole = json.loads(text)
      assert whole["schema"] == "liqtop.live/1" and whole["source"] == "exchanges"
      assert whole["unit"] == "hour" and whole["as_of"] is None
      assert whole["told_until"]["bybit"] is None
      for r in whole["live"]:
        assert r["floor"] and "bybit" in r["missing"] and "okx" not in r["missing"]
        for e in \(all):
          for s in ["long", "short"]:
            heard = covered(e, epoch(r["time"]), epoch(r["time"]) + r["seconds"])
            assert r[e]["covered_seconds"] == heard and (r[e][s] is None) == (heard == 0)
      """)
    try expect(
      "--what live --last 4h --format ndjson --exchange okx",
      """
      for r in map(json.loads, text.splitlines()):
        check(epoch(r["time"]), r["seconds"], r["exchange"], r["side"], r["usd"], r["orders"],
          r["largest"], r["covered_seconds"])
      """)
  }

  @Test func pythonReadsTheTape() throws {
    try fill()
    let rows = """
      kept = db.execute("SELECT time, exchange, side, usd, bitcoin, price, instrument FROM tape"
        " ORDER BY time, id").fetchall()
      assert len(rows) == len(kept) == 3000
      for r, k in zip(rows, kept):
        stamp = epoch(r["time"][:19] + "Z") * 1000 + int(r["time"][20:23])
        assert (stamp, r["exchange"], r["side"], r["instrument"]) == (k[0], k[1], k[2], k[6])
        assert abs(float(r["usd"]) - k[3]) < 0.006 and abs(float(r["bitcoin"]) - k[4]) < 1e-8
        assert float(r["bitcoin"]) > 0 and abs(float(r["price"]) - k[5]) < 0.006
      """
    try expect(
      "--what tape --format csv",
      "rows = list(csv.DictReader(io.StringIO(text), strict=True))\n\(rows)")
    try expect(
      "--what tape --format ndjson", "rows = [json.loads(l) for l in text.splitlines()]\n\(rows)")
    try expect(
      "--what tape --format json",
      """
      whole = json.loads(text); rows = whole["tape"]
      assert whole["schema"] == "liqtop.tape/1" and whole["covered_seconds"]["bybit"] == 0
      \(rows)
      """)
  }

  @Test func pythonReadsPrices() throws {
    try fill()
    try expect(
      "--what price --format csv --last 4h",
      """
      reader = list(csv.DictReader(io.StringIO(text), strict=True))
      kept = dict(db.execute("SELECT minute, usd FROM prices"))
      values = {epoch(r["time"]): number(r["usd"]) for r in reader}
      assert any(v is None for v in values.values()) and len(kept) > 100
      for minute, usd in kept.items(): assert abs(values[minute] - usd) < 0.006
      assert all(v is None or m in kept for m, v in values.items())
      """)
    try expect(
      "--what price --bucket hour --format json",
      """
      whole = json.loads(text)
      assert whole["schema"] == "liqtop.price/1"
      for r in whole["prices"]:
        last = db.execute("SELECT minute, usd FROM prices WHERE minute >= ? AND minute < ?"
          " ORDER BY minute DESC", (epoch(r["time"]), epoch(r["time"]) + 3600)).fetchone()
        assert (r["usd"] is None) == (last is None)
        assert last is None or (epoch(r["at"]) == last[0] and abs(r["usd"] - last[1]) < 0.006)
      """)
  }

  // MARK: - A long tape

  /// Its rows pass through, so that many of them take no more memory than few.
  @Test func aLongTapeTakesTimeButNoMemory() throws {
    let measure = try workplace.write(
      "measure.py",
      """
      import resource, subprocess, sys
      count = 0
      with subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE) as run:
        for line in run.stdout: count += 1
      print(count, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
      """)
    func measured(_ archive: String) throws -> [Int] {
      let words = ["print", "--archive", archive, "--what", "tape", "--format", "csv"]
      let end = try Command.run(["python3", measure] + workplace.command(words))
      return end.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    }
    try fill(2_000)
    let few = try measured(archive)
    _ = try Command.run(["python3", "-c", "import os, sys; os.remove(sys.argv[1])", archive])
    try shellArchive()
    try fill(200_000)
    let many = try measured(archive)
    #expect(few.first == 2_001 && many.first == 200_001)
    #expect(many[1] - few[1] < 12, "\(few) \(many) MiB")
  }

  /// An archive without anything, by the program itself.
  private func shellArchive() throws {
    let end = try shell("liqtop print --archive $archive --refresh --base-url http://127.0.0.1:1")
    try #require(end.status == 69, "\(end.output)")
  }

  // MARK: - What is asked for

  @Test func whatCannotBeMeantIsSaid() throws {
    try fill(100)
    for (words, text) in [
      (["--what", "tape", "--bucket", "day"], "--bucket is not for the tape: a row is one"),
      (["--what", "price", "--bucket", "week"], "--bucket of price must be one of minute, hour."),
      (["--bucket", "hour"], "--bucket of days must be one of day, week, month."),
      (
        ["--what", "price", "--format", "csv", "--shape", "wide"], "--shape is for days and live."
      ),
      (
        ["--what", "live", "--refresh"], "--refresh is for days; what is live comes to a dashboard"
      ),
      (
        ["--what", "live", "--last", "90m"], "--last 90m: months or minutes? write 90min, or 2700d"
      ),
      (["--last", "6h"], "--last 6h: only whole days here; write 1d"),
      (["--last", "7"], "--last 7: not a date; 7 days are 7d"),
      (["--since", "2999-01-01"], "--since 2999-01-01: in the future; today is"),
      (["--since", "today", "--until", "yesterday"], "--until yesterday: before"),
      (["--since", "today", "--until", "soon"], "--until soon: not a date"),
      (["--what", "all"], "the value 'all' is invalid for '--what <what>'"),
    ] {
      let end = try Command.run(workplace.command(["print", "--archive", archive] + words))
      #expect(end.output.hasPrefix("liqtop: \(text)"), "\(end.output)")
      #expect(end.status == 64)
    }
  }

  @Test func whereThereIsNothingItSaysWhatThereIs() throws {
    let empty = try print("--what", "live")
    #expect(
      empty.output
        == "liqtop: nothing of the exchanges' feeds is kept yet; a dashboard that runs listens to them.\n"
    )
    try fill(100)
    let old = try print("--what", "live", "--last", "2019")
    #expect(old.output == "liqtop: nothing was heard in that time.\n")
    let minutes = try print("--what", "live", "--last", "2019", "--bucket", "minute")
    #expect(
      minutes.output.contains("minutes are kept for eight days, hours longer (--bucket hour)"))
    let elsewhere = try print("--what", "tape", "--exchanges-url", "https://relay.example")
    #expect(
      elsewhere.output == """
        liqtop: nothing of https://relay.example is kept, but of exchanges; choose with \
        --exchanges-url.

        """)
    let missing = try print("--what", "price", "--archive", workplace.path("none"))
    #expect(missing.output.hasPrefix("liqtop: there is no archive "))
    #expect([empty, old, minutes, elsewhere, missing].allSatisfy { $0.status == 66 })
    let unheard = try print("--what", "live", "--exchange", "bybit")
    #expect(unheard.status == 66)
  }

  @Test func aHeardTimeWithoutALiquidationIsNoFault() throws {
    try fill(100)
    let end = try print("--what", "tape", "--exchange", "deribit", "--format", "csv")
    #expect(end.output == "time,exchange,side,usd,bitcoin,price,instrument\n" && end.status == 0)
  }

  @Test func whatIsOlderThanWantedIsWrittenAndSaid() throws {
    try fill(100)
    let end = try print(
      "--what", "live", "--exchange", "deribit", "--max-age", "60m", "--format", "csv")
    #expect(end.status == 75)
    #expect(end.output.hasPrefix("time,seconds,"))
    #expect(end.output.contains("liqtop: what Deribit told is older than 60m: 65 min."))
    #expect(try print("--what", "live", "--exchange", "okx", "--max-age", "60m").status == 0)
    let never = try print("--what", "live", "--max-age", "60m")
    #expect(never.status == 75 && never.output.contains("liqtop: Bybit was never heard."))
    #expect(try print("--what", "price", "--max-age", "10m").status == 0)
  }

  // MARK: - Where it is written to

  @Test func aReaderThatHasEnoughEndsItSilently() throws {
    try fill(30_000)
    for what in ["live --bucket minute", "tape", "price"] {
      let end = try shell(
        """
        liqtop print --archive $archive --what \(what) --format ndjson | head -1 | wc -l
        echo ${PIPESTATUS[0]}
        """)
      #expect(["1\n141\n", "1\n0\n"].contains(end.output), "\(end.output)")
      let full = try shell(
        "liqtop print --archive $archive --what \(what) > /dev/full; echo $?")
      #expect(
        full.output == "liqtop: standard output can't be written: No space left on device\n74\n")
    }
  }

  @Test func numbersAreTheSameInEveryLocale() throws {
    try fill(200)
    for what in ["tape", "price"] {
      let utf8 = try print("--what", what, "--format", "csv")
      for locale in ["de_DE", "de_DE.UTF-8", "C", ""] {
        let environment = ["LC_ALL": locale, "LC_NUMERIC": locale, "LANG": locale]
        let other = try print("--what", what, "--format", "csv", environment: environment)
        #expect(other.output == utf8.output || what == "price")
        let text = try print("--what", "live", environment: environment).output
        #expect(text.utf8.allSatisfy { $0 < 0x80 } == (locale != "de_DE.UTF-8"), "\(locale)")
      }
    }
  }

  @Test(arguments: [40, 120])
  func inATerminalItFits(columns: Int) async throws {
    try fill(20)
    for what in ["live", "tape"] {
      let words = ["print", "--archive", archive, "--what", what]
      try await Pane.running(words, by: .script, columns: columns) { pane in
        try await pane.shows("status=0")
        let screen = try pane.styled()
        let rows = screen.rows.map { String($0.map(\.character)) }
        let names = rows.firstIndex { $0.hasPrefix(what == "live" ? "hour " : "time ") } ?? 0
        #expect(rows[names + 1].contains("OKX") == (what == "tape"))
        #expect(rows[names + 2].contains(what == "live" ? "≥" : "OKX"))
        #expect(screen.hasColours == (what == "live" && columns == 120))
      }
      try await Pane.running(
        words, by: .script, environment: ["NO_COLOR": "1"], columns: columns
      ) { pane in
        try await pane.shows("status=0")
        #expect(try !pane.styled().hasColours)
      }
    }
  }
}
