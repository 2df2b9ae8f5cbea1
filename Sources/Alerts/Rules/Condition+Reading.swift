import Live
import Wording

extension Condition {
  /// Reads `VALUE OP NUMBER [and …]`.
  ///
  ///     long > 500M
  ///     total > p99 of 365d
  ///     live.1m.total > 20M and live.1m.count >= 5
  ///
  /// - Throws: `ConditionError` for the first thing that is wrong, with what would be right.
  public init(_ text: String) throws(ConditionError) {
    guard text.unicodeScalars.count <= Self.longestText else {
      throw ConditionError(
        column: min(Self.longestText, text.count) + 1,
        reason: "it is longer than \(Self.longestText) characters")
    }
    var reader = ConditionReader(words: ConditionWords(text))
    clauses = try reader.clauses()
  }
}

/// Reads one condition, from the first word to the last.
private struct ConditionReader {
  var words: ConditionWords

  mutating func clauses() throws(ConditionError) -> [Condition.Clause] {
    guard words.next != nil else { throw error("it is empty; write long > 500M") }
    var clauses: [Condition.Clause] = []
    repeat {
      let start = words.column
      clauses.append(try clause())
      guard clauses.count <= Condition.mostClauses else {
        throw error("more than \(Digits.word(Condition.mostClauses)) comparisons", at: start)
      }
      if clauses[0].value.isDaily != clauses[clauses.count - 1].value.isDaily {
        throw error("values of a day and of now don't go together; make two rules", at: start)
      }
    } while try takeAnd()
    return clauses
  }

  private mutating func clause() throws(ConditionError) -> Condition.Clause {
    let value = try value()
    let comparison = try comparison(after: value)
    return Condition.Clause(
      value: value, comparison: comparison, limit: try limit(of: value, comparison))
  }

  /// Whether another comparison follows.
  private mutating func takeAnd() throws(ConditionError) -> Bool {
    let column = words.column
    guard let word = words.take() else { return false }
    switch word.text.lowercased() {
    case "and": return true
    case "or", "||": throw error("there is no or; make a second rule", at: column)
    default: throw error("after a number comes and, or nothing, not \(word.shown)", at: column)
    }
  }

  // MARK: Values

  private mutating func value() throws(ConditionError) -> AlertValue {
    let column = words.column
    guard let word = words.take() else {
      throw error("a value is expected here, such as long; there \(Self.values)", at: column)
    }
    let name = word.text.lowercased()
    if let value = AlertValue.all.first(where: { $0.name == name }) { return value }
    if AlertNumber.read(word.text, .usd) != nil {
      throw error("the value comes before the number: long > \(word.shown)", at: column)
    }
    let near = nearest(to: name).map { "; did you mean \($0)? There" } ?? "; there"
    throw error("there is no value \(word.shown)\(near) \(Self.values)", at: column)
  }

  /// What there is, in few words.
  private static let values: String = {
    let windows = AlertValue.windowNames.joined(separator: " ")
    return "are long, short, total, net, age, live.gap, and live.WINDOW.total, .long, .short,"
      + " .largest, .count, where WINDOW is one of \(windows)"
  }()

  private func nearest(to name: String) -> String? {
    let plural = name.hasSuffix("s") ? String(name.dropLast()) : name
    let others = ["sum": "total", "gross": "total", "all": "total", "gap": "live.gap"]
    let names = AlertValue.all.map(\.name)
    if names.contains(plural) { return plural }
    if let other = others[name] { return other }
    // A live value of which a part is right.
    let parts = name.split(separator: ".")
    guard parts.first == "live" else { return nil }
    let measures = AlertValue.LiveMeasure.allCases.map(\.rawValue)
    let measure = parts.dropFirst().first { measures.contains(String($0)) } ?? "total"
    let window = parts.dropFirst().first { AlertValue.windowNames.contains(String($0)) } ?? "1m"
    return "live.\(window).\(measure)"
  }

  // MARK: Comparisons

  private static let others = [
    "=": ">=", "==": ">=", "=>": ">=", "≥": ">=", "=<": "<=", "≤": "<=", ">>": ">", "<<": "<",
  ]

  private mutating func comparison(after value: AlertValue) throws(ConditionError) -> Comparison {
    let column = words.column
    guard let word = words.take() else {
      throw error("after \(value.name) comes >, >=, < or <=", at: column)
    }
    if let comparison = Comparison(rawValue: word.text) { return comparison }
    let near = Self.others[word.text].map { "; did you mean \($0)?" } ?? ""
    throw error("after \(value.name) comes >, >=, < or <=, not \(word.shown)\(near)", at: column)
  }

  // MARK: Limits

  private mutating func limit(
    of value: AlertValue, _ comparison: Comparison
  ) throws(ConditionError) -> AlertLimit {
    let column = words.column
    guard let word = words.take() else {
      throw error("after \(comparison.rawValue) comes \(Self.forms(of: value))", at: column)
    }
    if let limit = try statistic(word, of: value) { return limit }
    guard let number = AlertNumber.read(word.text, value.unit) else {
      throw error(
        "\(word.shown) is no \(value.unit.noun); write \(Self.forms(of: value))", at: column)
    }
    guard value.unit != .count || number.rounded() == number else {
      throw error("\(value.name) is a whole number; write one such as 5", at: column)
    }
    guard number >= 0 || value.isSigned else {
      throw error("\(value.name) is never below 0; leave out the minus sign", at: column)
    }
    // Below nothing a value can't fall, and up from there it always is.
    guard number != 0 || value.isSigned || comparison == .above || comparison == .atMost else {
      throw error("with 0 it holds always or never; write \(value.name) > 0", at: column)
    }
    return .number(number)
  }

  private static func forms(of value: AlertValue) -> String {
    switch value {
    case .day: "an amount such as 500M, or p99 of 365d, or 5x median of 90d"
    case .live(_, .count): "a number such as 5"
    case .live: "an amount such as 20M, 500K or 1.5B"
    case .gap, .age: "a time such as 90s, 10m, 3h or 1d"
    }
  }

  /// A limit that the days before make; nil if the word doesn't begin one.
  private mutating func statistic(
    _ word: ConditionWords.Word, of value: AlertValue
  ) throws(ConditionError) -> AlertLimit? {
    let name = word.text.lowercased()
    // With nothing behind it, it is meant as an amount.
    let isFollowed = words.next.map { $0.text.lowercased() != "and" } ?? false
    let times = name.hasSuffix("x") && isFollowed ? AlertNumber.decimal(name.dropLast()) : nil
    let isPercentile = name.hasPrefix("p") && name.dropFirst().allSatisfy(\.isNumber)
    guard name == "median" || times != nil || isPercentile else { return nil }
    guard value.isDaily else {
      throw error(
        "\(word.shown) is for long, short, total and net; write \(Self.forms(of: value))",
        at: word.column)
    }
    if isPercentile {
      guard let percent = Int(name.dropFirst()), AlertLimit.percents.contains(percent) else {
        throw error("\(word.shown) isn't one of p1 to p99", at: word.column)
      }
      return .percentile(percent, days: try days(after: word.shown))
    }
    if let times {
      guard AlertLimit.times.contains(times) else {
        throw error("\(word.shown) isn't from 0.1x to 1000x", at: word.column)
      }
      guard !value.isSigned else {
        throw error(
          "net may be below 0, so no multiple of it; write median of 90d", at: word.column)
      }
      try take("median", after: word.shown)
    }
    return .median(times: times ?? 1, days: try days(after: "median"))
  }

  /// `of 365d`.
  private mutating func days(after word: String) throws(ConditionError) -> Int {
    try take("of", after: word)
    let column = words.column
    let range = AlertLimit.days
    let text = words.take()
    guard let text, text.text.hasSuffix("d"), text.text.utf8.count <= 8,
      let days = Int(text.text.dropLast()), range.contains(days)
    else {
      throw error(
        "after \"of\" a number of days is expected, such as 365d, from \(range.lowerBound)d to"
          + " \(range.upperBound)d",
        at: column)
    }
    return days
  }

  private mutating func take(_ wanted: String, after word: String) throws(ConditionError) {
    let column = words.column
    guard words.take()?.text.lowercased() == wanted else {
      throw error(
        "after \(word) comes \(wanted), as in p99 of 365d or 5x median of 90d", at: column)
    }
  }

  private func error(_ reason: String, at column: Int? = nil) -> ConditionError {
    ConditionError(column: column ?? words.column, reason: reason)
  }
}

extension Firing.Unit {
  /// What a number of it is called.
  fileprivate var noun: String {
    switch self {
    case .usd: "amount"
    case .count: "number"
    case .seconds: "time"
    }
  }
}

extension AlertValue {
  fileprivate static let windowNames = all.compactMap { value -> String? in
    if case .live(let window, .total) = value { window.name } else { nil }
  }
}
