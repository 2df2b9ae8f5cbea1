import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// What `print` says of the exchanges' feeds where there is little or nothing, and where it is written to.
@Suite(.deadlines) struct PrintHeardWordsTests {
  private let workplace: Workplace
  private let archive: String

  init() async throws {
    workplace = try Workplace()
    archive = await workplace.makeArchive()
  }

  private func fill(_ count: Int) throws { try workplace.hear(count, in: archive) }

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

  // MARK: - What is asked for

  @Test func whatCannotBeMeantIsSaid() throws {
    try fill(100)
    for (words, text) in [
      (["--what", "tape", "--bucket", "day"], "--bucket is not for the tape: a row is one"),
      (
        ["--what", "price", "--bucket", "week", "--last", "90min"],
        "--last 90min: only whole days here; write"
      ),
      (["--bucket", "hour"], "--bucket of days must be one of day, week, month."),
      (
        ["--what", "price", "--format", "csv", "--shape", "wide"], "--shape is for days and live."
      ),
      (
        ["--what", "live", "--refresh"], "--refresh is for days; what is live comes to a dashboard"
      ),
      (
        ["--what", "tape", "--source", "desk"],
        "--source is for days; --what tape is of the exchanges, or of --exchanges-url."
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
