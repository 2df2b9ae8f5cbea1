/// Which positions were closed by force: longs (values ≥ 0, drawn up) or shorts (≤ 0, drawn down).
public enum Side: Int, CaseIterable, Hashable, Sendable {
  case long
  case short

  /// The word for it, in metric paths and on the screen.
  public var name: String {
    switch self {
    case .long: "long"
    case .short: "short"
    }
  }

  /// Whether `value` (USD) may stand in a series of this side; zero may stand in both.
  public func accepts(_ value: Double) -> Bool {
    switch self {
    case .long: value >= 0
    case .short: value <= 0
    }
  }
}

/// One of the eight published daily series: an exchange and a side.
public struct Metric: Hashable, Sendable, CaseIterable {
  public let exchange: Exchange
  public let side: Side

  public init(_ exchange: Exchange, _ side: Side) {
    self.exchange = exchange
    self.side = side
  }

  /// All eight, longs of each exchange first, then shorts; `index` is the place in this list.
  public static let allCases: [Metric] = Side.allCases.flatMap { side in
    Exchange.allCases.map { Metric($0, side) }
  }

  /// The place in `allCases`, 0…7.
  public var index: Int {
    side.rawValue * Exchange.allCases.count + exchange.rawValue
  }

  /// The name in the API's paths, such as `bitcoin_liquidations_okx_short`.
  public var slug: String {
    "bitcoin_liquidations_\(exchange.slug)_\(side.name)"
  }

  /// The metric of that slug; nil if there is none.
  public init?(slug: some StringProtocol) {
    guard let metric = Metric.allCases.first(where: { $0.slug == slug }) else { return nil }
    self = metric
  }

  /// The name on the screen, such as `OKX short`.
  public var name: String {
    "\(exchange.name) \(side.name)"
  }
}

extension ExchangeSet {
  /// Both sides of the members.
  public var metrics: [Metric] { Metric.allCases.filter { contains($0.exchange) } }
}
