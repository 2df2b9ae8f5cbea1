import Canvas
import Liquidations

/// What a key asks for.
enum Action: Hashable, Sendable {
  case nextExchange, previousExchange, allExchanges
  case exchange(Exchange)
  case shorterRange, longerRange, shortestRange, wholeRange
  case previousBar, nextBar, firstDay, lastDay, pageBack, pageForward
  case refresh, pause, help, dismiss, redraw, suspend, quit
  case scrollUp, scrollDown
}

/// Which keys ask for what; the help and the hints are made from it.
struct KeyMap: Equatable, Sendable {
  /// Some keys that belong together, and what they do, in the words of the help.
  struct Entry: Equatable, Sendable {
    let keys: [[Key]]
    let actions: [Action]
    /// The keys as the help writes them.
    let label: String
    let meaning: String
    /// The keys and the word of the hint line; nil keeps the entry out of it.
    let hint: (keys: String, word: String)?

    /// - Parameter keys: for each action, the keys that ask for it.
    init(
      _ label: String, _ meaning: String, hint: (String, String)? = nil,
      _ bindings: [(Action, [Key])]
    ) {
      self.label = label
      self.meaning = meaning
      self.hint = hint
      keys = bindings.map(\.1)
      actions = bindings.map(\.0)
    }

    static func == (left: Entry, right: Entry) -> Bool {
      left.label == right.label && left.actions == right.actions && left.keys == right.keys
    }
  }

  let entries: [Entry]
  private let actions: [Key: Action]

  init(_ entries: [Entry]) {
    self.entries = entries
    var actions: [Key: Action] = [:]
    for entry in entries {
      for (action, keys) in zip(entry.actions, entry.keys) {
        for key in keys { actions[key] = action }
      }
    }
    self.actions = actions
  }

  /// What the key asks for; nil if nothing.
  func action(for key: Key) -> Action? { actions[key] }

  static func == (left: KeyMap, right: KeyMap) -> Bool { left.entries == right.entries }
}

extension KeyMap {
  /// The keys as they are without a configuration.
  static let standard = KeyMap([
    Entry(
      "Tab S-Tab", "next, previous exchange", hint: ("Tab", "exchange"),
      [(.nextExchange, [.tab]), (.previousExchange, [.backTab])]),
    Entry(
      "0  1 2 3 4", "all exchanges, or one alone",
      [(.allExchanges, [.character("0")])]
        + zip(Exchange.allCases, ["1", "2", "3", "4"] as [Unicode.Scalar]).map {
          (.exchange($0), [.character($1)])
        }),
    Entry(
      "[ ]", "shorter, longer range", hint: ("[ ]", "range"),
      [(.shorterRange, [.character("[")]), (.longerRange, [.character("]")])]),
    Entry(
      "{ }", "shortest range, everything",
      [(.shortestRange, [.character("{")]), (.wholeRange, [.character("}")])]),
    Entry(
      "{left} {right} h l", "cursor by a bar", hint: ("{left} {right}", "day"),
      [
        (.previousBar, [.left, .character("h")]), (.nextBar, [.right, .character("l")]),
      ]),
    Entry(
      "< > H L PgUp PgDn", "a page back, forward in time", hint: ("< >", "page"),
      [
        (.pageBack, [.character("<"), .character("H"), .pageUp]),
        (.pageForward, [.character(">"), .character("L"), .pageDown]),
      ]),
    Entry(
      "Home End g G", "first day, last day",
      [(.firstDay, [.home, .character("g")]), (.lastDay, [.end, .character("G")])]),
    Entry(
      "r F5 C-r", "refresh all eight now", hint: ("r", "refresh"),
      [(.refresh, [.character("r"), .function(5), .control("r")])]),
    Entry(
      "p", "pause: the picture stands still", hint: ("p", "pause"), [(.pause, [.character("p")])]),
    Entry("C-l", "draw the screen anew", [(.redraw, [.control("l")])]),
    Entry(
      "? F1", "this help", hint: ("?", "help"), [(.help, [.character("?"), .function(1)])]),
    Entry(
      "{up} {down} j k", "scroll the help",
      [
        (.scrollUp, [.up, .character("k")]), (.scrollDown, [.down, .character("j")]),
      ]),
    Entry("Esc", "close what is open", [(.dismiss, [.escape])]),
    Entry("C-z", "suspend; fg comes back", [(.suspend, [.control("z")])]),
    Entry(
      "q Q C-c", "quit", hint: ("q", "quit"),
      [(.quit, [.character("q"), .character("Q"), .control("c")])]),
  ])
}
