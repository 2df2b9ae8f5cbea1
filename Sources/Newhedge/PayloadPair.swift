/// One `[time, value]` as it stands in the JSON, not yet judged.
struct PayloadPair: Decodable {
  /// Milliseconds since 1970-01-01T00:00Z; integers are exact in a `Double` far beyond all dates.
  let time: Double
  /// USD; nil for `null`.
  let value: Double?

  init(from decoder: any Decoder) throws {
    func payloadError(_ what: String) -> PayloadError {
      PayloadError(what, at: decoder.codingPath.last?.intValue)
    }
    guard var pair = try? decoder.unkeyedContainer() else {
      throw payloadError("the entry is not a pair")
    }
    guard pair.count == 2 else { throw payloadError("the entry is not a pair of time and value") }
    do {
      time = try pair.decode(Double.self)
    } catch {
      throw payloadError("the time is not a number")
    }
    do {
      value = try pair.decodeNil() ? nil : pair.decode(Double.self)
    } catch {
      throw payloadError("the value is not a number")
    }
  }
}
