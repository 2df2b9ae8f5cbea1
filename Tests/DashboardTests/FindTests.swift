import Canvas
import Liquidations
import Testing

@testable import Dashboard

/// The keys that lead to a bar, and back.
@Suite struct FindTests {
  private func largest(_ state: DashboardState) -> [Slot] {
    state.bars.largest(of: state.exchanges, except: state.running)
  }

  @Test func xGoesFromTheLargestBarToTheNextLargestAndRoundAgain() {
    var state = Samples.state(range: .days(30))
    let order = largest(state)
    #expect(order.count == 29, "today isn't over")
    for place in [0, 1, 2] {
      state.type(.character("x"))
      #expect(state.cursor == order[place])
    }
    #expect(state.reply?.hasPrefix("Number 3 of 29 bars of the range: ") == true)
    for _ in 3..<29 { state.type(.character("x")) }
    state.type(.character("x"))
    #expect(state.cursor == order[0])
  }

  @Test func anotherKeyBeginsTheLargestAnew() {
    var state = Samples.state(range: .days(365))
    state.type(.character("x"), .left, .character("x"))
    let amounts = state.bars.buckets[state.cursorBar].amounts
    let most = state.bars.buckets.compactMap { $0.amounts.known() }.max()
    #expect(amounts.known() == most)
    #expect(state.reply?.hasPrefix("The largest of ") == true)
  }

  @Test func xIsOfTheExchangesThatAreShown() throws {
    var state = Samples.state(range: .days(365))
    state.type(.character("3"), .character("x"))
    let okx = ExchangeSet(.okx)
    let most = state.bars.buckets.filter { !$0.slots.contains(state.running) }
      .compactMap { $0.amounts.known(of: okx) }.max()
    #expect(state.bars.buckets[state.cursorBar].amounts.known(of: okx) == most)
  }

  /// It is of the range, whose sums would be others if it moved.
  @Test(arguments: [Span.days(30), .yearToDate, .days(365), .all])
  func xLeavesTheRangeAsItIs(range: Span) {
    var state = Samples.state(range: range)
    let (before, slots) = (state.range, state.slots)
    for _ in 0..<5 {
      state.type(.character("x"))
      #expect(state.range == before && state.slots == slots)
    }
  }

  /// Where it has both sides of itself to show.
  @Test(arguments: ["n", "N"] as [Unicode.Scalar])
  func whatIsFoundComesToTheMiddle(key: Unicode.Scalar) {
    var state = Samples.state(range: .days(30))
    state.type(.character("<"), .character("<"), .character("<"), .character(key))
    guard let cursor = state.cursor else { return #expect(Bool(false)) }
    let middle = state.slots.lowerBound + (state.slots.count - 1) / 2
    #expect(abs(cursor - middle) <= 1 || state.slots.upperBound == state.history.upperBound)
    #expect(state.slots.count == 30)
  }

  @Test func enterShowsAWeekDayByDayAndMinusLeadsBack() throws {
    var state = Samples.state(range: .days(365))
    state.show(barsOf: .week)
    for _ in 0..<5 { state.type(.left) }
    let (before, week) = (state.zoomPlace, state.bars.buckets[state.cursorBar].slots)
    try #require(week.count == 7)
    state.type(.enter)
    #expect(state.slots == week && state.bars.areSlots)
    state.type(.character("-"))
    #expect(state.zoomPlace == before)
  }

  @Test func enterOnADaySaysThatThereIsNothingShorter() {
    var state = Samples.state(range: .days(30))
    state.type(.left, .enter)
    #expect(state.reply == "There are no bars shorter than a day.")
    #expect(state.range == DateRange(.days(30)))
  }

  @Test func enterLeadsFromTheTableToTheChart() {
    var state = Samples.state(range: .days(90))
    state.type(.character("V"))
    for _ in 0..<60 { state.type(.down) }
    let day = state.cursor
    state.type(.enter)
    #expect(state.appearance.view == .stacked && state.cursor == day && day != nil)
    let middle = state.slots.lowerBound + (state.slots.count - 1) / 2
    #expect(day.map { abs($0 - middle) <= 1 } == true)
  }

  /// Where the range's days don't fit, as many are shown as do.
  @Test func enterLeadsFromADayOfALongTableToThatDay() {
    var state = Samples.state(range: .all)
    state.type(.character("V"), .character("s"), .enter)
    #expect(state.bars.areSlots && state.appearance.view == .stacked)
    #expect(state.bars.buckets[state.cursorBar].slots == state.cursor.map { $0...$0 })
    #expect(state.bars.buckets.count >= 30)
  }

  @Test func theWayBackOfAZoomLeadsToWhereItCameFrom() {
    for range in Span.presets {
      for presses in [1, 2, 3] {
        for (there, back) in [("+", "-"), ("-", "+")] as [(Unicode.Scalar, Unicode.Scalar)] {
          var state = Samples.state(range: range)
          for _ in 0..<7 { state.type(.left) }
          var foci: [Focus] = []
          for _ in 0..<presses {
            let before = state.focus
            state.type(.character(there))
            if state.focus != before { foci.append(before) }
          }
          for focus in foci.reversed() {
            state.type(.character(back))
            #expect(state.focus == focus, "\(range) \(there)")
          }
        }
      }
    }
  }

  @Test func zoomGoesByTheRangesAndTheirHalves() {
    var state = Samples.state(range: .days(7))
    var counts = [state.slots.count]
    while counts.count < 20 {
      state.type(.character("-"))
      guard state.slots.count != counts.last else { break }
      counts.append(state.slots.count)
    }
    #expect(counts == [7, 15, 30, 45, 90, 180, 200, 365, 400].filter { $0 <= state.history.count })
    #expect(state.range == DateRange(.all) && state.reply == "That is all there is.")
  }
}

/// Bars are drawn anew only when something of them has changed.
@Suite struct KeptBarsTests {
  private static let keys: [Key] = "vVifas[]{}<>+-xnNhlgG01234BYOD\tt".unicodeScalars.map {
    $0 == "\t" ? .tab : .character($0)
  }

  /// A picture that takes over from the one before is the same as one drawn from nothing.
  @Test func aPictureIsTheSameWhateverCameBefore() {
    var (state, last) = (Samples.state(), Rendering?.none)
    var number = 17
    for step in 0..<400 {
      number = (number * 75 + 74) % 65_537
      if step % 40 == 39 {
        state.receive(Samples.snapshot(Samples.series(200 + number % 200)), now: Samples.now)
      }
      state.type(Self.keys[number % Self.keys.count])
      let next = render(state, after: last)
      #expect(next == render(state), "step \(step)")
      last = next
    }
  }

  @Test func theCursorLeavesTheBarsAsTheyAre() {
    var state = Samples.state()
    let first = render(state)
    state.type(.left)
    let second = render(state, after: first)
    #expect(first.chartsDrawn == 1 && second.chartsDrawn == 0 && second.frame != first.frame)
    state.type(.character("f"))
    #expect(render(state, after: second).chartsDrawn == 1)
  }

  /// The first picture keeps nothing for the next, since it is waited for.
  @Test func onlyWhatTheCursorMovesIsDrawnAgain() {
    var state = Samples.state()
    var pictures = [render(state)]
    for key in [Key.left, .left, .right, .character("f"), .left] {
      state.type(key)
      pictures.append(render(state, after: pictures.last))
    }
    #expect(pictures.map(\.tookStillOver) == [false, false, true, true, false, false])
    state.type(.left)
    #expect(render(state, after: pictures.last).tookStillOver)
    state.type(.character("a"))
    state.type(.left)
    #expect(!render(state, after: pictures.last).tookStillOver, "the average lies over the cursor")
  }
}
