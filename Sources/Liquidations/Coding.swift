// How the domain's small values are written down: readable, and the same in every version.

extension Timestamp: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(seconds: try decoder.singleValueContainer().decode(Int64.self))
  }

  /// Seconds since 1970-01-01T00:00Z.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(seconds)
  }
}

extension Day: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(number: try decoder.singleValueContainer().decode(Int.self))
  }

  /// Days since 1970-01-01.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }
}

extension Metric: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let slug = try container.decode(String.self)
    guard let metric = Metric(slug: slug) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "there is no metric \(slug)")
    }
    self = metric
  }

  /// The slug.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(slug)
  }
}
