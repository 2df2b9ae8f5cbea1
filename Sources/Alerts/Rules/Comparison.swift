/// How a value is compared with its limit.
public enum Comparison: String, CaseIterable, Hashable, Sendable {
  case above = ">"
  case atLeast = ">="
  case below = "<"
  case atMost = "<="

  /// Whether more of the value makes it hold.
  public var isUpward: Bool { self == .above || self == .atLeast }

  func holds(_ value: Double, _ limit: Double) -> Bool {
    switch self {
    case .above: value > limit
    case .atLeast: value >= limit
    case .below: value < limit
    case .atMost: value <= limit
    }
  }
}
