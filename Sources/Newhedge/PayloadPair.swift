import Liquidations

/// One `[time, value]` as it stands in the JSON, not yet judged; or that it isn't one.
enum PayloadPair: Decodable {
  /// Milliseconds since 1970-01-01T00:00Z, integers being exact in a `Double` far beyond all dates,
  /// and USD; nil for `null`.
  case pair(time: Double, value: Double?)
  /// The time, as far as it can be told.
  case flaw(PayloadFlaw, time: Double?)

  init(from decoder: any Decoder) {
    guard var pair = try? decoder.unkeyedContainer() else {
      self = .flaw(.noPair, time: nil)
      return
    }
    guard pair.count == 2 else {
      self = .flaw(.otherCount, time: nil)
      return
    }
    guard let time = try? pair.decode(Double.self), time.isFinite else {
      self = .flaw(.timeIsNoNumber, time: nil)
      return
    }
    if (try? pair.decodeNil()) == true {
      self = .pair(time: time, value: nil)
    } else if let value = try? pair.decode(Double.self), value.isFinite {
      self = .pair(time: time, value: value)
    } else {
      self = .flaw(.valueIsNoNumber, time: time)
    }
  }
}

/// What can be wrong with an entry, apart from the sign.
enum PayloadFlaw {
  case noPair
  case otherCount
  case timeIsNoNumber
  case timeIsNoInteger
  case early
  case future(daysBehind: Int?)
  case valueIsNoNumber
  case tooLarge

  /// In plain words.
  var what: String {
    switch self {
    case .noPair: "the entry is not a pair"
    case .otherCount: "the entry is not a pair of time and value"
    case .timeIsNoNumber: "the time is not a number"
    case .timeIsNoInteger: "the time is not a whole number of milliseconds"
    case .early: "the day is before Bitcoin began; are the times in seconds?"
    case .future(nil): "the day is in the future"
    case .future(let days?):
      "the days are in the future by this machine's clock, which is"
        + " \(days == 1 ? "a day" : "\(days) days") behind the server's; set it"
    case .valueIsNoNumber: "the value is not a number"
    case .tooLarge: "the value is implausibly large"
    }
  }

  /// As what the entry is reported if the others are good.
  var fault: DroppedValue.Fault {
    switch self {
    case .noPair, .otherCount, .timeIsNoNumber, .timeIsNoInteger: .unreadable
    case .early: .early
    case .future(let days): .future(daysBehind: days)
    case .valueIsNoNumber: .notANumber
    case .tooLarge: .tooLarge
    }
  }

  /// Whether the entry is as good as any, if only the clock were right.
  var isOfClock: Bool {
    if case .future(_?) = self { true } else { false }
  }
}
