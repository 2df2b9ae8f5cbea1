import Alerts
import Liquidations
import Settings

/// The reading of one entry of `alerts`: the rule, or all that is wrong with it.
struct AlertRuleReading {
  struct Fault: Hashable {
    let line: Int
    /// One clause without its full stop, which begins with what it is about.
    let reason: String
  }

  private static let names = ["name", "when", "exchange", "on", "rearm", "every", "late", "run"]
  private let record: SettingRecord
  /// The names of the rules before it.
  private let taken: [String]
  private(set) var faults: [Fault] = []

  init(_ record: SettingRecord, taken: [String]) {
    self.record = record
    self.taken = taken
  }

  /// The rule; nil if anything is wrong with it.
  mutating func rule() -> AlertRule? {
    for field in record.fields where !Self.names.contains(field.name) { addUnknown(field) }
    let name = readName()
    let condition = readCondition()
    let exchange = readExchange()
    let on = read("on", of: condition.map(\.isDaily), "days", AlertRule.DayMoment.init) {
      "must be running or close"
    }
    let rearm = read("rearm", of: condition.map { !$0.isDaily }, "now", AlertTexts.share) {
      "must be a part of the limit, above 0 and up to 1, such as 0.5"
    }
    let every = read("every", of: condition.map { !$0.isDaily }, "now", Self.pause) {
      "must be a time up to 7d, such as 10m"
    }
    let late = read("late", of: condition.map(\.isDaily), "days", Self.lateness) {
      "must be a time from 1h to 30d, such as 24h"
    }
    let run = readRun()
    if let condition { checkDirection(condition, on ?? .running) }
    guard faults.isEmpty, let name, let condition else { return nil }
    return AlertRule(
      name, condition, exchange: exchange, on: on ?? .running,
      rearm: rearm ?? AlertRule.standardRearm, every: every ?? AlertRule.standardEvery,
      late: late ?? AlertRule.standardLate, run: run)
  }

  private mutating func add(_ reason: String, at field: SettingRecord.Field? = nil) {
    faults.append(Fault(line: field?.line ?? record.line, reason: "alerts: \(reason)"))
  }

  private mutating func addUnknown(_ field: SettingRecord.Field) {
    let near = field.name.nearest(among: Self.names).map { "; did you mean \($0)?" } ?? "."
    add(
      "there is no \(field.name.prefix(40))\(near) A rule has "
        + Self.names.joined(separator: ", "), at: field)
  }

  /// The one text of a field; nil if there is none, or something else.
  ///
  /// - Parameter words: what is said of something else.
  private mutating func text(_ name: String, orSay words: String = "must be one text") -> String? {
    guard let field = record[name] else { return nil }
    if field.texts.count == 1, !field.isList, !field.texts[0].isEmpty { return field.texts[0] }
    add("\(name) \(words)", at: field)
    return nil
  }

  // MARK: What every rule has

  /// Whether there is something behind the name, and not the name alone.
  private func isGiven(_ name: String) -> Bool {
    record[name].map { $0.isList || !SettingKey.isUnset($0.texts) } ?? false
  }

  private mutating func readName() -> String? {
    guard isGiven("name") else {
      add("a rule has no name; write name: big-day", at: record["name"])
      return nil
    }
    guard let name = text("name") else { return nil }
    guard name.utf8.count <= 40, name.utf8.allSatisfy(Self.isNamed) else {
      add("name must be of letters, digits, - and _, and of at most 40", at: record["name"])
      return nil
    }
    guard !taken.contains(name) else {
      add("there is a rule \(name) already; give this one another name", at: record["name"])
      return nil
    }
    return name
  }

  private static func isNamed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private mutating func readCondition() -> Condition? {
    guard isGiven("when") else {
      add("a rule has no condition; write when: long > 500M", at: record["when"])
      return nil
    }
    guard let text = text("when") else { return nil }
    do {
      return try Condition(text)
    } catch {
      add("when, \(error)", at: record["when"])
      return nil
    }
  }

  private mutating func readExchange() -> Exchange? {
    let slugs = ["all"] + Exchange.allCases.map(\.slug)
    let words = "must be one of " + slugs.joined(separator: ", ")
    guard let slug = text("exchange", orSay: words), slug != "all" else { return nil }
    if let exchange = Exchange.allCases.first(where: { $0.slug == slug.lowercased() }) {
      return exchange
    }
    add("exchange \(words)", at: record["exchange"])
    return nil
  }

  // MARK: What only some have

  /// The value of a field that only one kind of rules has.
  ///
  /// - Parameter isFitting: whether the rule is of that kind; nil if it is of none.
  private mutating func read<Value>(
    _ name: String, of isFitting: Bool?, _ kind: String, _ value: (String) -> Value?,
    orSay words: () -> String
  ) -> Value? {
    guard let text = text(name, orSay: words()) else { return nil }
    guard isFitting != false else {
      add("\(name) is for rules about \(kind), and this one isn't; leave it out", at: record[name])
      return nil
    }
    if let value = value(text) { return value }
    add("\(name) \(words())", at: record[name])
    return nil
  }

  private static func pause(_ text: String) -> Duration? {
    AlertTexts.time(text).flatMap { $0 <= .seconds(7 * 86_400) ? $0 : nil }
  }

  private static func lateness(_ text: String) -> Duration? {
    AlertTexts.time(text).flatMap {
      (.seconds(3_600)...(.seconds(30 * 86_400))).contains($0) ? $0 : nil
    }
  }

  /// In the morning little has been liquidated: that a running day has less than so much says nothing.
  private mutating func checkDirection(_ condition: Condition, _ on: AlertRule.DayMoment) {
    guard condition.isDaily, on == .running else { return }
    let falling = condition.clauses.first { $0.value != .day(.net) && !$0.comparison.isUpward }
    guard let falling else { return }
    add(
      "when, \(falling) holds every morning, when the day has just begun; add on: close",
      at: record["when"])
  }

  // MARK: What is run

  private mutating func readRun() -> [String] {
    guard let field = record["run"] else { return [] }
    guard field.isList, field.texts.first?.isEmpty == false else {
      add(
        "run must be a list, a program and its arguments, as in [notify-send, \"{title}\"]: there"
          + " is no shell", at: field)
      return []
    }
    for fault in HookFaults.faults(of: field.texts) { add("run: \(fault)", at: field) }
    return field.texts
  }
}
