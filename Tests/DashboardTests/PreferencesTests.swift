import Canvas
import Liquidations
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

  private func remembered(_ texts: [String: [String]]) -> Preferences {
    Preferences { texts[$0] }
  }

  @Test func whatIsNotKnownStaysAsItIs() {
    let preferences = remembered([
      "range": ["soon"], "exchanges": ["mtgox"], "view": ["pie"], "scale": ["3"],
      "isFlipped": ["perhaps"], "colour": ["red"], "interval": ["day", "week"], "hasTrend": [],
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
      "view": ["exchanges"],
    ]
    let preferences = remembered(texts)
    #expect(preferences.range == DateRange(.days(45)) && preferences.view == .exchanges)
    #expect(preferences.exchanges == [ExchangeSet(.bybit), ExchangeSet(.okx)])
    #expect(preferences.scale == .logarithmic && preferences.interval == .week)
    #expect(preferences.hasTrend == true && preferences.isFlipped == false)
    #expect(preferences.theme == "dark")
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
