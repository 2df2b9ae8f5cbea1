import Canvas
import Wording

/// Which keys ask for what; the help and the hints are made from it.
public struct KeyMap: Equatable, Sendable {
  /// What keys are for: how to look at the data, to move in them, and the data themselves.
  enum Group: String, Sendable {
    case look = "Look"
    case move = "Move"
    case data = "Data"
  }

  /// What some keys are only for, or do more with.
  enum Need: Sendable { case feeds, prices }

  /// Some keys that belong together, and what they do, in the words of the help.
  struct Entry: Equatable, Sendable {
    let group: Group
    let actions: [Action]
    /// For each action, the keys that ask for it.
    var keys: [[Key]]
    let meaning: String
    /// The same where there is something more to do it with.
    let richer: Richer?
    /// What it is only for; nil where it always does something.
    let needs: Need?
    /// The word of the hint line; nil keeps the entry out of it.
    let hint: String?
    /// How many of the actions the hint line names the first key of.
    let hinted: Int

    struct Richer: Equatable, Sendable {
      let need: Need
      let meaning: String
    }

    init(
      _ group: Group, _ meaning: String, withFeeds: String? = nil, withPrices: String? = nil,
      needs: Need? = nil, hint: String? = nil, hinted: Int? = nil,
      _ bindings: [(Action, [Key])]
    ) {
      self.group = group
      self.meaning = meaning
      richer =
        withFeeds.map { Richer(need: .feeds, meaning: $0) }
        ?? withPrices.map { Richer(need: .prices, meaning: $0) }
      self.needs = needs
      self.hint = hint
      self.hinted = hinted ?? bindings.count
      actions = bindings.map(\.0)
      keys = bindings.map(\.1)
    }

    /// The keys as the help shows them: the first one of each action, then the second ones.
    var shownKeys: [Key] {
      (0..<(keys.map(\.count).max() ?? 0)).flatMap { place in
        keys.compactMap { $0.dropFirst(place).first }
      }
    }
  }

  /// A word of the hint line and the keys before it.
  struct Hint: Equatable, Sendable {
    private let unicode: String
    private let ascii: String
    let word: String
    let actions: [Action]
    /// What it is only for.
    let needs: Need?

    /// Nil for an entry that is left out, or that has lost its keys.
    init?(_ entry: Entry) {
      let shown = entry.keys.prefix(entry.hinted).compactMap(\.first)
      guard let hint = entry.hint, !shown.isEmpty else { return nil }
      unicode = shown.map { $0.shownName(isUnicode: true) }.joined(by: " ")
      ascii = shown.map { $0.shownName(isUnicode: false) }.joined(by: " ")
      word = hint
      actions = entry.actions
      needs = entry.needs
    }

    /// The names of the keys.
    func keys(isUnicode: Bool) -> String { isUnicode ? unicode : ascii }
  }

  let entries: [Entry]
  /// What the hint line says, made once.
  let hints: [Hint]
  private let actions: [Key: Action]

  init(_ entries: [Entry]) {
    self.entries = entries
    hints = entries.compactMap(Hint.init)
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

  /// The first key that asks for the action; nil if none does.
  func key(for action: Action) -> Key? {
    entries.lazy.compactMap { entry in
      entry.actions.firstIndex(of: action).flatMap { entry.keys[$0].first }
    }.first
  }
}

extension DashboardState {
  /// Whether there is what some keys are for; always where they need nothing.
  func has(_ need: KeyMap.Need?) -> Bool {
    switch need {
    case .feeds: hasFeeds
    case .prices: hasFeeds || !dayPrices.isEmpty
    case nil: true
    }
  }
}
