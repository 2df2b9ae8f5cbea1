import Canvas
public import Liquidations

/// How the user looks at the data: what is there again at the next start. Nil is the default.
public struct Preferences: Hashable, Sendable {
  /// Written by its length alone.
  public var range: DateRange?
  public var exchanges: ExchangeSet?
  public var view: ChartView?
  public var scale: ScaleKind?
  public var interval: BarInterval?
  /// The theme by its name: it may be a file, and gone by then.
  public var theme: String?
  public var isFlipped: Bool?
  public var hasTrend: Bool?

  /// Nothing preferred.
  public init() {}
}

extension Preferences: Codable {
  /// The names by which they are written and read.
  private enum Name: String, CodingKey {
    case range, exchanges, view, scale, interval, theme, isFlipped, hasTrend
  }

  /// Reads what it can; what is missing, or of a kind or a name that isn't known, is not preferred.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Name.self)
    func value<Value: Decodable>(_ name: Name) -> Value? {
      try? values.decode(Value.self, forKey: name)
    }
    range = value(.range).flatMap(Span.init(name:)).map { DateRange($0) }
    exchanges = value(.exchanges).flatMap(ExchangeSet.init(slugs:))
    view = value(.view)
    scale = value(.scale)
    interval = value(.interval)
    theme = value(.theme)
    isFlipped = value(.isFlipped)
    hasTrend = value(.hasTrend)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Name.self)
    try values.encodeIfPresent(range?.span.name, forKey: .range)
    try values.encodeIfPresent(exchanges?.exchanges.map(\.slug), forKey: .exchanges)
    try values.encodeIfPresent(view, forKey: .view)
    try values.encodeIfPresent(scale, forKey: .scale)
    try values.encodeIfPresent(interval, forKey: .interval)
    try values.encodeIfPresent(theme, forKey: .theme)
    try values.encodeIfPresent(isFlipped, forKey: .isFlipped)
    try values.encodeIfPresent(hasTrend, forKey: .hasTrend)
  }
}

extension DashboardState {
  /// How the user looks at the data now. A range of the past is remembered by its length.
  public var preferences: Preferences {
    var preferences = Preferences()
    preferences.range = DateRange(range.span)
    preferences.exchanges = exchanges
    preferences.view = appearance.view
    preferences.scale = appearance.scale
    preferences.interval = appearance.interval
    preferences.theme = appearance.theme.name
    preferences.isFlipped = appearance.isFlipped
    preferences.hasTrend = appearance.hasTrend
    return preferences
  }

  /// Looks at the data as preferred; what isn't said stays as it is, and so does the theme.
  public mutating func prefer(_ preferences: Preferences) {
    focus.range = preferences.range ?? range
    focus.exchanges = preferences.exchanges ?? exchanges
    appearance.view = preferences.view ?? appearance.view
    appearance.scale = preferences.scale ?? appearance.scale
    appearance.interval = preferences.interval ?? appearance.interval
    appearance.isFlipped = preferences.isFlipped ?? appearance.isFlipped
    appearance.hasTrend = preferences.hasTrend ?? appearance.hasTrend
    deriveUnusual()
    summarise()
  }
}

extension Span {
  /// The span of a name such as `90D`, `1Y`, `YTD` or `all`, in any case; nil for another name.
  public init?(name: String) {
    let name = name.uppercased()
    if let preset = Span.presets.first(where: { $0.name == name }) {
      self = preset
      return
    }
    guard name.hasSuffix("D"), let count = Int(name.dropLast()), (1...10_000).contains(count) else {
      return nil
    }
    self = .days(count)
  }
}

extension ExchangeSet {
  /// The exchanges of these slugs; nil if there are none of them.
  fileprivate init?(slugs: [String]) {
    self.init(Exchange.allCases.filter { slugs.contains($0.slug) }.map { ExchangeSet($0) })
    if isEmpty { return nil }
  }
}
