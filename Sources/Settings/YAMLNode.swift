/// A part of a YAML document and the line on which it begins, counted from 1.
///
/// Every scalar is its text: `0`, `no` and `"no"` mean what the setting makes of them. YAML's nothing,
/// `~` or `null` without quotes, is the empty text.
public struct YAMLNode: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    case text(String)
    case list([YAMLNode])
    case mapping([Pair])
  }

  /// A key and its value, in the order of the document.
  public struct Pair: Hashable, Sendable {
    public let key: String
    public let line: Int
    public let value: YAMLNode
  }

  public let content: Content
  public let line: Int

  var isList: Bool {
    if case .list = content { true } else { false }
  }

  /// The texts that it holds: one, or those of a list; nil if it holds anything else.
  public var texts: [String]? {
    switch content {
    case .text(let text): return [text]
    case .list(let nodes):
      let texts = nodes.compactMap { node -> String? in
        guard case .text(let text) = node.content else { return nil }
        return text
      }
      return texts.count == nodes.count ? texts : nil
    case .mapping: return nil
    }
  }
}

/// What is wrong with a YAML document, and on which line, counted from 1.
public struct YAMLError: Error, Hashable, Sendable, CustomStringConvertible {
  public let line: Int
  /// A few plain words, which hold no more of the document than a key.
  public let reason: String

  public var description: String { "line \(line): \(reason)" }
}
