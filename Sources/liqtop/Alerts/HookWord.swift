/// A word of a hook's list: text, and placeholders such as `{title}` in it.
struct HookWord: Equatable, Sendable {
  private enum Part: Equatable, Sendable {
    case text(String)
    case placeholder(String)
  }

  private let parts: [Part]

  /// - Parameter text: as the configuration has it; braces about anything but lower case letters and `_`
  ///   are text.
  init(_ text: String) {
    var parts: [Part] = []
    var rest = text[...]
    while let brace = rest.firstIndex(of: "{") {
      let name = rest[rest.index(after: brace)...].prefix { $0 == "_" || ("a"..."z").contains($0) }
      let isClosed = name.endIndex < rest.endIndex && rest[name.endIndex] == "}"
      if isClosed, !name.isEmpty {
        parts += [.text(String(rest[..<brace])), .placeholder(String(name))]
        rest = rest[name.endIndex...].dropFirst()
      } else {
        parts.append(.text(String(rest[...brace])))
        rest = rest[brace...].dropFirst()
      }
    }
    self.parts = parts + [.text(String(rest))]
  }

  /// The names in braces, in their order.
  var placeholders: [String] {
    parts.compactMap { if case .placeholder(let name) = $0 { name } else { nil } }
  }

  /// The word with the values in the place of their placeholders: still one word, whatever they hold, and
  /// nothing in them is a placeholder again. What has no value stays as it is.
  func filled(_ values: HookValues) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .placeholder(let name): values.plain(name) ?? "{\(name)}"
      }
    }.joined()
  }
}
