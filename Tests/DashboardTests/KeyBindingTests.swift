import Canvas
import Testing

@testable import Dashboard

@Suite struct KeyBindingTests {
  private func bound(_ bindings: KeyMap.Binding...) throws(KeyMapError) -> KeyMap {
    try KeyMap.standard.binding(bindings)
  }

  /// As configuration files have them: another name would cost a user his keys.
  @Test func theActionsHaveTheseNames() {
    #expect(
      KeyMap.standard.groups.flatMap { $0.bindings.map(\.action) } == [
        "next_exchange", "previous_exchange", "all_exchanges", "binance", "bybit", "okx", "deribit",
        "toggle_binance", "toggle_bybit", "toggle_okx", "toggle_deribit", "view", "previous_view",
        "tape", "interval", "scale", "trend", "flip", "unit", "theme", "previous_bar", "next_bar",
        "page_back",
        "page_forward", "first_day", "last_day", "scroll_up", "scroll_down", "shorter_range",
        "longer_range", "shortest_range", "whole_range", "zoom_in", "zoom_out", "go_to_date",
        "largest_bar", "next_unusual", "previous_unusual", "open_bar", "refresh", "pause", "copy",
        "mouse", "redraw", "help", "dismiss", "suspend", "quit",
      ])
  }

  @Test func theStandardKeysBoundByTheirNamesAreTheStandardKeys() throws {
    let bindings = KeyMap.standard.groups.flatMap(\.bindings)
    #expect(try KeyMap.standard.binding(bindings) == .standard)
    #expect(try KeyMap.standard.binding([]) == .standard)
  }

  @Test func aGivenKeyIsTakenFromItsOldAction() throws {
    let map = try bound(("view", ["q", "F2"]))
    #expect(map.action(for: .character("q")) == .picture(.view))
    #expect(map.action(for: .function(2)) == .picture(.view))
    #expect(map.action(for: .character("v")) == nil)
    #expect(map.action(for: .control("c")) == .program(.quit))
  }

  @Test func keysCanBeSwappedAndTakenAway() throws {
    let map = try bound(("next_bar", ["h"]), ("previous_bar", ["l"]), ("copy", []))
    #expect(map.action(for: .character("h")) == .motion(.bar(.forward)))
    #expect(map.action(for: .character("l")) == .motion(.bar(.back)))
    #expect(map.action(for: .left) == nil)
    #expect(map.action(for: .character("y")) == nil)
  }

  @Test(arguments: [
    ("veiw", "v", "there is no action veiw; the actions are next_exchange, previous_exchange, "),
    ("view", "vv", "there is no key vv; a key is one character, C- with a letter, F1 to F12, Tab"),
    ("view", "C-i", "there is no key C-i; "), ("view", "F13", "there is no key F13; "),
    ("view", "", "there is no key ; "), ("view", "C-é", "there is no key C-é; "),
  ])
  func whatThereIsNotIsSaidWithWhatThereIs(action: String, key: String, beginning: String) {
    let error = #expect(throws: KeyMapError.self) { try bound((action, [key])) }
    #expect(error?.action == action)
    #expect(error?.description.hasPrefix(beginning) == true)
  }

  @Test func aKeyForTwoActionsIsRefused() {
    #expect(
      throws: KeyMapError(action: "scale", description: "the key C-x is given to view already")
    ) { try bound(("view", ["C-x"]), ("scale", ["c-X"])) }
  }

  @Test func thereIsAlwaysAKeyToQuitWith() {
    let sentence = "no key is left to quit with; give one to quit"
    #expect(throws: KeyMapError(action: "quit", description: sentence)) {
      try bound(("view", ["v"]), ("quit", []))
    }
    #expect(throws: KeyMapError(action: "view", description: sentence)) {
      try bound(("view", ["q", "Q", "C-c"]))
    }
  }

  @Test func everyKeyIsReadAsItIsWritten() {
    let keys = KeyMap.standard.entries.flatMap { $0.keys.flatMap(\.self) }
    for key in keys { #expect(Key(name: key.name) == key) }
    #expect(Key(name: "space") == .character(" ") && Key(name: "pgdn") == .pageDown)
    #expect(Key(name: "C-\\") == .control("\\") && Key(name: "é") == .character("é"))
  }

  @Test func helpAndHintsShowTheKeysThatCount() throws {
    var state = Samples.state(
      keyMap: try bound(("view", ["F2"]), ("help", ["F9"]), ("dismiss", []), ("copy", [])))
    let hints = render(state).frame.line(39)
    #expect(
      hints.contains("stacked F2 ") && hints.contains("F9 help") && !hints.contains("stacked v"))
    state.type(.function(9))
    let help = render(state).frame
    let text = (0..<40).map(help.line).joined(separator: "\n")
    #expect(text.contains("F9 closes") && text.contains("F2"))
    #expect(text.contains("this help") && !text.contains("copy this bar"))
    state.type(.function(9))
    #expect(state.overlay == nil)
  }
}

extension Frame {
  /// The glyphs of a row.
  fileprivate func line(_ y: Int) -> String {
    String((0..<size.columns).reduce(into: "") { $0.unicodeScalars.append(self[$1, y].glyph) })
  }
}
