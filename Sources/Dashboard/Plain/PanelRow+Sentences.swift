import Liquidations

extension [PanelRow] {
  /// The rows as sentences: one for what stands together between blank rows and rules.
  var sentences: [String] {
    var sentences: [String] = []
    var parts: [String] = []
    for row in self {
      switch row.words {
      case .part(let words): parts.append(words)
      case .more(let words): parts.append((parts.popLast().map { "\($0), " } ?? "") + words)
      case .end:
        if let sentence = Self.sentence(parts) { sentences.append(sentence) }
        parts = []
      case .nothing: break
      }
    }
    return sentences + [Self.sentence(parts)].compactMap(\.self)
  }

  private static func sentence(_ parts: [String]) -> String? {
    guard let first = parts.first else { return nil }
    let rest = parts.dropFirst().map { "; \($0)" }.joined()
    return "\(first.prefix(1).uppercased())\(first.dropFirst())\(rest)."
  }
}

extension PanelRow {
  fileprivate enum Words {
    case part(String)
    /// It belongs to the row before.
    case more(String)
    case end
    case nothing
  }

  fileprivate var words: Words {
    switch content {
    case .blank, .rule: return .end
    // The share that it draws stands above it.
    case .gauge: return .nothing
    case .text("", _, let trailing): return trailing.map { .more($0) } ?? .nothing
    case .text(let text, _, let trailing):
      return .part(trailing.map { "\(text), \($0)" } ?? text)
    case .pair("", let value): return value.map { .more($0) } ?? .nothing
    case .pair(let name, let value): return .part("\(name) \(Self.plain(value))")
    case .unknown(_, _, let sentence): return .part(sentence)
    // The names of the columns.
    case .amounts("", "long"?, "short"?, _, _): return .nothing
    case .amounts(let name, let long, let short, let share, _):
      return .part(Self.sides(name, long, short, share))
    case .exchange(let exchange, let long, let short, let share):
      return .part(Self.sides(exchange.name, long, short, share))
    }
  }

  private static func sides(
    _ name: String, _ long: String?, _ short: String?, _ share: String?
  ) -> String {
    // A dash says no more than what is missing beside it.
    let tail = share.flatMap { $0.contains(where: \.isNumber) ? ", \($0)" : nil } ?? ""
    return "\(name) long \(plain(long)), short \(plain(short))\(tail)"
  }

  /// Words between single blanks; what is missing is said.
  private static func plain(_ value: String?) -> String {
    value.map { $0.split(separator: " ").joined(separator: " ") } ?? "missing"
  }
}
