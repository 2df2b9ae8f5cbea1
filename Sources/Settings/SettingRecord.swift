/// One of the entries of a list of which each has names and values, and where it stands.
public struct SettingRecord: Hashable, Sendable {
  /// A name of it with its value.
  public struct Field: Hashable, Sendable {
    public let name: String
    /// Counted from 1.
    public let line: Int
    /// One text, or those of a list.
    public let texts: [String]
    public let isList: Bool
  }

  /// Counted from 1.
  public let line: Int
  /// Each name once, in the order of the file.
  public let fields: [Field]

  /// The field of a name; nil if there is none.
  public subscript(name: String) -> Field? { fields.first { $0.name == name } }
}

extension SettingRecord {
  /// - Throws: `YAMLError` for what isn't names, each with a text or a list of texts.
  init(_ node: YAMLNode, of key: SettingKey) throws(YAMLError) {
    guard case .mapping(let pairs) = node.content else {
      throw YAMLError(
        line: node.line, reason: "each entry of \(key.name) must be a list of names and values")
    }
    line = node.line
    var fields: [Field] = []
    for pair in pairs {
      guard let texts = pair.value.texts else {
        throw YAMLError(
          line: pair.value.line,
          reason: "\(pair.key.prefix(40)) must be a text or a list of texts")
      }
      fields.append(
        Field(name: pair.key, line: pair.line, texts: texts, isList: pair.value.isList))
    }
    self.fields = fields
  }
}
