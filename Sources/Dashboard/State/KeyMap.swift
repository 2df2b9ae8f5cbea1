import Canvas
import Liquidations

/// What a key asks for.
enum Action: Hashable, Sendable {
  case nextExchange, previousExchange, allExchanges
  case exchange(Exchange)
  case toggle(Exchange)
  case range(Span)
  case shorterRange, longerRange, shortestRange, wholeRange
  case previousBar, nextBar, firstDay, lastDay, pageBack, pageForward
  case zoomIn, zoomOut, goToDate
  case view, interval, scale, flip, trend, theme
  case mouse
  case nextUnusual, previousUnusual
  case copy
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
