import Liquidations

/// A day written as `2026-05-17`.
struct DemoDay: Decodable, Sendable {
  let day: Day

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let dayOfMonth = parts[2],
      let day = Day(year: year, month: month, day: dayOfMonth)
    else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(text) is not a day such as 2026-05-17")
    }
    self.day = day
  }
}

/// An exchange written as in metric paths, such as `okx`.
struct DemoExchange: Decodable, Sendable {
  let exchange: Exchange

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let exchange = Exchange.allCases.first(where: { $0.slug == text }) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(text) is not an exchange")
    }
    self.exchange = exchange
  }
}

/// One value for each exchange: an object with all four names as keys.
struct ByExchange<Value: Decodable & Sendable>: Decodable, Sendable {
  private let values: [Value]

  subscript(exchange: Exchange) -> Value { values[exchange.rawValue] }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: SlugKey.self)
    values = try Exchange.allCases.map {
      try container.decode(Value.self, forKey: SlugKey(stringValue: $0.slug))
    }
  }

  private struct SlugKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
  }
}
