extension YAMLNode {
  /// The only document of a YAML text; nil if there is nothing in it but comments.
  ///
  /// - Throws: `YAMLError` for what isn't YAML, and for what a configuration has no use for: a
  ///   second document, anchors and aliases, a key given twice, deep nesting.
  public static func parse(_ bytes: [UInt8]) throws(YAMLError) -> YAMLNode? {
    let builder = YAMLBuilder(YAMLEvents(bytes))
    return try builder.document()
  }
}

/// Makes nodes of events.
private struct YAMLBuilder {
  private static let deepest = 5
  private let events: YAMLEvents

  init(_ events: YAMLEvents) {
    self.events = events
  }

  func document() throws(YAMLError) -> YAMLNode? {
    var root: YAMLNode?
    while true {
      let event = try events.next()
      switch event.kind {
      case .begin, .finish: continue
      case .end: return root
      default:
        guard root == nil else {
          throw YAMLError(line: event.line, reason: "a second document begins here")
        }
        root = try node(event, depth: 0)
      }
    }
  }

  private func node(_ event: YAMLEvents.Event, depth: Int) throws(YAMLError) -> YAMLNode {
    guard depth < Self.deepest else {
      throw YAMLError(line: event.line, reason: "it is nested too deeply")
    }
    switch event.kind {
    case .text(let text): return YAMLNode(content: .text(text), line: event.line)
    case .list: return YAMLNode(content: .list(try list(depth)), line: event.line)
    case .mapping: return YAMLNode(content: .mapping(try pairs(depth)), line: event.line)
    default:
      throw YAMLError(line: event.line, reason: "anchors and aliases aren't supported")
    }
  }

  private func list(_ depth: Int) throws(YAMLError) -> [YAMLNode] {
    var nodes: [YAMLNode] = []
    while true {
      let event = try events.next()
      if event.kind == .finish { return nodes }
      nodes.append(try node(event, depth: depth + 1))
    }
  }

  private func pairs(_ depth: Int) throws(YAMLError) -> [YAMLNode.Pair] {
    var pairs: [YAMLNode.Pair] = []
    while true {
      let event = try events.next()
      if event.kind == .finish { return pairs }
      guard case .text(let key) = event.kind else {
        throw YAMLError(line: event.line, reason: "a key must be a word")
      }
      guard !pairs.contains(where: { $0.key == key }) else {
        throw YAMLError(
          line: event.line, reason: "the key \(key.prefix(40)) is given twice")
      }
      let value = try node(try events.next(), depth: depth + 1)
      pairs.append(YAMLNode.Pair(key: key, line: event.line, value: value))
    }
  }
}
