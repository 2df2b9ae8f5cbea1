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
    #expect(next.view == .net && next.exchanges == state.exchanges && next.days == state.days)
    #expect(render(next).cells.count == 120 * 40)
  }

  @Test func whatIsNotKnownStaysAsItIs() {
    var preferences = Preferences()
    preferences.range = "soon"
    preferences.exchanges = ["mtgox"]
    preferences.view = "pie"
    preferences.scale = "odd"
    var state = Samples.state()
    let before = state
    state.prefer(preferences)
    #expect(state == before)
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
