public import Liquidations

extension DroppedValue {
  /// What was dropped and why, without the series, such as
  /// `2026-11-21: +1.23M has the wrong sign and was dropped`.
  public func sentence(signs: Signs) -> String {
    switch fault {
    case nil:
      let amount = USD.compact(value, signs: signs, isSigned: true)
      return "\(day): \(amount) has the wrong sign and was dropped"
    case .early: return "an entry from before Bitcoin existed was dropped"
    case .future(nil): return "\(day) is in the future and was dropped"
    case .future(let days?):
      let lag = days == 1 ? "a day" : "\(days) days"
      return "this machine's clock is \(lag) behind the server's; newer days were dropped"
    case .tooLarge: return "\(day): an implausibly large amount was dropped"
    case .notANumber: return "\(day): an amount that isn't a number was dropped"
    case .unreadable: return "an entry that isn't a time and an amount was dropped"
    case .repeated: return "\(day) came twice; the later amount counts"
    }
  }

  /// The same in few words.
  public var shortSentence: String {
    switch fault {
    case nil: "\(day): wrong sign, dropped"
    case .early: "before Bitcoin, dropped"
    case .future(nil): "\(day): in the future, dropped"
    case .future(_?): "this machine's clock is behind"
    case .tooLarge: "\(day): too large, dropped"
    case .notANumber: "\(day): not a number, dropped"
    case .unreadable: "unreadable entry, dropped"
    case .repeated: "\(day) came twice"
    }
  }

  private var kind: String {
    switch fault {
    case nil: "of the wrong sign dropped"
    case .early: "from before Bitcoin existed dropped"
    case .future(nil): "of days in the future dropped"
    case .future(let days?):
      "of days in the future dropped, since this machine's clock is \(days) d behind the server's"
    case .tooLarge: "of implausible size dropped"
    case .notANumber: "that aren't numbers dropped"
    case .unreadable: "that can't be read dropped"
    case .repeated: "replaced by later ones of the same day"
    }
  }

  /// How many were dropped of which kind, such as `2 values of the wrong sign dropped`; nil for none.
  public static func summary(_ dropped: [DroppedValue]) -> String? {
    var counts: [(kind: String, count: Int)] = []
    for value in dropped {
      if let place = counts.firstIndex(where: { $0.kind == value.kind }) {
        counts[place].count += value.count
      } else {
        counts.append((value.kind, value.count))
      }
    }
    let words = counts.map { "\($0.count) \($0.count == 1 ? "value" : "values") \($0.kind)" }
    return words.isEmpty ? nil : words.joined(by: ", ")
  }
}
