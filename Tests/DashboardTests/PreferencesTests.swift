import Canvas
import Liquidations
import PictureSupport
import Testing

@testable import Dashboard

@Suite struct PreferencesTests {
  @Test func whatWasLookedAtIsThereAgain() {
    var state = Samples.state()
    for key in "v]Dsfia".unicodeScalars { state.type(.character(key)) }
    var next = Samples.state()
    next.prefer(state.preferences)
    #expect(next.preferences == state.preferences)
    #expect(
      next.appearance.view == .net && next.exchanges == state.exchanges && next.days == state.days)
    #expect(render(next).frame.cells.count == 120 * 40)
  }

  @Test func thePriceTheUnitAndTheSmallestRowsAreThereAgain() {
    var state = LiveSamples.state(live: LiveSamples.priced(), range: .days(90))
    for key in "aauTss".unicodeScalars { state.type(.character(key)) }
    var next = Samples.state(hasFeeds: true)
    next.prefer(state.preferences)
    _ = reduce(&next, .live(LiveSamples.priced(), now: LiveSamples.now))
    #expect(next.preferences == state.preferences)
    #expect(next.appearance.overlaid == .price && next.data.isInBitcoin)
    #expect(next.appearance.smallest == .fiftyThousand && next.shownView == .tape)
  }

  /// A range of hours without feeds: what is shown instead is said.
  @Test func aRangeOfFeedsThatAreOffSaysWhatIsShown() {
    var preferences = Preferences()
    preferences.range = DateRange(.last(24, .hour))
    var state = Samples.state()
    state.prefer(preferences)
    #expect(state.range.span == .days(90))
    #expect(state.reply == "24H needs the exchanges' feeds, which are off; this is 90D.")
    #expect(render(state).frame.text.contains("24H needs the exchanges' feeds"))
    state = Samples.state(hasFeeds: true)
    state.prefer(preferences)
    #expect(state.reply == nil && state.range.span == .last(24, .hour))
  }

  private func remembered(_ texts: [String: [String]]) -> Preferences {
    Preferences { texts[$0] }
  }

  @Test func whatIsNotKnownStaysAsItIs() {
    let preferences = remembered([
      "range": ["soon"], "exchanges": ["mtgox"], "view": ["pie"], "scale": ["3"],
      "isFlipped": ["perhaps"], "colour": ["red"], "interval": ["day", "week"], "hasTrend": [],
      "hasPrice": ["1"], "isInBitcoin": ["maybe"], "smallest": ["7"],
    ])
    #expect(preferences == Preferences())
    var state = Samples.state()
    let before = state
    state.prefer(preferences)
    #expect(state == before)
  }

  @Test func whatWasRememberedIsRead() {
    let texts = [
      "exchanges": ["bybit", "okx"], "hasTrend": ["true"], "interval": ["week"],
      "isFlipped": ["false"], "range": ["45D"], "scale": ["log"], "theme": ["dark"],
      "view": ["exchanges"], "hasPrice": ["true"], "isInBitcoin": ["false"], "smallest": ["50000"],
    ]
    let preferences = remembered(texts)
    #expect(preferences.range == DateRange(.days(45)) && preferences.view == .exchanges)
    #expect(preferences.exchanges == [ExchangeSet(.bybit), ExchangeSet(.okx)])
    #expect(preferences.scale == .logarithmic && preferences.interval == .week)
    #expect(preferences.hasTrend == true && preferences.isFlipped == false)
    #expect(preferences.theme == "dark")
    #expect(preferences.hasPrice == true && preferences.isInBitcoin == false)
    #expect(preferences.smallest == 50_000)
    #expect(Dictionary(uniqueKeysWithValues: preferences.texts.map { ($0, $1) }) == texts)
  }

  @Test(
    arguments: [
      ("7d", .days(7)), ("1Y", .days(365)), ("ytd", .yearToDate), ("ALL", .all), ("45D", .days(45)),
    ] as [(String, Span)])
  func namesOfRangesAreUnderstood(name: String, span: Span) {
    #expect(Span(name: name) == span)
  }

  @Test(arguments: ["", "d", "0d", "-3d", "99999d", "7", "week"]) func otherNamesAreNot(
    name: String
  ) {
    #expect(Span(name: name) == nil)
  }
}
