import Canvas
import Liquidations
import PictureSupport
import Testing
import Wording
import WorkSupport

@testable import Dashboard

/// What the month's calls do to header, notice and `r`.
@Suite(.longWork) struct QuotaTests {
  /// The first moment of December in which fetching resumes.
  private static let resumes = Month(of: Samples.now).next.start + .seconds(90)

  private static func state(
    spent: Int, limit: Int = 10_000, resumes: Timestamp? = nil, columns: Int = 130, rows: Int = 40,
    edit: (inout Snapshot) -> Void = { _ in }
  ) -> DashboardState {
    var snapshot = Samples.snapshot(Samples.series(400))
    snapshot.quota = .init(spent: spent, limit: limit, resumes: resumes)
    edit(&snapshot)
    return Samples.state(snapshot, columns: columns, rows: rows)
  }

  private static func row(_ number: Int, _ state: DashboardState) -> String {
    let frame = render(state).frame
    let y = number < 0 ? frame.size.rows + number : number
    return String(
      String.UnicodeScalarView((0..<frame.size.columns).map { frame[$0, y].glyph }))
  }

  @Test(arguments: [(8_000, false), (8_001, true), (9_999, true), (10_008, true)])
  func theHeaderCountsCallsWhereLessThanAFifthIsLeft(spent: Int, isSaid: Bool) {
    for (columns, rows) in [(130, 40), (80, 24), (60, 15)] {
      let row = Self.row(0, Self.state(spent: spent, columns: columns, rows: rows))
      #expect(row.contains("quota \(Digits.grouped(spent))/10 000") == isSaid, "\(row)")
      #expect(row.contains("● 14:24, next 15:24") != isSaid)
    }
  }

  @Test func theHelpCountsCallsAlways() {
    var state = Self.state(spent: 4_310)
    state.type(.character("?"))
    #expect(
      render(state).frame.text.contains(
        "▲●●●●▼●●●● 8/8 fresh · 12 min ago · next 48 min · quota 4 310/10 000"))
  }

  @Test func whatIsUnderWayAfterAFailureIsSaidForWhatItIs() {
    let (one, other) = (Metric(.okx, .long), Metric(.bybit, .short))
    func header(loading: Metric...) -> String {
      let state = Self.state(spent: 40) { snapshot in
        snapshot.update([one]) {
          $1.error = FetchError(one, .timedOut(.seconds(20)))
        }
        snapshot.update(loading) { $1.isLoading = true }
      }
      return Self.row(0, state)
    }
    #expect(header().contains("7/8 fresh · 12 min ago · next 48 min"))
    #expect(header(loading: one).contains("7/8 fresh · 12 min ago · retrying"))
    #expect(header(loading: other).contains("7/8 fresh · 12 min ago · fetching"))
    #expect(header(loading: one, other).contains("7/8 fresh · 12 min ago · fetching"))
  }

  @Test func whatIsSpentIsSaidWithTheTimeAtWhichItGoesOn() {
    let spent = Self.state(spent: 9_997, resumes: Self.resumes)
    #expect(
      Self.row(-2, spent).contains(
        "9 997 of November's 10 000 calls are used; fetching resumes Dec 01, 00:01 UTC. Showing "
          + "data from 12 min ago."))
    let refused = Self.state(spent: 40, resumes: Self.resumes) { snapshot in
      snapshot.update(Metric.allCases) {
        $1.error = FetchError($0, .quotaSpent(retryAfter: nil))
      }
    }
    #expect(
      Self.row(-2, refused).contains("The server says that November's calls are used up; fet"))
    let narrow = Self.state(spent: 9_997, resumes: Self.resumes, columns: 60, rows: 15)
    #expect(
      (0..<15).contains { Self.row($0, narrow).contains("quota used up until Dec 01, 00:01") })
  }

  @Test func aStoreThatCannotWriteIsSaidBeforeErrorsOneThatCouldGoesAfter() {
    let errors: (inout Snapshot) -> Void = { snapshot in
      snapshot.update(Metric(.okx, .long)) {
        $0.error = FetchError(Metric(.okx, .long), .timedOut(.seconds(20)))
      }
    }
    for (isWriting, isSaid) in [(false, true), (true, false)] {
      let state = Self.state(spent: 8) { snapshot in
        errors(&snapshot)
        snapshot.fault = StoreFault("The archive is full.", isWriting: isWriting)
      }
      #expect(Self.row(-2, state).contains("The archive is full.") == isSaid)
    }
    let mended = Self.state(spent: 8) {
      $0.fault = StoreFault("The archive was damaged.", isWriting: true)
    }
    #expect(Self.row(-2, mended).contains("The archive was damaged."))
  }

  private static let homeless = "There is no home folder for the archive"
  private static let locked = "Another program has locked /home/me/.local/share/liqtop/a.sqlite"

  @Test(arguments: [
    (
      120, homeless, " Name a file.", "\(homeless); new data are kept in memory only. Name a file."
    ),
    (80, homeless, " Name a file.", "\(homeless); new data are kept in memory only."),
    (60, homeless, " Name a file.", "\(homeless)."),
    (120, locked, "", "\(locked); new data are kept in memory only."),
    (100, locked, "", "Another program has locked a.sqlite; new data are kept in memory only."),
    (60, locked, "", "Another program has locked a.sqlite."),
  ])
  func aFaultOfTheStoreIsSaidInWholeSentences(
    columns: Int, what: String, rest: String, says: String
  ) {
    let state = Self.state(spent: 8, columns: columns, rows: columns < 80 ? 15 : 24) {
      $0.fault = StoreFault("\(what); new data are kept in memory only.\(rest)", isWriting: false)
    }
    let rows = (0..<state.size.rows).map { Self.row($0, state) }
    #expect(rows.contains { $0.hasPrefix(" \(says)") && !$0.contains("…") }, "\(rows)")
  }

  @Test(
    arguments: [
      (9_992, nil, nil), (0, nil, nil),
      (9_993, resumes, "This refresh needs 8 calls; 7 are left in November. Refresh anyway? y / n"),
      (9_999, resumes, "This refresh needs 8 calls; 1 is left in November. Refresh anyway? y / n"),
      (
        10_008, resumes,
        "No calls are left in November; this refresh needs 8. Refresh anyway? y / n"
      ),
      (40, resumes, "The server says that November's calls are used up. Refresh anyway? y / n"),
    ] as [(Int, Timestamp?, String?)])
  func rAsksBeforeItOverspends(spent: Int, resumes: Timestamp?, question: String?) {
    var state = Self.state(spent: spent, resumes: resumes)
    let effects = state.type(.character("r"))
    #expect(effects == (question == nil ? [.refresh, .reply(serial: 1)] : []))
    if let question { #expect(Self.row(-1, state).contains(question)) }
    #expect(question != nil || state.overlay == nil)
  }

  @Test(
    arguments: [
      (.character("y"), [.refreshBeyondQuota]), (.character("Y"), [.refreshBeyondQuota]),
      (.character("n"), []), (.escape, []), (.enter, []), (.character("q"), []),
      (.character("r"), []), (.left, []), (.control("c"), [.quit(status: 0)]),
      (.control("z"), [.suspend]),
    ] as [(Key, [Effect])])
  func onlyYAgrees(key: Key, effects: [Effect]) {
    var state = Self.state(spent: 9_999, resumes: Self.resumes)
    state.type(.character("r"))
    let days = state.days
    let cursor = state.cursor
    #expect(state.type(key) == effects)
    #expect(state.overlay == nil && state.days == days && state.cursor == cursor)
  }

  @Test func thePauseHidesNoQuestion() {
    var state = Self.state(spent: 9_000)
    state.type(.character("p"))
    var newer = state.snapshot
    newer.quota = .init(spent: 10_000, limit: 10_000, resumes: Self.resumes)
    _ = reduce(&state, .snapshot(newer, now: Samples.now))
    #expect(state.type(.character("r")).isEmpty)
    #expect(state.overlay == .quotaQuestion)
  }

  @Test(arguments: [(130, 40), (60, 15), (30, 8), (24, 6)])
  func theQuestionFitsWhole(columns: Int, rows: Int) {
    var state = Self.state(spent: 9_997, resumes: Self.resumes, columns: columns, rows: rows)
    state.type(.character("r"))
    #expect(Self.row(-1, state).contains("? y / n"))
  }

  @Test func pictures() throws {
    try expect(Picture(render(Self.state(spent: 4_310)).frame), matches: "quota-header")
    var asked = Self.state(spent: 9_997, resumes: Self.resumes, columns: 80, rows: 24)
    asked.type(.character("r"))
    try expect(Picture(render(asked).frame), matches: "quota-question")
  }
}
