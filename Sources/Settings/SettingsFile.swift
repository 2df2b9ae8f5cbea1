/// What a configuration file says, and on which lines.
public struct SettingsFile: Sendable {
  /// A value that the file holds.
  struct Value: Hashable, Sendable {
    let texts: [String]
    let line: Int
  }

  public let path: String
  /// By key; what a mapping holds is under both names, such as `keys.quit`.
  let values: [String: Value]
  /// The entries of lists of entries, by key.
  private let records: [String: [SettingRecord]]

  /// Reads the text of a file.
  ///
  /// - Parameters:
  ///   - path: names the file in errors.
  ///   - keys: those that the file may have.
  /// - Throws: `SettingsError` for what is wrong, each with its line.
  public init(path: String, bytes: [UInt8], keys: [SettingKey]) throws(SettingsError) {
    self.path = path
    var faults: [YAMLError] = []
    do {
      let root = try YAMLNode.parse(bytes)
      values = try Self.values(root, keys, &faults)
      records = Self.records(root, keys, &faults)
    } catch {
      faults = [error]
      values = [:]
      records = [:]
    }
    faults.sort { $0.line < $1.line }
    guard let first = faults.first else { return }
    throw SettingsError("\(path), \(first)", others: faults.dropFirst().map { "\(path), \($0)" })
  }

  /// Whether the file says something of the key.
  public func has(_ key: SettingKey) -> Bool {
    values[key.name] != nil || records[key.name] != nil
  }

  /// What stands behind a key that has a text or a list of them; nil if nothing does.
  public func texts(of key: SettingKey) -> [String]? { values[key.name]?.texts }

  /// The entries under a key, in their order.
  public func records(under key: SettingKey) -> [SettingRecord] { records[key.name] ?? [] }

  /// The names under a mapping, with the lines on which they stand, in alphabetical order.
  public func names(under key: SettingKey) -> [(name: String, line: Int, texts: [String])] {
    // By bytes: a name that begins with a combining mark makes one character with the dot.
    let prefix = "\(key.name).".utf8
    return values.filter { $0.key.utf8.starts(with: prefix) }.sorted { $0.key < $1.key }.map {
      let name = String(decoding: $0.key.utf8.dropFirst(prefix.count), as: UTF8.self)
      return (name, $0.value.line, $0.value.texts)
    }
  }

  private static func values(
    _ root: YAMLNode?, _ keys: [SettingKey], _ faults: inout [YAMLError]
  ) throws(YAMLError) -> [String: Value] {
    guard let root, root.content != .text("") else { return [:] }
    guard case .mapping(let pairs) = root.content else {
      throw YAMLError(line: root.line, reason: "a configuration has lines such as \"theme: dark\"")
    }
    var values: [String: Value] = [:]
    for pair in pairs {
      do throws(YAMLError) {
        guard let key = keys.first(where: { $0.name == pair.key }) else {
          throw unknown(pair, keys.map(\.name))
        }
        if key.shape == .records { continue }
        for (name, node) in try parts(key, pair) {
          if let value = try value(of: name, node, key.shape) { values[name] = value }
        }
      } catch {
        faults.append(error)
      }
    }
    return values
  }

  /// Nil for one that is empty.
  private static func value(
    of name: String, _ node: YAMLNode, _ shape: SettingKey.Shape
  ) throws(YAMLError) -> Value? {
    guard let texts = node.texts, shape.mayBeList || !node.isList else {
      throw YAMLError(line: node.line, reason: "\(name) must be \(words(shape))")
    }
    // An empty list under a name of a mapping says that there is none.
    let isUnset = SettingKey.isUnset(texts) && !(shape == .mapping && node.isList)
    return isUnset ? nil : Value(texts: texts, line: node.line)
  }

  private static func records(
    _ root: YAMLNode?, _ keys: [SettingKey], _ faults: inout [YAMLError]
  ) -> [String: [SettingRecord]] {
    guard case .mapping(let pairs) = root?.content else { return [:] }
    var records: [String: [SettingRecord]] = [:]
    for pair in pairs {
      guard let key = keys.first(where: { $0.name == pair.key && $0.shape == .records }) else {
        continue
      }
      let found = Self.records(of: key, pair, &faults)
      if !found.isEmpty { records[key.name] = found }
    }
    return records
  }

  private static func records(
    of key: SettingKey, _ pair: YAMLNode.Pair, _ faults: inout [YAMLError]
  ) -> [SettingRecord] {
    if case .text(let text) = pair.value.content, SettingKey.isUnset([text]) { return [] }
    guard case .list(let nodes) = pair.value.content else {
      let reason =
        "\(key.name) must be a list; begin each of its entries with \"- \" on a line of its own"
      faults.append(YAMLError(line: pair.line, reason: reason))
      return []
    }
    return nodes.compactMap { node in
      do throws(YAMLError) {
        return try SettingRecord(node, of: key)
      } catch {
        faults.append(error)
        return nil
      }
    }
  }

  /// The values behind a key, by their full names.
  private static func parts(
    _ key: SettingKey, _ pair: YAMLNode.Pair
  ) throws(YAMLError) -> [(String, YAMLNode)] {
    guard key.shape == .mapping else { return [(key.name, pair.value)] }
    if case .text(let text) = pair.value.content, SettingKey.isUnset([text]) { return [] }
    guard case .mapping(let inner) = pair.value.content else {
      throw YAMLError(
        line: pair.line, reason: "\(key.name) must be a list of names and values")
    }
    return inner.map { ("\(key.name).\($0.key)", $0.value) }
  }

  private static func words(_ shape: SettingKey.Shape) -> String {
    shape.mayBeList ? "a text or a list of texts" : "one text"
  }

  private static func unknown(_ pair: YAMLNode.Pair, _ names: [String]) -> YAMLError {
    let hint = pair.key.nearest(among: names).map { "; did you mean \($0)?" } ?? "."
    return YAMLError(
      line: pair.line,
      reason:
        "there is no key \(pair.key.prefix(40))\(hint) The keys are \(names.joined(separator: ", "))"
    )
  }
}

extension SettingKey.Shape {
  fileprivate var mayBeList: Bool {
    switch self {
    case .text, .flag: false
    case .list, .mapping, .records: true
    }
  }
}
