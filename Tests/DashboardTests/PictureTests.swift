import Canvas
import Liquidations
import PictureSupport
import Testing
import WorkSupport

@testable import Dashboard

/// The screens that people see, compared cell by cell with `Pictures/`.
@Suite(.longWork) struct PictureTests {
  @Test(arguments: [(200, 55), (120, 40), (100, 20), (80, 24), (60, 15), (40, 10), (24, 6)])
  func everySize(columns: Int, rows: Int) throws {
    var state = Samples.state(columns: columns, rows: rows, source: .demo)
    state.type(.left, .left, .left)
    try expect(Picture(render(state).frame), matches: "size-\(columns)x\(rows)")
  }

  @Test(arguments: Span.presets) func everyRange(span: Span) throws {
    let state = Samples.state(Samples.snapshot(Samples.series(2_200)), range: span)
    try expect(Picture(render(state).frame), matches: "range-\(span.name)")
  }

  @Test func oneDay() throws {
    let state = Samples.state(Samples.snapshot(Samples.series(1)), columns: 80, rows: 24)
    try expect(Picture(render(state).frame), matches: "one-day")
  }

  @Test func noDataYet() throws {
    var snapshot = Snapshot()
    snapshot.update(Metric.allCases) { $1.isLoading = true }
    try expect(
      Picture(render(Samples.state(snapshot, columns: 80, rows: 24)).frame),
      matches: "no-data-loading")
  }

  @Test func noDataAndNoNetwork() throws {
    var snapshot = Snapshot()
    snapshot.update(Metric.allCases) {
      $1.error = FetchError($0, .nameNotFound(host: "newhedge.io"))
    }
    try expect(
      Picture(render(Samples.state(snapshot, columns: 80, rows: 24)).frame),
      matches: "no-data-no-network"
    )
  }

  @Test func allZero() throws {
    let series = Samples.series(90) { _, _, _ in 0 }
    try expect(
      Picture(render(Samples.state(Samples.snapshot(series), columns: 80, rows: 24)).frame),
      matches: "all-zero")
  }

  @Test func onlyShorts() throws {
    let series = Samples.series(90) { metric, _, value in metric.side == .short ? value : 0 }
    try expect(
      Picture(render(Samples.state(Samples.snapshot(series), columns: 80, rows: 24)).frame),
      matches: "only-shorts")
  }

  @Test func oneGiantDay() throws {
    let series = Samples.series(30) { metric, day, value in
      day == Samples.today - 9 && metric.side == .long ? value * 60 : value
    }
    try expect(
      Picture(
        render(Samples.state(Samples.snapshot(series), columns: 80, rows: 24, range: .days(30)))
          .frame),
      matches: "one-giant-day")
  }

  @Test func missingDays() throws {
    let series = Samples.series(30) { metric, day, value in
      let isGone = day == Samples.today - 8 || (day == Samples.today - 4 && metric.exchange == .okx)
      return isGone ? nil : value
    }
    var state = Samples.state(Samples.snapshot(series), range: .days(30))
    state.type(.left, .left, .left, .left)
    try expect(Picture(render(state).frame), matches: "missing-days")
    state.type(.left, .left, .left, .left)
    try expect(Picture(render(state).frame), matches: "missing-day-under-cursor")
  }

  @Test func deribitAlone() throws {
    let series = Samples.series(90) { metric, day, value in
      metric.exchange == .deribit && day.number % 3 == 0 ? 0 : value
    }
    try expect(
      Picture(render(Samples.state(Samples.snapshot(series), exchange: .deribit)).frame),
      matches: "deribit-alone")
  }

  @Test(arguments: Theme.all) func everyTheme(theme: Theme) throws {
    try expect(
      Picture(render(Samples.state(columns: 80, rows: 24, theme: theme)).frame),
      matches: "theme-\(theme.name)")
  }

  @Test(arguments: ColourDepth.allCases) func everyDepth(depth: ColourDepth) throws {
    try expect(
      Picture(render(Samples.state(columns: 80, rows: 24, colours: depth)).frame),
      matches: "colours-\(depth)")
  }

  @Test func oneExchangeWithoutColours() throws {
    try expect(
      Picture(render(Samples.state(columns: 60, rows: 15, colours: .none, exchange: .okx)).frame),
      matches: "colours-none-okx")
  }

  @Test func asciiWithAndWithoutColours() throws {
    for depth in [ColourDepth.none, .indexed] {
      try expect(
        Picture(
          render(Samples.state(columns: 80, rows: 24, colours: depth, isUnicode: false)).frame),
        matches: "ascii-\(depth)")
    }
  }

  @Test func staleAndPartlyBroken() throws {
    var snapshot = Samples.snapshot(Samples.series(400), age: .seconds(3 * 3_600))
    snapshot.update(Metric(.okx, .long)) {
      $0.error = FetchError(Metric(.okx, .long), .timedOut(.seconds(20)))
    }
    snapshot.update(Metric(.bybit, .short)) {
      $0.error = FetchError(Metric(.bybit, .short), .server(status: 503, retryAfter: nil))
    }
    for (columns, rows) in [(120, 40), (60, 15), (40, 10)] {
      try expect(
        Picture(render(Samples.state(snapshot, columns: columns, rows: rows)).frame),
        matches: "stale-\(columns)x\(rows)")
    }
  }

  @Test func theTokenIsRefused() throws {
    var snapshot = Samples.snapshot(Samples.series(400), age: .seconds(7_200), next: nil)
    snapshot.update(Metric.allCases) { $1.error = FetchError($0, .unauthorized) }
    snapshot.schedule = .halted(FetchError(Metric(.binance, .long), .unauthorized))
    try expect(Picture(render(Samples.state(snapshot)).frame), matches: "token-refused")
  }

  @Test func aValueOfTheWrongSign() throws {
    var snapshot = Samples.snapshot(Samples.series(400))
    snapshot.update(Metric(.okx, .long)) {
      $0.droppedValues = [
        DroppedValue(
          metric: Metric(.okx, .long), day: Samples.today - 3, value: -1_234_567)
      ]
    }
    try expect(
      Picture(render(Samples.state(snapshot, columns: 80, rows: 24)).frame), matches: "wrong-sign")
  }

  @Test func fetchingAgain() throws {
    var snapshot = Samples.snapshot(Samples.series(400))
    snapshot.update(Metric.allCases) { $1.isLoading = $0.side == .short }
    try expect(Picture(render(Samples.state(snapshot)).frame), matches: "fetching")
  }

  @Test func paused() throws {
    var state = Samples.state(columns: 80, rows: 24, source: .demo)
    state.type(.character("p"))
    try expect(Picture(render(state).frame), matches: "paused")
    _ = reduce(&state, .snapshot(Samples.snapshot(Samples.series(10)), now: Samples.now))
    try expect(Picture(render(state).frame), matches: "paused-new-data")
  }

  @Test(arguments: [(120, 40), (60, 15), (40, 10)])
  func help(columns: Int, rows: Int) throws {
    var state = Samples.state(columns: columns, rows: rows)
    state.type(.character("?"))
    try expect(Picture(render(state).frame), matches: "help-\(columns)x\(rows)")
  }

  @Test func paneTooSmallForItsSentenceCutsNoWord() {
    let words = ["liqtop", "needs", "24×6;", "24×6", "this", "is", "·"]
    for columns in 1...23 {
      for rows in 1...5 {
        let text = render(Samples.state(columns: columns, rows: rows)).frame.text
        let shown = text.split { $0 == " " || $0 == "\n" }.map(String.init)
        #expect(!shown.isEmpty)
        #expect(shown.allSatisfy { (words + ["\(columns)×\(rows)"]).contains($0) }, "\(text)")
      }
    }
  }

  @Test(arguments: [(23, 6), (10, 3), (1, 1)])
  func tooSmall(columns: Int, rows: Int) throws {
    try expect(
      Picture(render(Samples.state(columns: columns, rows: rows)).frame),
      matches: "too-small-\(columns)x\(rows)")
  }

  @Test(arguments: ["s", "ss", "f", "D", "ii", "iii"])
  func otherPictures(keys: String) throws {
    var state = Samples.state(columns: 100, rows: 30, range: .days(180))
    for key in keys.unicodeScalars { state.type(.character(key)) }
    try expect(Picture(render(state).frame), matches: "keys-\(keys)")
  }

  @Test(arguments: [(120, 40), (60, 15), (40, 10)])
  func theDateLine(columns: Int, rows: Int) throws {
    var state = Samples.state(columns: columns, rows: rows)
    for key in "/2026-02-30".unicodeScalars { state.type(.character(key)) }
    try expect(Picture(render(state).frame), matches: "date-line-\(columns)x\(rows)")
    state.type(.enter)
    try expect(Picture(render(state).frame), matches: "date-line-refused-\(columns)x\(rows)")
  }

  @Test(arguments: ["v", "vv", "vvv", "vvvv"], [(120, 40), (60, 15)])
  func everyView(keys: String, size: (columns: Int, rows: Int)) throws {
    var state = Samples.state(columns: size.columns, rows: size.rows)
    for key in keys.unicodeScalars { state.type(.character(key)) }
    state.type(.left)
    try expect(
      Picture(render(state).frame),
      matches: "view-\(state.appearance.view)-\(size.columns)x\(size.rows)")
  }

  @Test func theTrendOverBars() throws {
    var state = Samples.state(columns: 100, rows: 30)
    state.type(.character("a"), .left)
    try expect(Picture(render(state).frame), matches: "trend-stacked")
    state.type(.character("v"), .left)
    try expect(Picture(render(state).frame), matches: "trend-net")
  }
}
