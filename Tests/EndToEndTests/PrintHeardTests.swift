import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// What `print` writes of the exchanges' feeds, as others read it.
@Suite(.deadlines) struct PrintHeardTests {
  private let workplace: Workplace
  private let archive: String

  init() async throws {
    workplace = try Workplace()
    archive = await workplace.makeArchive()
  }

  private func fill(_ count: Int = 3_000) throws { try workplace.hear(count, in: archive) }

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
}
