public import Liquidations
import Live
import Wording

extension Firing {
  /// A rule's firing in words.
  ///
  /// - Parameters:
  ///   - readings: of each of its clauses.
  ///   - day: of a rule about days.
  init(
    _ rule: AlertRule, _ readings: [Reading], on day: Day?, at now: Timestamp, isLate: Bool
  ) {
    let words = FiringWords(rule, day: day, now: now)
    let clauses = Array(zip(rule.condition.clauses, readings))
    var sentences = clauses.map { words.sentence($0, $1) }
    if isLate, let day { sentences.append(words.lateness(of: day)) }
    self.init(
      rule: rule.name, title: "\(rule.name): \(clauses.map(words.short).joined(separator: ", "))",
      text: sentences.joined(separator: " "), exchange: rule.exchange, day: day, moment: now,
      readings: readings, isLate: isLate)
  }

  /// What a rule would tell, to try how that is told: nothing has happened.
  public static func test(of rule: AlertRule, at now: Timestamp) -> Firing {
    let readings = rule.condition.clauses.map { clause in
      let limit = if case .number(let number) = clause.limit { number } else { 0.0 }
      return Reading(clause.value.name, value: limit, limit: limit, clause.value.unit)
    }
    return Firing(
      rule: rule.name, title: "\(rule.name): test",
      text: "This is a test of the alert \(rule.name); nothing has happened. It fires on "
        + "\(rule.condition).",
      exchange: rule.exchange, day: rule.condition.isDaily ? now.day : nil, moment: now,
      readings: readings, isTest: true)
  }
}

/// In ASCII, which every terminal and every program that is run can write.
private struct FiringWords {
  let rule: AlertRule
  let day: Day?
  let now: Timestamp
  private let signs = Signs.ascii

  init(_ rule: AlertRule, day: Day?, now: Timestamp) {
    self.rule = rule
    self.day = day
    self.now = now
  }

  private var place: String { rule.exchange.map { "on \($0.name)" } ?? "on all exchanges" }

  /// `long 512M > 500M`.
  func short(_ clause: Condition.Clause, _ reading: Firing.Reading) -> String {
    let comparison = clause.comparison.rawValue
    let (value, limit) = (amount(reading.value, reading.unit), amount(reading.limit, reading.unit))
    return "\(reading.name) \(value) \(comparison) \(limit)"
  }

  /// `Long liquidations on all exchanges have come to 512M USD on 2026-11-30 so far; the rule is
  /// long > 500M.`
  func sentence(_ clause: Condition.Clause, _ reading: Firing.Reading) -> String {
    "\(fact(clause.value, reading)); the rule is \(clause)\(limit(clause.limit, reading))."
  }

  /// What the limit comes to, where the rule doesn't say it.
  private func limit(_ limit: AlertLimit, _ reading: Firing.Reading) -> String {
    if case .number = limit { return "" }
    return ", which is \(amount(reading.limit, reading.unit))"
  }

  private func fact(_ value: AlertValue, _ reading: Firing.Reading) -> String {
    let amount = amount(reading.value, reading.unit)
    switch value {
    case .day(let measure): return "\(dayFact(measure)) \(amount) USD \(dayWords)"
    case .live(let window, .count):
      return "In the last \(window.name) at least \(amount) orders were liquidated \(place)"
    case .live(let window, .largest):
      return "In the last \(window.name) an order of \(amount) USD was liquidated \(place)"
    case .live(let window, let measure):
      let what = measure == .total ? "" : "\(measure.rawValue) "
      return
        "In the last \(window.name) \(what)liquidations \(place) came to at least \(amount) USD"
    case .gap:
      return rule.exchange.map { "\($0.name) hasn't been heard for \(amount)" }
        ?? "An exchange hasn't been heard for \(amount)"
    case .age: return "The data \(place) are \(amount) old"
    }
  }

  private func dayFact(_ measure: AlertValue.DayMeasure) -> String {
    let verb = day == now.day ? "have come to" : "came to"
    switch measure {
    case .long: return "Long liquidations \(place) \(verb)"
    case .short: return "Short liquidations \(place) \(verb)"
    case .total: return "Liquidations \(place) \(verb)"
    case .net: return "Long less short liquidations \(place) \(verb)"
    }
  }

  private var dayWords: String {
    guard let day else { return "" }
    return day == now.day ? "on \(day) so far" : "on \(day)"
  }

  func lateness(of day: Day) -> String {
    "Told late: that day ended \(Age.words(now - (day + 1).start)) ago."
  }

  private func amount(_ number: Double, _ unit: Firing.Unit) -> String {
    switch unit {
    case .usd: USD.compact(number, signs: signs)
    case .count: Digits.grouped(Int(number.rounded()))
    case .seconds: number < 6_000 ? "\(Int(number)) s" : Age.words(.seconds(Int64(number)))
    }
  }
}
