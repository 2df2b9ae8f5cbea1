import Canvas
import Liquidations
import Testing
import Wording
import WorkSupport

@testable import Dashboard
@testable import Live

/// What the dashboard says where nothing is drawn, and what typed lines mean.
@Suite(.longWork) struct PlainTests {
  /// What is said after the keys of a line, as they are typed.
  private func said(_ line: String, _ state: inout DashboardState) -> [String] {
    let before = state
    guard case .keys(let keys) = PlainInput(line, state) else { return [] }
    _ = reduce(&state, .terminal(.keys(keys)))
    return PlainText.changes(state, since: before)
  }

  private let wide = Samples.state(columns: 200, rows: 50)

  /// What stands in the panel, row by row.
  private static func panel(_ state: DashboardState) -> String {
    let (frame, place) = (render(state).frame, state.layout.panel)
    return (place.y..<place.maxY).map { y in
      String(String.UnicodeScalarView((place.x..<place.maxX).map { frame[$0, y].glyph }))
    }.joined(separator: "\n")
  }

  // MARK: - All that a screen shows

  @Test func everythingIsSaidInSentences() {
    let lines = PlainText.everything(wide)
    #expect(
      lines.at(0)
        == "Shown: all exchanges, 90D, Aug 25 … Nov 22; stacked, by day, in USD, scale capped.")
    #expect(
      lines.at(1)
        == "8 of 8 series are fresh, the oldest from 2026-11-22T14:24Z, next refresh 15:24.")
    #expect(lines.at(2) == "Sun 2026-11-22; partial, 14 h of 24.")
    #expect(lines.at(3).hasPrefix("Binance long ") && lines.at(3).contains("; Deribit long "))
    #expect(lines.contains { $0.hasPrefix("90D, Aug 25 … Nov 22.") })
    for line in lines { #expect(line.hasSuffix(".") && !line.contains("  "), "\(line)") }
  }

  @Test(arguments: [ChartView.stacked, .net, .share, .exchanges])
  func everyNumberOfThePanelIsSaid(view: ChartView) {
    var state = wide
    while state.shownView != view { state.type(.character("v")) }
    for keys in [[], [Key.left], [.home], [.character("i")], [.character("1")]] {
      for key in keys { state.type(key) }
      let text = PlainText.everything(state).joined(separator: " ")
      let numbers = Self.panel(state).matches(of: #/[0-9][0-9.,]*[KMB]/#).map(\.output)
      #expect(
        numbers.count > 8 && numbers.allSatisfy { text.contains($0) }, "\(numbers) in \(text)")
    }
  }

  @Test func whatIsMissingIsSaidToBeMissing() {
    let series = Samples.series(400) { metric, day, value in
      metric == Metric(.okx, .long) && day == Samples.today - 1 ? nil : value
    }
    var state = Samples.state(Samples.snapshot(series), columns: 200, rows: 50)
    let lines = said("Left", &state)
    #expect(lines.at(0).hasPrefix("Sat 2026-11-21; OKX missing"))
    #expect(lines.at(1).contains("; OKX long missing, short "))
    #expect(lines.contains { $0.contains("Total long ≥") && $0.contains("net missing") })
  }

  @Test func whatCannotBeComparedSaysWhy() {
    let series = Samples.series(400) { metric, day, value in
      metric.exchange == .okx && day == Samples.today - 2 ? nil : value
    }
    var state = Samples.state(Samples.snapshot(series), columns: 200, rows: 50)
    state.type(.left)
    let text = PlainText.everything(state).joined(separator: "\n")
    #expect(text.contains("; vs day before can't be said, since Nov 20 lacks OKX"), "\(text)")
    let month = "; Nov 01…21 can't be summed or compared, since Nov 20 lacks OKX."
    #expect(text.contains(month), "\(text)")
  }

  @Test func ofADayWithoutAValueNothingIsShared() {
    let series = Samples.series(400) { _, day, value in day == Samples.today ? nil : value }
    let state = Samples.state(
      Samples.snapshot(series), columns: 200, rows: 50, source: .kept("desk"))
    let lines = PlainText.everything(state)
    #expect(
      lines.dropFirst().prefix(3) == [
        "Current as of 2026-11-22T14:24Z.",
        "This is what the archive keeps of desk; nothing is fetched.",
        "Sun 2026-11-22; no value yet, 14 h.",
      ])
    #expect(lines.at(4).hasPrefix("Binance long missing, short missing; Bybit long missing,"))
  }

  @Test func withoutDataThatIsSaid() {
    let state = Samples.state(Snapshot(), columns: 200, rows: 50)
    #expect(PlainText.everything(state).last == "No data yet.")
  }

  @Test func inASCIINothingElseIsSaid() {
    let state = Samples.state(columns: 200, rows: 50, colours: .none, isUnicode: false)
    let lines = PlainText.everything(state) + PlainText.heading(state) + PlainText.help(state)
    #expect(lines.allSatisfy { $0.utf8.allSatisfy { (0x20..<0x7f).contains($0) } })
  }

  /// Some reasons are sentences, and most meanings aren't.
  @Test func theHelpEndsEachSentenceOnce() {
    let standings = Dictionary(
      uniqueKeysWithValues: zip(
        LiveSamples.feeds,
        [
          FeedStanding(.connecting), FeedStanding(.silent),
          FeedStanding(.blocked, reason: "Bybit refuses this country."),
        ]))
    let state = LiveSamples.state(
      live: LiveSamples.snapshot(standings), columns: 200, rows: 50)
    let lines = PlainText.help(state)
    #expect(lines.contains("Feeds. live: Bybit inverse, OKX, Deribit."), "\(lines)")
    #expect(lines.contains("connecting: Binance USD-M: The connection is being made."))
    for line in lines { #expect(line.hasSuffix(".") && !line.hasSuffix(".."), "\(line)") }
  }

  // MARK: - What changes

  @Test func aKeySaysTheDayThatItChooses() {
    var state = wide
    let lines = said("Left", &state)
    #expect(lines.at(0).hasPrefix("Sat 2026-11-21"))
    #expect(lines.at(1).hasPrefix("Binance long "))
    #expect(!lines.contains { $0.hasPrefix("Shown:") || $0.hasPrefix("90D") })
    #expect(said("End", &state).first?.hasPrefix("Sun 2026-11-22") == true)
  }

  @Test func theTotalSaysOfHowManyExchanges() {
    var state = wide
    #expect(said("OD", &state).contains { $0.hasPrefix("Total of 2 exchanges: long ") })
    #expect(said("1", &state).contains { $0.hasPrefix("Total of Binance: long ") })
    #expect(said("0", &state).contains { $0.hasPrefix("Total long ") })
  }

  @Test func aKeySaysTheRangeThatItChooses() {
    var state = wide
    let lines = said("[", &state)
    #expect(lines.at(0).hasPrefix("Shown: all exchanges, 30D, "))
    #expect(lines.contains { $0.hasPrefix("30D, ") })
    #expect(said("2", &state).at(0).hasPrefix("Shown: Bybit, 30D, "))
    #expect(said("/7d", &state).at(0).hasPrefix("Shown: Bybit, 7D, "))
    #expect(said("/nov 9", &state).contains { $0.hasPrefix("Mon 2026-11-09") })
  }

  @Test func theTableSaysItsRows() {
    var state = wide
    let lines = said("vvvv", &state)
    #expect(
      lines.first
        == "Shown: all exchanges, 90D, Aug 25 … Nov 22; table, by day, in USD, sorted by day,"
        + " newest first.")
    #expect(lines.contains { $0.hasPrefix("first\tlast\ttotal") })
    #expect(lines.filter { $0.contains("\t") }.count == 91)
  }

  @Test func aDateThatIsNoneIsSaidToBeNone() {
    var state = wide
    #expect(said("/2026-02-30", &state) == ["2026-02-30: no such day."])
    #expect(state.isTyping)
  }

  @Test func timeAloneSaysNothingUntilTheDayIsNew() {
    var state = wide
    let before = state
    for minutes in 1...500 {
      _ = reduce(&state, .tick(Samples.now + .seconds(Int64(minutes) * 60)))
      #expect(PlainText.changes(state, since: before) == [], "\(minutes)")
    }
    _ = reduce(&state, .tick((Samples.today + 1).start))
    #expect(
      PlainText.changes(state, since: before).first == "A new UTC day: Mon 2026-11-23.")
  }

  @Test func aRefreshIsSaidOnceItIsOver() {
    var state = wide
    var loading = state.snapshot
    loading.update(Metric.allCases) { $1.isLoading = true }
    var before = state
    _ = reduce(&state, .snapshot(loading, now: Samples.now))
    #expect(PlainText.changes(state, since: before) == [])
    before = state
    let series = Samples.series(400) { _, day, value in day == Samples.today ? value * 2 : value }
    _ = reduce(&state, .snapshot(Samples.snapshot(series, age: .zero), now: Samples.now))
    let lines = PlainText.changes(state, since: before)
    #expect(
      lines.at(0).hasPrefix("Refreshed: 8 of 8 series are fresh, the oldest from 2026-11-22T14:36Z")
    )
    #expect(lines.at(1).hasPrefix("Sun 2026-11-22; partial"))
  }

  @Test func whatIsTheMatterIsSaidWhenItBeginsAndWhenItEnds() {
    var state = wide
    var broken = state.snapshot
    broken.update([Metric(.okx, .long)]) {
      $1.error = FetchError($0, .timedOut(.seconds(20)))
    }
    let before = state
    _ = reduce(&state, .snapshot(broken, now: Samples.now))
    let lines = PlainText.changes(state, since: before)
    #expect(lines.count == 1 && lines.at(0).hasPrefix("OKX long: "), "\(lines)")
    let failing = state
    _ = reduce(&state, .tick(Samples.now + .seconds(600)))
    #expect(PlainText.changes(state, since: failing) == [])
    _ = reduce(&state, .snapshot(wide.snapshot, now: Samples.now))
    #expect(PlainText.changes(state, since: failing) == ["The problem is over."])
  }

  @Test func aFeedIsSaidWhenItFailsAndWhenItIsBack() {
    var state = LiveSamples.state(columns: 200, rows: 50)
    let well = state
    let feed = LiveSamples.feeds[2]
    let blocked = FeedStanding(.blocked, reason: "Bybit refuses this country.")
    _ = reduce(&state, .live(LiveSamples.snapshot([feed: blocked]), now: LiveSamples.now))
    #expect(
      PlainText.changes(state, since: well)
        == ["Bybit linear is blocked: Bybit refuses this country."])
    let down = state
    _ = reduce(&state, .live(LiveSamples.snapshot, now: LiveSamples.now))
    #expect(PlainText.changes(state, since: down) == ["Bybit linear is live."])
  }

  @Test func theTapeSaysItsRowsAndAFewOfThoseThatAreNew() {
    var state = LiveSamples.state(columns: 200, rows: 50)
    let lines = said("T", &state)
    #expect(lines.at(0) == "Shown: all exchanges; tape, rows of every size.")
    #expect(lines.contains { $0.hasPrefix("Last 1m: long ") })
    #expect(lines.last?.hasSuffix("older rows; y says all.") == true)
    let before = state
    _ = reduce(&state, .live(LiveSamples.snapshot, now: LiveSamples.now + .seconds(1)))
    // A second is said once it is over, and then no more.
    #expect(
      PlainText.changes(state, since: before) == ["14:36:19 Bybit long 372K, at 90,116, BTCUSDT."])
    let later = state
    _ = reduce(&state, .live(LiveSamples.snapshot, now: LiveSamples.now + .seconds(60)))
    #expect(PlainText.changes(state, since: later).isEmpty)
    _ = reduce(&state, .terminal(.keys([.down])))
    #expect(PlainText.changes(state, since: later).count == 1)
  }

  /// At the start what is kept is still being read.
  @Test func theTapeIsSaidOnceItIsRead() {
    var state = Samples.state(columns: 200, rows: 50, hasFeeds: true)
    #expect(said("T", &state).last == "The tape is being read.")
    for keys in ["y", "Up", "Down", "End"] {
      #expect(said(keys, &state) == ["The tape is being read."], "\(keys)")
    }
    let before = state
    _ = reduce(&state, .live(LiveSamples.snapshot, now: LiveSamples.now))
    let lines = PlainText.changes(state, since: before)
    #expect(lines.contains { $0.hasPrefix("Last 1m: long ") })
    #expect(lines.filter { $0.contains(", at ") }.count == 20)
    #expect(lines.last?.hasSuffix("older rows; y says all.") == true)
    #expect(!(lines + said("Up", &state)).contains("The tape is being read."))
  }

  @Test func anEmptyTapeIsSaidToBeEmpty() {
    var nothing = LiveSamples.snapshot
    nothing.tape = Tape()
    var state = LiveSamples.state(live: nothing, columns: 200, rows: 50)
    #expect(said("T", &state).last == "No liquidation yet.")
    _ = said("s", &state)
    #expect(said("y", &state) == ["No liquidation of 10K or more yet."])
  }

  @Test func hoursAreSaidOnceTheyAreRead() {
    var state = Samples.state(columns: 200, rows: 50, range: .last(24, .hour), hasFeeds: true)
    #expect(PlainText.everything(state).contains("Connecting to the exchanges…"))
    let before = state
    _ = reduce(&state, .live(LiveSamples.snapshot, now: LiveSamples.now))
    let lines = PlainText.changes(state, since: before)
    #expect(lines.contains { $0.hasPrefix("Binance long ") })
    #expect(lines.contains { $0.hasPrefix("24H, ") })
  }

  // MARK: - What is typed

  @Test(arguments: [
    ("q", [Key.character("q")]), ("hhl", [.character("h"), .character("h"), .character("l")]),
    ("Left", [.left]), ("left PgUp", [.left, .pageUp]), ("C-r", [.control("r")]),
    ("F5", [.function(5)]),
    ("]]", [.character("]"), .character("]")]),
    (
      "/nov 9",
      [
        .character("/"), .character("n"), .character("o"), .character("v"), .character(" "),
        .character("9"), .enter,
      ]
    ),
  ])
  func aLineIsKeys(line: String, keys: [Key]) {
    #expect(PlainInput(line, wide) == .keys(keys))
  }

  @Test func whatIsNoKeyIsRefused() {
    #expect(PlainInput("", wide) == .everything && PlainInput("  ", wide) == .everything)
    #expect(PlainInput("?", wide) == .help && PlainInput("F1", wide) == .help)
    #expect(PlainInput("hello", wide) == .refused("There is no key hello. ? lists them."))
    #expect(PlainInput("\u{1b}[A", wide) == .refused("There is no key <U+001B>[A. ? lists them."))
    guard case .refused(let words) = PlainInput("/", wide) else {
      Issue.record("a date line without a date")
      return
    }
    #expect(words.hasPrefix("A day or a range follows /, as in /nov 9: "))
    let long = String(repeating: "h", count: 201)
    #expect(PlainInput(long, wide) == .refused("That line is too long to be keys. ? lists them."))
  }

  @Test func aQuestionIsSaidAndAnswered() {
    var snapshot = Samples.snapshot(Samples.series(400))
    snapshot.quota = .init(spent: 9_998, limit: 10_000)
    var state = Samples.state(snapshot, columns: 200, rows: 50)
    #expect(
      said("r", &state) == [
        "This refresh needs 8 calls; 2 are left in November. Refresh anyway? y / n"
      ])
    guard case .keys(let keys) = PlainInput("y", state) else {
      Issue.record("y is no answer")
      return
    }
    #expect(reduce(&state, .terminal(.keys(keys))) == [.refreshBeyondQuota])
  }
}

extension [String] {
  /// The line at that place; if there is none, that.
  fileprivate func at(_ place: Int) -> String {
    indices.contains(place) ? self[place] : "there is no line \(place)"
  }
}
