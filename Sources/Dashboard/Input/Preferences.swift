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
  /// Whether the price is laid over the bars.
  public var hasPrice: Bool?
  public var isInBitcoin: Bool?
  /// The smallest rows of the tape, in USD.
  public var smallest: Int?

  /// Nothing preferred.
  public init() {}
}

extension Preferences {
  /// Takes what it can of what was remembered; what is missing, or of a name that isn't known, is not
  /// preferred.
  ///
  /// - Parameter texts: what was remembered by a name, one text or several; nil for nothing.
  public init(remembered texts: (_ name: String) -> [String]?) {
    func text(_ name: String) -> String? {
      texts(name).flatMap { $0.count == 1 ? $0[0] : nil }
    }
    func isOn(_ name: String) -> Bool? { text(name).flatMap(Bool.init) }
    range = text("range").flatMap(Span.init(name:)).map { DateRange($0) }
    exchanges = texts("exchanges").flatMap(ExchangeSet.init(slugs:))
    view = text("view").flatMap(ChartView.init)
    scale = text("scale").flatMap(ScaleKind.init)
    interval = text("interval").flatMap(BarInterval.init)
    theme = text("theme")
    isFlipped = isOn("isFlipped")
    hasTrend = isOn("hasTrend")
    hasPrice = isOn("hasPrice")
    isInBitcoin = isOn("isInBitcoin")
    smallest = text("smallest").flatMap { Int($0) }.flatMap(TapeSize.init)?.rawValue
  }

  /// The same to be remembered: names, each with one text or several.
  public var texts: [(name: String, texts: [String])] {
    let known: [(String, [String]?)] = [
      ("range", range.map { [$0.span.name] }),
      ("exchanges", exchanges.map { $0.exchanges.map(\.slug) }),
      ("view", view.map { [$0.rawValue] }), ("scale", scale.map { [$0.rawValue] }),
      ("interval", interval.map { [$0.rawValue] }), ("theme", theme.map { [$0] }),
      ("isFlipped", isFlipped.map { ["\($0)"] }), ("hasTrend", hasTrend.map { ["\($0)"] }),
      ("hasPrice", hasPrice.map { ["\($0)"] }), ("isInBitcoin", isInBitcoin.map { ["\($0)"] }),
      ("smallest", smallest.map { ["\($0)"] }),
    ]
    return known.compactMap { name, texts in texts.map { (name, $0) } }
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
    preferences.hasPrice = appearance.overlaid == .price
    preferences.isInBitcoin = appearance.isInBitcoin
    preferences.smallest = appearance.smallest.rawValue
    return preferences
  }

  /// Looks at the data as preferred; what isn't said stays as it is, and so does the theme.
  public mutating func prefer(_ preferences: Preferences) {
    let range = range
    focus.range = preferences.range ?? range
    focus.exchanges = preferences.exchanges ?? exchanges
    appearance.view = preferences.view ?? appearance.view
    appearance.scale = preferences.scale ?? appearance.scale
    appearance.interval = preferences.interval ?? appearance.interval
    appearance.isFlipped = preferences.isFlipped ?? appearance.isFlipped
    appearance.hasTrend = preferences.hasTrend ?? appearance.hasTrend
    if preferences.hasPrice == true { appearance.overlaid = .price }
    appearance.isInBitcoin = preferences.isInBitcoin ?? appearance.isInBitcoin
    appearance.smallest = preferences.smallest.flatMap(TapeSize.init) ?? appearance.smallest
    if !hasFeeds, case .last(_, let step) = focus.range.span, step != .day {
      reply =
        "\(focus.range.span.name) needs the exchanges' feeds, which are off;"
        + " this is \(range.span.name)."
      focus.range = range
    }
    _ = gather()
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
    if let live = Span.livePresets.first(where: { $0.name == name }) {
      self = live
      return
    }
    if name.hasSuffix("H"), let count = Int(name.dropLast()), (1...96).contains(count) {
      self = .last(count, .hour)
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
