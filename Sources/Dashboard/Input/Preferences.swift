import Canvas
public import Liquidations

/// How the user looks at the data: what is there again at the next start.
public struct Preferences: Encodable, Hashable, Sendable {
  /// The name of the range's span, such as `90D`.
  public var range: String?
  /// The slugs of the exchanges that are shown.
  public var exchanges: [String]?
  public var view: String?
  public var scale: String?
  public var interval: String?
  public var theme: String?
  public var isFlipped: Bool?
  public var hasTrend: Bool?

  /// Nothing preferred: the defaults.
  public init() {}
}

extension DashboardState {
  /// How the user looks at the data now. A range of the past is remembered by its length.
  public var preferences: Preferences {
    var preferences = Preferences()
    preferences.range = range.span.name
    preferences.exchanges = exchanges.exchanges.map(\.slug)
    preferences.view = view.slug
    preferences.scale = scale.name
    preferences.interval = interval.slug
    preferences.theme = theme.name
    preferences.isFlipped = isFlipped
    preferences.hasTrend = hasTrend
    return preferences
  }

  /// Looks at the data as preferred; what isn't said, or isn't known, stays as it is.
  public mutating func prefer(_ preferences: Preferences) {
    if let span = preferences.range.flatMap(Span.init(name:)) { range = DateRange(span) }
    if let slugs = preferences.exchanges {
      let chosen = ExchangeSet(
        Exchange.allCases.filter { slugs.contains($0.slug) }.map(ExchangeSet.init))
      if !chosen.isEmpty { exchanges = chosen }
    }
    view = preferences.view.flatMap(ChartView.init(slug:)) ?? view
    scale = ScaleKind.allCases.first { $0.name == preferences.scale } ?? scale
    interval = BarInterval.allCases.first { $0.slug == preferences.interval } ?? interval
    isFlipped = preferences.isFlipped ?? isFlipped
    hasTrend = preferences.hasTrend ?? hasTrend
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

extension ChartView {
  /// The word for it in options and files.
  var slug: String { word }

  init?(slug: String) {
    guard let view = ChartView.allCases.first(where: { $0.slug == slug.lowercased() }) else {
      return nil
    }
    self = view
  }
}

extension BarInterval {
  /// The word for it in options and files.
  var slug: String {
    switch self {
    case .fit: "fit"
    case .day: "day"
    case .week: "week"
    case .month: "month"
    }
  }
}

extension Preferences {
  /// The words that `view` may be.
  public static var views: [String] { ChartView.allCases.map(\.slug) }
}
