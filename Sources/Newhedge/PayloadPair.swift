/// One `[time, value]` as it stands in the JSON, not yet judged.
struct PayloadPair: Decodable {
  /// Milliseconds since 1970-01-01T00:00Z; integers are exact in a `Double` far beyond all dates.
  let time: Double
  /// USD; nil for `null`.
  let value: Double?

  init(from decoder: any Decoder) throws {
    let position = decoder.codingPath.last?.intValue
    guard var pair = try? decoder.unkeyedContainer() else {
      throw PayloadProblem("the entry is not a pair", at: position)
    }
    guard pair.count == 2 else {
      throw PayloadProblem("the entry is not a pair of time and value", at: position)
    }
    do {
      time = try pair.decode(Double.self)
    } catch {
      throw PayloadProblem("the time is not a number", at: position)
    }
    do {
      value = try pair.decodeNil() ? nil : pair.decode(Double.self)
    } catch {
      throw PayloadProblem("the value is not a number", at: position)
    }
  }
}
