import Canvas
import Wording

/// Why keys can't be bound as asked, as a sentence that says what is allowed.
public struct KeyMapError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The action as it was written.
  public let action: String
  public let description: String
}

extension KeyMap {
  /// An action's name and the names of its keys, as the configuration writes them.
  public typealias Binding = (action: String, keys: [String])

  /// All bindings, those that belong together with what they do where feeds are listened to.
  public var groups: [(meaning: String, bindings: [Binding])] {
    entries.map { entry in
      (
        entry.richer?.meaning ?? entry.meaning,
        zip(entry.actions, entry.keys).map { ($0.name, $1.map(\.name)) }
      )
    }
  }

  /// The map with other keys for some actions.
  ///
  /// An action that isn't named keeps its keys, but for those that are given to another.
  ///
  /// - Throws: `KeyMapError` for an action or a key that there isn't, for a key given to two
  ///   actions, and if no key is left to quit with.
  public func binding(_ bindings: [Binding]) throws(KeyMapError) -> KeyMap {
    var given: [Action: [Key]] = [:]
    var takers: [Key: String] = [:]
    for (name, keyNames) in bindings {
      let action = try action(named: name)
      var keys: [Key] = []
      for keyName in keyNames {
        guard let key = Key(name: keyName) else {
          throw KeyMapError(action: name, description: "there is no key \(keyName); \(Key.choice)")
        }
        if let other = takers.updateValue(name, forKey: key) {
          throw KeyMapError(
            action: name, description: "the key \(key.name) is given to \(other) already")
        }
        keys.append(key)
      }
      given[action] = keys
    }
    let map = KeyMap(entries.map { $0.giving(given, taking: Set(takers.keys)) })
    guard map.key(for: .program(.quit)) != nil else {
      let name = bindings.first { $0.keys.isEmpty && $0.action == Action.program(.quit).name }?
        .action
      throw KeyMapError(
        action: name ?? bindings[0].action,
        description: "no key is left to quit with; give one to quit")
    }
    return map
  }

  private func action(named name: String) throws(KeyMapError) -> Action {
    let actions = entries.flatMap(\.actions)
    guard let action = actions.first(where: { $0.name == name }) else {
      let names = actions.map(\.name).joined(by: ", ")
      throw KeyMapError(
        action: name, description: "there is no action \(name); the actions are \(names)")
    }
    return action
  }
}

extension KeyMap.Entry {
  /// The entry with the keys that its actions are given, and without those that others take.
  fileprivate func giving(_ given: [Action: [Key]], taking taken: Set<Key>) -> KeyMap.Entry {
    var entry = self
    entry.keys = zip(actions, keys).map { action, keys in
      given[action] ?? keys.filter { !taken.contains($0) }
    }
    return entry
  }
}
