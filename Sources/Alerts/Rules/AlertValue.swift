public import Live

/// What a rule compares with a limit: something of a UTC day, or of now.
public enum AlertValue: Hashable, Sendable {
  /// What of a day is meant, in USD.
  public enum DayMeasure: String, CaseIterable, Hashable, Sendable {
    /// Sizes, 0 or more.
    case long, short, total
    /// Longs less shorts, on either side of 0.
    case net
  }

  /// What of a window of the exchanges' own feeds is meant.
  public enum LiveMeasure: String, CaseIterable, Hashable, Sendable {
    /// USD, 0 or more.
    case total, long, short
    /// The largest order in USD.
    case largest
    /// How many orders.
    case count
  }

  case day(DayMeasure)
  case live(StripWindow, LiveMeasure)
  /// For how long an exchange hasn't been heard: of several the longest.
  case gap
  /// How old the oldest of the shown series is.
  case age

  /// Every value there is, in the order in which they are told of.
  static let all: [AlertValue] =
    DayMeasure.allCases.map(AlertValue.day)
    + StripWindow.allCases.flatMap { window in LiveMeasure.allCases.map { .live(window, $0) } }
    + [.gap, .age]

  /// As a rule names it: `long`, `live.1m.total`, `live.gap`.
  public var name: String {
    switch self {
    case .day(let measure): measure.rawValue
    case .live(let window, let measure): "live.\(window.name).\(measure.rawValue)"
    case .gap: "live.gap"
    case .age: "age"
    }
  }

  public var unit: Firing.Unit {
    switch self {
    case .day: .usd
    case .live(_, let measure): measure == .count ? .count : .usd
    case .gap, .age: .seconds
    }
  }

  /// Whether it is of a day, and not of now.
  public var isDaily: Bool { if case .day = self { true } else { false } }

  /// Whether it may be below 0.
  var isSigned: Bool { self == .day(.net) }
}
