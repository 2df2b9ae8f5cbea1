import Alerts
import Settings

/// The alerts' rules, which only the configuration file holds: an entry for each.
struct AlertSetting: SettingDeclaration {
  let key = SettingKey("alerts", .records)
  let standardText: String? = nil
  let help = ""
  let meaning =
    [
      "The alerts: when each fires, and what is run then, without a shell. As in:"
    ] + Self.examples.map { "  - \($0)" }
  let example: String? = "[{name: big-day, when: long > 500M}]"
  let isRemembered = false
  // What is run could read the token where the program does.
  let reach = SettingReach.token

  static let examples = [
    #"{name: big-day, when: long > 500M, run: [notify-send, "{title}", "{text}"]}"#,
    "{name: p99, when: total > p99 of 365d, on: close, late: 24h}",
    "{name: cascade, when: live.1m.total > 20M and live.1m.count >= 5, rearm: 0.5, every: 10m}",
    "{name: blind, when: age > 3h, exchange: all}",
  ]

  /// More could hardly be meant.
  private static let most = 100

  /// The rules of the file, in its order.
  ///
  /// - Throws: `ProgramError` that says everything that is wrong in any of them, each with its line.
  func rules(in file: SettingsFile?) throws(ProgramError) -> [AlertRule] {
    guard let file else { return [] }
    var rules: [AlertRule] = []
    var faults: [String] = []
    let records = file.records(under: key)
    for record in records {
      var reading = AlertRuleReading(record, taken: rules.map(\.name))
      if let rule = reading.rule() { rules.append(rule) }
      faults += reading.faults.map { "\(file.path), line \($0.line): \($0.reason)" }
    }
    if records.count > Self.most {
      faults.append(
        "\(file.path), line \(records[Self.most].line): there are more than \(Self.most) alerts")
    }
    guard let first = faults.first else { return rules }
    throw ProgramError(first, .configuration, others: Array(faults.dropFirst()))
  }

  // Each fault of a rule has its own line: `faults(in:)`.
  func fault(in texts: SettingTexts) -> ProgramError? { nil }

  /// All that is wrong in the rules of the file, a sentence each.
  func faults(in file: SettingsFile) -> [String] {
    do throws(ProgramError) {
      _ = try rules(in: file)
      return []
    } catch {
      return [error.description] + error.others
    }
  }

  /// Each rule with its meaning, and where it came from.
  func report(_ rules: [AlertRule], in file: SettingsFile?) -> [SettingsReport.Line] {
    let records = file?.records(under: key) ?? []
    return zip(rules, records).map { rule, record in
      SettingsReport.Line(
        key: "\(key.name).\(rule.name)", value: rule.key.definition,
        origin: "\(Origin.file(path: file?.path ?? "", line: record.line))")
    }
  }

  /// As lines of the file.
  var lines: [String] { ["\(key.name): []"] }
}
