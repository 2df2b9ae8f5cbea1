import Canvas
import ClockSupport
import Liquidations
import PictureSupport
import Testing
import Wording
import WorkSupport

@testable import Dashboard
@testable import Live

/// Hours and minutes of the exchanges' feeds: which bars there are, and what they say they lack.
@Suite(.longWork) struct LiveRangeTests {
  private func type(_ text: String, in state: inout DashboardState) {
    _ = reduce(&state, .terminal(.keys(text.unicodeScalars.map { .character($0) })))
  }

  private func typed(_ text: String, range: Span = .last(24, .hour), columns: Int = 120)
    -> DashboardState
  {
    var state = LiveSamples.state(columns: columns, range: range)
    type(text, in: &state)
    return state
  }

  private let now = Slot(.minute, at: LiveSamples.now)

  // MARK: Ranges

  @Test func withFeedsThereAreTwoMoreTabs() {
    #expect(render(LiveSamples.state()).frame.text.contains(" 1H  24H  7D  30D "))
    #expect(!render(Samples.state()).frame.text.contains("24H"))
    for columns in [80, 90, 100, 120] {
      let text = render(LiveSamples.state(columns: columns, rows: 24)).frame.text
      for span in Span.livePresets + Span.presets { #expect(text.contains(span.name)) }
    }
  }

  @Test(arguments: [
    ("[", "1H"), ("[[", "1H"), ("]", "7D"), ("{", "1H"), ("[]", "24H"), ("]]", "30D"), ("}", "ALL"),
  ])
  func theKeysWalkThroughThem(keys: String, name: String) {
    #expect(typed(keys).range.span.name == name)
  }

  @Test func withoutFeedsTheKeysKnowNoHours() {
    var state = Samples.state(range: .days(7))
    type("[", in: &state)
    #expect(state.range.span == .days(7))
    type("{", in: &state)
    #expect(state.range.span == .days(7))
  }

  @Test(arguments: [
    (Span.last(1, .hour), 120, CalendarUnit.minute), (.last(1, .hour), 24, .fiveMinutes),
    (.last(24, .hour), 120, .quarterOfAnHour), (.last(24, .hour), 230, .fiveMinutes),
    (.last(24, .hour), 40, .hour), (.last(96, .hour), 120, .hour), (.days(7), 120, .day),
  ])
  func theFinestThatFitsIsTaken(span: Span, columns: Int, unit: CalendarUnit) {
    #expect(typed("", range: span, columns: columns).bars.unit == unit)
  }

  @Test func anHourEndsNowAndHasSixtyMinutes() {
    let state = typed("", range: .last(1, .hour))
    #expect(state.slots == (now - 59)...now)
    #expect(state.bars.buckets.count == 60)
  }

  /// Each as often as `i` is pressed.
  @Test(arguments: [
    (Span.last(24, .hour), 120, ["15 minutes", "hour", "4 hours", "15 minutes"]),
    (.days(7), 120, ["day", "hour", "4 hours", "day"]), (.days(30), 120, ["day", "week"]),
    (.days(30), 170, ["day", "hour", "4 hours", "day"]),
    (.days(90), 160, ["day", "week", "month"]),
  ])
  func iGoesThroughWhatFits(span: Span, columns: Int, units: [String]) {
    var state = typed("", range: span, columns: columns)
    for unit in units {
      #expect(state.bars.unit.name == unit)
      type("i", in: &state)
    }
  }

  /// What was asked of days is not asked of hours, and comes back with the days.
  @Test func anIntervalOfDaysWaitsForDays() {
    var state = typed("ii", range: .days(90))
    #expect(state.bars.unit == .month)
    type("{", in: &state)
    #expect(state.bars.unit == .minute)
    type("]]]]", in: &state)
    #expect(state.range.span == .days(90) && state.bars.unit == .month)
  }

  @Test func aSumOfHoursIsThatOfItsMinutes() throws {
    let quarters = typed("").bars
    let hours = typed("i").bars
    #expect(quarters.unit == .quarterOfAnHour && hours.unit == .hour)
    for hour in hours.buckets.dropFirst().dropLast() {
      let time = hour.slots.lowerBound.start..<(hour.slots.upperBound + 1).start
      let parts = quarters.buckets.filter { time.contains($0.slots.lowerBound.start) }
      let sum = parts.reduce(0) { $0 + ($1.amounts.total(.short) ?? 0) }
      #expect(parts.count == 4 && abs(sum - (hour.amounts.total(.short) ?? 1)) < 1)
    }
  }

  @Test func enterOpensADayAsHoursAndAnHourAsMinutes() {
    var state = LiveSamples.state(range: .days(7))
    state.type(.left, .enter)
    let yesterday = Samples.today - 1
    #expect(state.slots == Step.minute.slots(of: yesterday...yesterday))
    #expect(state.range.span.name == "24H")
    type("i", in: &state)
    state.type(.enter)
    #expect(state.slots.count == 60 && state.bars.unit == .minute)
    #expect(state.slots.upperBound == Slot(.minute, lastOf: yesterday))
    state.type(.enter)
    #expect(state.reply == "There are no bars shorter than a minute.")
  }

  @Test func ofADayBeforeTheFeedsThereAreNoHours() {
    var state = LiveSamples.state(range: .days(30))
    state.type(.home, .enter)
    #expect(state.reply == "Nothing is known of the hours of that day.")
    #expect(state.data.grain == .days)
  }

  @Test func zoomingLeadsFromDaysToMinutesAndBack() {
    var state = typed("+++", range: .days(7))
    #expect(state.range.span == .last(12, .hour))
    type("+++++", in: &state)
    #expect(state.range.span == .last(30, .minute))
    #expect(state.reply == "It can't zoom in further.")
    type("-------", in: &state)
    #expect(state.range.span == .days(7) && state.data.grain == .days)
  }

  @Test(arguments: [("1h", "1H"), ("24H", "24H"), ("6h", "6H")])
  func hoursCanBeTyped(text: String, name: String) {
    var state = typed("/\(text)", range: .days(90))
    state.type(.enter)
    #expect(state.range.span.name == name && state.overlay == nil)
  }

  @Test func aDateThatIsTypedLeadsToItsHoursOrToDays() {
    var state = typed("/\(Samples.today - 1)")
    state.type(.enter)
    #expect(state.slots == Step.minute.slots(of: (Samples.today - 1)...(Samples.today - 1)))
    type("/\(Samples.today - 40)", in: &state)
    state.type(.enter)
    #expect(state.cursor == Slot(Samples.today - 40) && state.data.grain == .days)
  }

  @Test func aRangeOfThePastWithoutHoursBecomesTheNewest() {
    var state = typed("/\(Samples.today - 60)..\(Samples.today - 50)", range: .days(90))
    state.type(.enter)
    type("{", in: &state)
    #expect(state.slots.upperBound == now && state.range.end == nil)
    #expect(state.reply == "Nothing is known of the hours of that time; these are the newest.")
  }

  @Test func timeGoesOn() {
    var state = typed("", range: .last(1, .hour))
    _ = reduce(&state, .tick(LiveSamples.now + .seconds(60)))
    #expect(state.slots.upperBound == now + 1 && state.cursor == nil)
    // The cursor stays on its minute.
    state.type(.left, .left)
    _ = reduce(&state, .tick(LiveSamples.now + .seconds(120)))
    #expect(state.cursor == now - 1)
  }

  // MARK: What isn't covered

  @Test func whatNobodyHeardIsMissingAndNotZero() {
    var state = typed("/\(Samples.today - 2)")
    state.type(.enter)
    let bars = state.bars
    let outage = Slot(.minute, at: LiveSamples.outage.lowerBound)
    #expect(bars.unit == .fiveMinutes)
    for offset in [0, 15, 39] {
      let bar = bars.index(of: outage + offset)
      #expect(bars.marks[bar] == .missing && bars.buckets[bar].amounts.isMissing(.all))
    }
    for offset in [-6, 40] { #expect(bars.marks[bars.index(of: outage + offset)] == .none) }
    state.show(barsOf: .hour)
    let hour = state.bars.index(of: outage.last(on: .hour))
    #expect(state.bars.marks[hour] == .incomplete)
    #expect(state.bars.buckets[hour].amounts.net() == nil)
  }

  @Test func aBarThatOneLacksIsMarkedAndSaysHowLong() throws {
    var state = typed("/\(Samples.today - 1)")
    state.type(.enter)
    type("i", in: &state)
    let hour = Slot(.hour, at: LiveSamples.bybitGap.lowerBound)
    for _ in 0..<20 { state.type(.left) }
    #expect(state.cursor == hour)
    #expect(state.bars.marks[state.cursorBar] == .incomplete)
    let text = render(state).frame.text
    #expect(text.contains("Bybit 17 of 60 min"))
    let figures = try #require(DayFigures(state))
    #expect(figures.net == nil && figures.bucket.amounts.isFloor(.long))
    // Of another exchange alone nothing is lacking.
    type("1", in: &state)
    #expect(state.bars.marks[state.cursorBar] == .none)
    #expect(render(state).frame.text.contains("wholly covered"))
    type("2", in: &state)
    #expect(render(state).frame.text.contains("covered 17 of 60 min"))
  }

  /// What is told an hour late is lacking, and no gap.
  @Test func whoTellsLateSaysUpToWhen() throws {
    var state = typed("", range: .last(1, .hour))
    state.type(.left)
    #expect(state.bars.marks[state.cursorBar] == .none)
    let text = render(state).frame.text
    #expect(text.contains("Deribit to 13:36") && text.contains("≥"))
    #expect(DayFigures(state)?.net == nil)
    type("D", in: &state)
    #expect(!render(state).frame.text.contains("≥") && DayFigures(state)?.net != nil)
  }

  @Test func whereNoBarHasANetItSaysWhy() {
    for keys in ["v", "vv"] {
      var state = typed(keys, range: .last(1, .hour))
      let words = "without Deribit, which has told up to 13:36;"
      #expect(render(state).frame.text.contains(words))
      type("D", in: &state)
      #expect(!render(state).frame.text.contains(words))
    }
  }

  /// In a low pane the reason is higher than what is above zero.
  @Test func theReasonHasItsRowsForItself() {
    var state = LiveSamples.state(columns: 40, rows: 10, range: .last(1, .hour))
    type("v", in: &state)
    let lines = render(state).frame.text.split(separator: "\n")
    let reason = lines.filter { line in
      ["No net", "has told", "leaves it", "out."].contains { line.contains($0) }
    }
    #expect(reason.count > 1 && reason.joined().contains("out."))
    for line in reason { #expect(!line.contains { "×─▔▁÷".contains($0) }, "\(line)") }
  }

  /// A feed that died isn't late: its bars have gaps.
  @Test func whoIsNotHeardHasGaps() {
    let dead = LiveSamples.snapshot([LiveSamples.feeds[5]: FeedStanding(.unreachable)])
    let state = LiveSamples.state(live: dead, range: .last(1, .hour))
    #expect(state.bars.marks.dropFirst().dropLast().allSatisfy { $0 == .incomplete })
    #expect(!render(state).frame.text.contains("Deribit to"))
  }

  // MARK: Days

  private static let lacking = Samples.snapshot(
    Samples.series(400) { _, day, value in day == Samples.today - 1 ? nil : value })

  @Test func aDayThatTheAPILacksIsAFloor() throws {
    var state = LiveSamples.state(Self.lacking, range: .days(7))
    state.type(.left)
    #expect(state.bars.marks[state.cursorBar] == .floor)
    let figures = try #require(DayFigures(state))
    let amounts = figures.bucket.amounts
    #expect(amounts.isFloor(.long) && amounts.isFloor(.short) && figures.net == nil)
    #expect((amounts.total(.long) ?? 0) > 0)
    let text = render(state).frame.text
    #expect(text.contains("live, 99 % covered") && text.contains("≥"))
  }

  /// Two sources are never added.
  @Test func noSumOfTheAPIHoldsAFloor() {
    let with = LiveSamples.state(Self.lacking, range: .days(7))
    let without = Samples.state(Self.lacking, range: .days(7))
    #expect(with.summary == without.summary)
    #expect(with.data.history == without.data.history)
    var (weeks, bare) = (with, without)
    weeks.show(barsOf: .week)
    bare.show(barsOf: .week)
    #expect(weeks.bars.buckets == bare.bars.buckets)
  }

  @Test func todayHasItsFloorBesideTheAPIsValue() {
    let state = LiveSamples.state(range: .days(7))
    let text = render(state).frame.text
    #expect(text.contains("live since 00:00"))
    #expect(
      state.bars.buckets.last?.amounts == Samples.state(range: .days(7)).bars.buckets.last?.amounts)
    var yesterday = state
    yesterday.type(.left)
    #expect(!render(yesterday).frame.text.contains("live since"))
  }

  // MARK: Without a token

  @Test func withoutATokenItStartsWithTheLastDay() {
    var state = LiveSamples.state(Snapshot(), range: .days(90), source: .feeds)
    #expect(state.range.span == .last(24, .hour))
    #expect(render(state).frame.text.contains("Live only. A token"))
    #expect(state.type(.character("r")).allSatisfy { $0 != .refresh })
    #expect(state.reply == "There is nothing to refresh: the exchanges report by themselves.")
    type("]", in: &state)
    #expect(state.bars.marks == [.floor, .floor, .partial])
    #expect(state.bars.buckets.allSatisfy { $0.amounts.isFloor(.long) })
  }

  @Test func withoutATokenTheHelpSpeaksOfNoFetching() {
    var (bare, with) = (LiveSamples.state(Snapshot(), source: .feeds), LiveSamples.state())
    type("?", in: &bare)
    type("?", in: &with)
    #expect(
      !render(bare).frame.text.contains("fresh ·") && !render(bare).frame.text.contains("0/8"))
    #expect(render(with).frame.text.contains("8/8 fresh"))
  }

  @Test func beforeAnythingIsHeardItSaysSo() {
    var state = Samples.state(Snapshot(), range: .days(90), source: .feeds)
    #expect(render(state).frame.text.contains("Connecting to the exchanges…"))
    var live = LiveSnapshot(feeds: LiveSamples.feeds)
    live.standings[LiveSamples.feeds[2]] = FeedStanding(
      .blocked, reason: "Bybit refuses this country (HTTP 403).")
    _ = reduce(&state, .live(live, now: LiveSamples.now))
    #expect(render(state).frame.text.contains("Bybit refuses this country (HTTP 403)."))
  }

  // MARK: The header

  @Test(
    arguments: [
      ([:], "BTC 90,007 −1.1 %   live 4/4 "),
      ([2: .blocked, 3: .blocked], "live 3/4: Bybit blocked "),
      ([1: .silent], "live 3/4: Binance COIN-M silent "),
      (
        [2: .blocked, 3: .refused, 4: .maintenance],
        "live 2/4: Bybit linear blocked, Bybit inverse refused, OKX maintenance "
      ),
    ] as [([Int: FeedStanding.State], String)])
  func theHeaderNamesWhoIsNotLive(states: [Int: FeedStanding.State], words: String) {
    var standings: [FeedKey: FeedStanding] = [:]
    for (place, state) in states { standings[LiveSamples.feeds[place]] = FeedStanding(state) }
    let state = LiveSamples.state(live: LiveSamples.snapshot(standings))
    let header = render(state).frame.text.split(separator: "\n")[0]
    #expect(header.contains(words), "\(header)")
  }

  @Test func anOldPriceSaysWhenItWas() {
    var state = LiveSamples.state()
    _ = reduce(&state, .tick(LiveSamples.now + .seconds(121)))
    #expect(render(state).frame.text.contains("BTC 90,007 at 14:36"))
  }

  @Test func theHelpSaysWhyAFeedIsNotLive() {
    let reason = "Bybit refuses this country (HTTP 403)."
    var state = LiveSamples.state(
      live: LiveSamples.snapshot([
        LiveSamples.feeds[2]: FeedStanding(.blocked, reason: reason, odd: 2)
      ]))
    type("?", in: &state)
    let text = render(state).frame.text
    #expect(
      text.contains("blocked") && text.contains("Bybit linear: \(reason) 2 rows not"))
    #expect(text.contains("Deribit reports late; what it has told ends at 13:36"))
  }

  // MARK: Whatever is typed

  @Test(arguments: 0..<16) func anySequenceOfEventsKeepsTheStateValid(seed: Int) {
    var random = SplitMix(UInt64(seed) + 77)
    let ranges: [Span] = [.last(1, .hour), .last(24, .hour), .days(7), .all]
    var state = LiveSamples.state(
      seed % 5 == 4 ? Snapshot() : Samples.snapshot(Samples.series(400)), range: ranges[seed % 4],
      source: seed % 5 == 4 ? .feeds : .demo)
    var last: Rendering?
    let keys = Array("hl<>[]+-nNjkivVsfgG{}axB1D0\r".unicodeScalars)
    for step in 0..<80 {
      let scalar = keys[random.next(below: keys.count)]
      state.type(scalar == "\r" ? .enter : .character(scalar))
      if step % 20 == 19 {
        _ = reduce(&state, .tick(LiveSamples.now + .seconds(60 * step)))
      }
      #expect(state.slots.lowerBound.step == state.running.step)
      if let cursor = state.cursor { #expect(state.slots.contains(cursor)) }
      #expect(state.bars.buckets.first?.slots.contains(state.slots.lowerBound) == true)
      #expect(state.bars.buckets.last?.slots.contains(state.slots.upperBound) == true)
      let next = render(state, after: last)
      #expect(next == render(state))
      last = next
    }
  }
}
