import Canvas
import Liquidations
import Testing
import WorkSupport

@testable import Dashboard

@Suite(.longWork) struct ReducerTests {
  @Test func tabWalksThroughTheExchangesAndAround() {
    var state = Samples.state()
    var seen: [Exchange?] = []
    for _ in 0..<5 {
      state.type(.tab)
      seen.append(state.exchange)
    }
    #expect(seen == [.binance, .bybit, .okx, .deribit, nil])
    state.type(.backTab)
    #expect(state.exchange == .deribit)
  }

  @Test(
    arguments: [
      ("1", .binance), ("2", .bybit), ("3", .okx), ("4", .deribit), ("0", nil),
    ] as [(Unicode.Scalar, Exchange?)])
  func numbersChooseAnExchange(key: Unicode.Scalar, exchange: Exchange?) {
    var state = Samples.state(exchange: .bybit)
    state.type(.character(key))
    #expect(state.exchange == exchange)
  }

  @Test func bracketsWalkThroughTheRangesByLength() {
    var state = Samples.state(range: .days(7))
    var lengths: [Int] = []
    for _ in 0..<7 {
      lengths.append(state.days.count)
      state.type(.character("]"))
    }
    #expect(lengths == [7, 30, 90, 180, 326, 365, 400])
    state.type(.character("["))
    #expect(state.range.span == .days(365))
    state.type(.character("{"))
    #expect(state.range.span == .days(7))
    state.type(.character("["))
    #expect(state.range.span == .days(7))
    state.type(.character("}"))
    #expect(state.range.span == .all)
  }

  @Test func rangesGrowThoughTheHistoryIsShorterThanThey() {
    var state = Samples.state(Samples.snapshot(Samples.series(20)), range: .days(7))
    state.type(.character("]"), .character("]"), .character("]"))
    #expect(state.range.span == .days(180))
    #expect(state.days.count == 20)
  }

  @Test(arguments: [.left, .character("h")] as [Key])
  func theCursorMovesBackByABar(key: Key) {
    var state = Samples.state()
    state.type(key, key)
    #expect(state.cursor?.day == Samples.today - 2)
    state.type(.right, .character("l"))
    #expect(state.cursor == nil, "the newest day is followed")
  }

  @Test func atTheLeftEdgeTheRangeMovesAlong() {
    var state = Samples.state(range: .days(7))
    for _ in 0..<8 { state.type(.left) }
    #expect(state.cursor?.day == Samples.today - 8)
    #expect(state.days == (Samples.today - 8)...(Samples.today - 2))
    for _ in 0..<8 { state.type(.right) }
    #expect(state.cursor == nil)
    #expect(state.range.end == nil, "the range follows today again")
  }

  @Test func theCursorStopsAtBothEndsOfTheHistory() {
    var state = Samples.state(Samples.snapshot(Samples.series(10)), range: .days(7))
    for _ in 0..<40 { state.type(.left) }
    #expect(state.cursor?.day == Samples.today - 9)
    for _ in 0..<40 { state.type(.right) }
    #expect(state.cursor == nil)
  }

  @Test(arguments: [.home, .character("g")] as [Key])
  func homeIsTheFirstDayAndEndTheLast(key: Key) {
    var state = Samples.state()
    state.type(key)
    #expect(state.cursor?.day == Samples.today - 399)
    #expect(state.days.lowerBound == Samples.today - 399)
    #expect(state.days.count == 90)
    state.type(key == .home ? .end : .character("G"))
    #expect(state.cursor == nil && state.range.end == nil)
  }

  @Test(arguments: [.pageUp, .character("<"), .character("H")] as [Key])
  func aPageIsTheLengthOfTheRange(key: Key) {
    var state = Samples.state(range: .days(30))
    state.type(.left, key)
    #expect(state.days == (Samples.today - 59)...(Samples.today - 30))
    #expect(state.cursor?.day == Samples.today - 31, "the cursor keeps its place in the range")
    state.type(.pageDown)
    #expect(state.range.end == nil)
    #expect(state.cursor?.day == Samples.today - 1)
  }

  @Test func pagesStopAtBothEndsOfTheHistory() {
    var state = Samples.state(range: .days(365))
    state.type(.pageUp, .pageUp, .pageUp)
    #expect(state.days == (Samples.today - 399)...(Samples.today - 35))
    state.type(.pageDown, .pageDown)
    #expect(state.days.upperBound == Samples.today)
  }

  @Test func aPageOfTheYearToDateKeepsItsLength() {
    var state = Samples.state(range: .yearToDate)
    let length = state.days.count
    state.type(.pageUp)
    #expect(state.days.count == length)
    #expect(state.days.lowerBound == Samples.today - 399)
  }

  @Test(arguments: [.character("r"), .function(5), .control("r")] as [Key])
  func rAsksForARefresh(key: Key) {
    var state = Samples.state()
    #expect(state.type(key) == [.refresh, .reply(serial: 1)])
  }

  @Test(arguments: [.character("q"), .character("Q"), .control("c")] as [Key])
  func qQuits(key: Key) {
    var state = Samples.state()
    #expect(state.type(key) == [.quit(status: 0)])
  }

  @Test func otherEndsOfTheProgram() {
    var state = Samples.state()
    #expect(state.type(.control("z")) == [.suspend])
    #expect(state.type(.control("l")) == [.redraw])
    #expect(reduce(&state, .terminal(.terminate(signal: 15))) == [.quit(status: 143)])
    #expect(reduce(&state, .terminal(.closed)) == [.quit(status: 129)])
    #expect(reduce(&state, .terminal(.suspend)) == [.suspend])
  }

  @Test func whilePausedThePictureStandsStill() {
    var state = Samples.state(range: .days(7))
    let before = state.snapshot
    state.type(.character("p"))
    let newer = Samples.snapshot(Samples.series(500), age: .zero)
    #expect(reduce(&state, .snapshot(newer, now: Samples.now)).isEmpty)
    #expect(reduce(&state, .tick(Samples.now + .seconds(86_400))).isEmpty)
    #expect(state.isPaused && state.snapshot == before && state.held == newer)
    #expect(state.days.upperBound == Samples.today)
    state.type(.character("p"))
    #expect(!state.isPaused && state.snapshot == newer && state.held == nil)
    #expect(state.days.upperBound == Samples.today + 1)
  }

  @Test func aSnapshotReplacesTheDataAndKeepsTheView() {
    var state = Samples.state(range: .days(30), exchange: .okx)
    state.type(.left, .left)
    let newer = Samples.snapshot(Samples.series(900), age: .zero)
    _ = reduce(&state, .snapshot(newer, now: Samples.now))
    #expect(state.snapshot == newer)
    #expect(state.exchange == .okx && state.cursor?.day == Samples.today - 2)
    #expect(state.range == DateRange(.days(30)))
  }

  @Test func aNewDayBeginsAtMidnight() {
    var state = Samples.state(range: .days(7))
    _ = reduce(&state, .tick(Samples.today.start + .seconds(86_400)))
    #expect(state.days == (Samples.today - 5)...(Samples.today + 1))
    #expect(state.cursorBar == 6)
  }

  @Test func theCursorStaysOnItsDayAtMidnight() {
    var state = Samples.state(range: .days(7))
    state.type(.left)
    _ = reduce(&state, .tick(Samples.today.start + .seconds(86_400)))
    #expect(state.cursor?.day == Samples.today - 1)
  }

  @Test func theHelpOpensScrollsAndCloses() {
    var state = Samples.state(columns: 60, rows: 15)
    state.type(.character("?"))
    #expect(state.overlay == .help(scroll: 0))
    state.type(.down, .down, .up)
    #expect(state.overlay == .help(scroll: 1))
    state.type(.end)
    let last = state.overlay
    state.type(.down)
    #expect(state.overlay == last)
    state.type(.home)
    #expect(state.overlay == .help(scroll: 0))
    state.type(.escape)
    #expect(state.overlay == nil)
  }

  @Test func keysForTheChartDoNothingBehindTheHelp() {
    var state = Samples.state()
    state.type(.character("?"), .tab, .character("]"), .left)
    #expect(state.exchange == nil && state.range == DateRange(.days(90)) && state.cursor == nil)
    #expect(state.type(.character("q")) == [.quit(status: 0)])
  }

  @Test func escapeWithNothingOpenChangesNothing() {
    var state = Samples.state()
    let before = state
    #expect(state.type(.escape).isEmpty)
    #expect(state == before)
  }

  @Test func everyKeyOfTheMapDoesSomething() {
    for entry in KeyMap.standard.entries {
      for (action, keys) in zip(entry.actions, entry.keys) {
        #expect(!keys.isEmpty, "\(action) has no key")
        for key in keys { #expect(KeyMap.standard.action(for: key) == action, "\(key)") }
      }
    }
  }

  @Test(
    arguments: [("B", .binance), ("Y", .bybit), ("O", .okx), ("D", .deribit)]
      as [(Unicode.Scalar, Exchange)])
  func lettersTakeAnExchangeOutOfTheStackAndBack(key: Unicode.Scalar, exchange: Exchange) {
    var state = Samples.state()
    state.type(.character(key))
    #expect(state.exchanges == ExchangeSet.all.subtracting(ExchangeSet(exchange)))
    state.type(.character(key))
    #expect(state.exchanges == .all)
  }

  @Test func theLastExchangeStays() {
    var state = Samples.state(exchange: .okx)
    state.type(.character("O"))
    #expect(state.exchange == .okx)
    #expect(state.reply == "At least one exchange must stay.")
  }

  @Test(
    arguments: [
      (.end, "That is the last day."), (.right, "That is the last day."),
      (.pageDown, "There is no later page."),
    ] as [(Key, String)])
  func aMotionThatGoesNowhereSaysWhy(key: Key, reply: String) {
    var state = Samples.state()
    state.type(key)
    #expect(state.reply == reply)
    state.type(.left)
    #expect(state.reply == nil)
  }

  @Test func theFirstDayIsSaidToo() {
    var state = Samples.state()
    state.type(.home)
    #expect(state.reply == nil)
    state.type(.left)
    #expect(state.reply == "That is the first day.")
    state.type(.pageUp)
    #expect(state.reply == "There is no earlier page.")
  }

  @Test func whereABarIsSeveralDaysTheFirstBarIsSaid() {
    var state = Samples.state()
    state.appearance.interval = .month
    state.derive()
    state.type(.home, .left)
    #expect(state.reply == "That is the first bar.")
  }

  @Test func iSaysWhatABarIs() {
    func replies(_ range: Span, columns: Int) -> [String?] {
      var state = Samples.state(columns: columns, rows: 24, range: range)
      return (0..<4).map { _ in
        state.type(.character("i"))
        return state.reply
      }
    }
    #expect(
      replies(.days(30), columns: 80) == [
        "A bar is a week.", "A bar is a month.", "A bar is a day.", "A bar is a week.",
      ])
    #expect(
      replies(.days(365), columns: 80) == [
        "A bar is a month.", "A bar is a week: days don't fit.", "A bar is a month.",
        "A bar is a week: days don't fit.",
      ])
    #expect(
      replies(.days(365), columns: 30)
        == Array(repeating: "A bar is a month: nothing else fits.", count: 4))
  }

  @Test func someExchangesAreFollowedByTheFirstAlone() {
    var state = Samples.state()
    state.type(.character("D"), .tab)
    #expect(state.exchange == .binance)
  }

  @Test func zoomKeepsTheCursorsDayAndPlace() {
    var state = Samples.state(range: .days(90))
    for _ in 0..<44 { state.type(.left) }
    let day = state.cursor
    state.type(.character("+"))
    #expect(state.days.count == 45 && state.cursor == day)
    let place = (day ?? state.running) - state.slots.lowerBound
    #expect((21...24).contains(place))
    state.type(.character("-"), .character("-"))
    #expect(state.days.count == 180 && state.cursor == day)
  }

  @Test func zoomStopsAtThreeDaysAndAtTheWholeHistory() {
    var state = Samples.state()
    for _ in 0..<12 { state.type(.character("=")) }
    #expect(state.days.count == 3)
    for _ in 0..<12 { state.type(.character("-")) }
    #expect(state.days.count == 400)
    #expect(state.range.end == nil)
  }

  @Test func sGoesRoundTheScalesAndSaysSo() {
    var state = Samples.state()
    let scales = (0..<3).map { _ in
      state.type(.character("s"))
      return state.appearance.scale
    }
    #expect(scales == [.full, .logarithmic, .capped])
    #expect(state.reply == "Scale: capped.")
    state.type(.left)
    #expect(state.reply == nil)
  }

  @Test func iGoesRoundTheIntervals() {
    var state = Samples.state(range: .days(90))
    state.type(.character("i"))
    #expect(state.appearance.interval == .week)
    #expect(state.bars.buckets.dropFirst().allSatisfy { $0.slots.lowerBound.day.weekday == 0 })
    state.type(.left)
    #expect(state.cursor?.day.weekday == 6, "the last day of the week before")
    state.type(.character("i"))
    #expect(state.appearance.interval == .month && state.bars.buckets.count == 4)
    state.type(.character("i"))
    #expect(state.appearance.interval == .fit && state.bars.areSlots)
  }

  @Test func fFlipsAndTChangesTheTheme() {
    var state = Samples.state()
    state.type(.character("f"), .character("t"))
    #expect(state.appearance.isFlipped && state.appearance.theme == .dark)
    state.type(.character("f"))
    for _ in Theme.all.dropFirst() { state.type(.character("t")) }
    #expect(!state.appearance.isFlipped && state.appearance.theme == .terminal)
  }

  @Test func tGoesThroughTheUsersOwnThemesToo() throws {
    let own = try Theme(name: "night", parsing: Array("base = dark".utf8))
    var state = DashboardState(
      source: .demo, capabilities: Capabilities(colours: .indexed, isUnicode: true),
      size: Size(columns: 80, rows: 24), now: Samples.now, themes: Theme.all + [own])
    let names = (0...Theme.all.count).map { _ in
      state.type(.character("t"))
      return state.appearance.theme.name
    }
    #expect(names == Array(Theme.names.dropFirst()) + ["night", "terminal"])
  }

  @Test func theThemesMayComeLater() {
    var state = DashboardState(
      source: .demo, capabilities: Capabilities(colours: .indexed, isUnicode: true),
      size: Size(columns: 80, rows: 24), now: Samples.now, theme: .dark, themes: [.dark])
    state.type(.character("t"))
    #expect(state.appearance.theme == .dark)
    #expect(reduce(&state, .themes([.dark, .light])).isEmpty)
    state.type(.character("t"))
    #expect(state.appearance.theme == .light)
  }

  @Test func yCopiesTheDayAsText() throws {
    var state = Samples.state(exchange: .okx)
    state.type(.left)
    guard case .copy(let text, let title)? = state.type(.character("y")).first else {
      return #expect(Bool(false), "nothing was copied")
    }
    let lines = text.split(separator: "\n")
    let amounts = state.snapshot.history[Samples.today - 1]
    let long = try #require(amounts[.okx, .long])
    #expect(lines.first == "2026-11-21 UTC, USD")
    #expect(lines.dropFirst().first?.hasPrefix("OKX  long \(Int(long)).") == true)
    // What has become of it isn't known yet.
    #expect(state.reply == nil)
    let words: [(Clipboard, String)] = [
      (
        .tmuxAndTerminal, "Copied 2026-11-21 to tmux, and sent it to the terminal's clipboard."
      ),
      (.tmux, "Copied 2026-11-21 to tmux's buffer."),
      (.terminal, "Sent 2026-11-21 to the terminal's clipboard."),
      (.none, "Nothing copied: liqtop can't reach a clipboard here."),
    ]
    for (number, (clipboard, sentence)) in words.enumerated() {
      #expect(
        reduce(&state, .copied(title: title, clipboard)) == [.reply(serial: number + 1)])
      #expect(state.reply == sentence)
    }
  }

  @Test func apasteIsTypedIntoTheDateLineAndNowhereElse() {
    var state = Samples.state()
    let before = state
    #expect(reduce(&state, .terminal(.paste("qr\n12h"))) == [])
    #expect(state == before)
    state.type(.character("?"))
    let helped = state
    #expect(reduce(&state, .terminal(.paste("q\u{1b}q"))) == [])
    #expect(state == helped)
    state.type(.escape, .character("/"))
    #expect(reduce(&state, .terminal(.paste("2026-11\r\n\u{1b}[A"))) == [])
    guard case .dateLine(let editor) = state.overlay else {
      return #expect(Bool(false), "the line is gone")
    }
    #expect(editor.line == "2026-11[A")
  }

  @Test(arguments: [
    (TerminalEvent.wideGlyphs, "draws block characters two cells wide"),
    (.splitGlyphs, "doesn't read UTF-8"),
  ])
  func whereGlyphsWouldTearThePictureOnlyASCIIIsDrawnAndThatIsSaid(
    event: TerminalEvent, fault: String
  ) {
    var state = Samples.state()
    #expect(reduce(&state, .terminal(event)) == [.reply(serial: 1)])
    #expect(state.reply == "This terminal \(fault), so liqtop keeps to ASCII.")
    let frame = render(state).frame
    #expect(frame.cells.allSatisfy { $0.glyph.isASCII })
    #expect(frame.size == state.size)
  }

  @Test func thereIsNothingToCopyBeforeAnyData() {
    var state = Samples.state(Snapshot())
    #expect(state.type(.character("y")) == [.reply(serial: 1)])
    #expect(state.reply == "There is no day to copy yet.")
  }
}
