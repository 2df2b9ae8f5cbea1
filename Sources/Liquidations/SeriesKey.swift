/// Which series: what is fetched, kept and counted goes by a list of these.
public enum SeriesKey: Hashable, Sendable {
  /// What an exchange closed by force on one side.
  case liquidations(Metric)

  /// The eight liquidation series, in the order of their metrics.
  public static let liquidations = Metric.allCases.map(SeriesKey.liquidations)

  /// The series of that slug; nil if there is none.
  public init?(slug: some StringProtocol) {
    guard let metric = Metric(slug: slug) else { return nil }
    self = .liquidations(metric)
  }

  /// The name in the API's paths and in the archive, such as `bitcoin_liquidations_okx_short`.
  public var slug: String {
    switch self {
    case .liquidations(let metric): metric.slug
    }
  }

  /// The name on the screen, such as `OKX short`.
  public var name: String {
    switch self {
    case .liquidations(let metric): metric.name
    }
  }

  /// Whether `value` may stand in the series.
  public func accepts(_ value: Double) -> Bool {
    switch self {
    case .liquidations(let metric): metric.side.accepts(value)
    }
  }
}

extension SeriesKey: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let slug = try container.decode(String.self)
    guard let key = SeriesKey(slug: slug) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "there is no series \(slug)")
    }
    self = key
  }

  /// The slug.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(slug)
  }
}
