/// What a check found, in the order in which it is read.
struct CheckReport: Codable, Hashable {
  /// One thing that was looked at.
  struct Finding: Codable, Hashable {
    let isWell: Bool
    let text: String
  }

  let version: String
  let configuration: [SettingsReport.Line]
  let token: Finding
  let terminal: Finding
  /// Nil if the network wasn't to be used, or couldn't be for want of a token.
  let metrics: [MetricCheck]?

  /// Whether there is nothing to mend.
  var isWell: Bool {
    token.isWell && terminal.isWell && (metrics ?? []).allSatisfy(\.isWell)
  }

  var text: String {
    let lines =
      ["liqtop \(version)", "", "configuration"]
      + SettingsReport.columns(configuration).map { "      \($0)" }
      + ["token", Self.line(token), "terminal", Self.line(terminal)]
      + metricLines
    return (lines + ["", isWell ? "All is well." : "What is marked BAD is to be mended."])
      .joined(separator: "\n")
  }

  private var metricLines: [String] {
    guard let metrics else { return ["metrics", "      not fetched, so no call was spent"] }
    let width = metrics.map(\.metric.count).max() ?? 0
    return ["metrics, fetched for \(metrics.count) calls of the month's"]
      + metrics.map { metric in
        let name = metric.metric + String(repeating: " ", count: width - metric.metric.count)
        let days = metric.newest.map { "\(metric.days) days, the newest \($0)" }
        let words = [days, metric.remark].compactMap(\.self).joined(separator: "; ")
        let text = "\(name)  \(words), \(metric.milliseconds) ms"
        return Self.line(Finding(isWell: metric.isWell, text: text))
      }
  }

  private static func line(_ finding: Finding) -> String {
    "\(finding.isWell ? "  ok  " : " BAD  ")\(finding.text)"
  }
}
