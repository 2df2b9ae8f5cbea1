import FoundationEssentials
import Wording

/// What a check found, in the order in which it is read.
struct CheckReport: Codable, Hashable {
  /// One thing that was looked at.
  struct Finding: Codable, Hashable {
    /// Nil if it wasn't looked at.
    let isWell: Bool?
    let text: String

    init(isWell: Bool?, text: String) {
      self.isWell = isWell
      self.text = text.printable
    }
  }

  let version: String
  let configuration: [SettingsReport.Line]
  let token: Finding
  let terminal: Finding
  /// How the server is reached; nil for the demo and for plain http, where there is no choice.
  var network: Finding?
  /// Nil for the demo, which has none.
  let archive: ArchiveCheck?
  /// Nil for the demo, and without a token.
  let quota: QuotaCheck?
  /// Nil if the network wasn't to be used, or couldn't be for want of a token or of calls.
  let metrics: [MetricCheck]?
  /// Nil if the network wasn't to be used; none if the feeds aren't listened to.
  var feeds: [FeedCheck]?

  /// Whether there is nothing to mend.
  var isWell: Bool {
    token.isWell != false && terminal.isWell != false && network?.isWell != false
      && archive?.isWell != false
      && quota?.isWell != false
      && (metrics ?? []).allSatisfy(\.isWell) && (feeds ?? []).allSatisfy { $0.isWell != false }
  }

  /// For scripts.
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  /// For people, on one screen.
  var text: String {
    let lines =
      ["liqtop \(version)", "configuration"]
      + SettingsReport.columns(configuration).map { "      \($0)" }
      + ["token"] + Self.lines(token) + ["terminal"] + Self.lines(terminal)
      + (network.map { ["network"] + Self.lines($0) } ?? []) + archiveLines + quotaLines
      + metricLines + feedLines
    return (lines + ["", conclusion]).joined(separator: "\n")
  }

  private var conclusion: String {
    guard isWell else { return "Fix what is marked BAD." }
    let isWhole = terminal.isWell != nil && metrics != nil && feeds != nil
    return isWhole ? "All is well." : "All that was looked at is well."
  }

  private var archiveLines: [String] {
    guard let archive else { return [] }
    return ["archive"] + Self.lines(archive.text, isWell: archive.isWell)
  }

  private var quotaLines: [String] {
    guard let quota else { return [] }
    return ["quota"] + Self.lines([quota.text], isWell: quota.isWell)
  }

  private var metricLines: [String] {
    guard let metrics else {
      return ["metrics"] + Self.lines(["not fetched, so no call was used"], isWell: nil)
    }
    let width = metrics.map(\.metric.count).max() ?? 0
    return [heading(of: metrics)]
      + metrics.flatMap { metric in
        let name = metric.metric + String(repeating: " ", count: width - metric.metric.count)
        let days = metric.newest.map { "\(Digits.counted(metric.days, "day")), the newest \($0)" }
        let words = [days, metric.remark].compactMap(\.self).joined(separator: "; ")
        let text = "\(name)  \(words), \(metric.milliseconds) ms"
        return Self.lines([text], isWell: metric.isWell)
      }
  }

  /// What fetching them has used of the month's calls.
  private func heading(of metrics: [MetricCheck]) -> String {
    guard quota != nil else { return "metrics of the demo, which uses none of the month's calls" }
    let spent = metrics.count(where: \.isSpent)
    return spent == 0
      ? "metrics: no call reached the server, so none of the month's was used"
      : "metrics, fetched with \(spent) of the month's calls"
  }

  /// The exchanges with which all is well together, of the others each feed.
  private var feedLines: [String] {
    guard let feeds else { return ["feeds"] + Self.lines(["not tried"], isWell: nil) }
    guard !feeds.isEmpty else { return [] }
    let troubled = Set(feeds.filter { $0.isWell != true || $0.remark != nil }.map(\.exchange))
    let well = feeds.map(\.exchange).filter { !troubled.contains($0) }
    let others = feeds.filter { troubled.contains($0.exchange) }
    let width = others.map(\.feed.count).max() ?? 0
    var lines = ["feeds of the exchanges, which need no token"]
    if let first = well.first {
      let names = well.reduce(into: [first]) { if $0.last != $1 { $0.append($1) } }
      lines += Self.lines(
        ["\(names.joined(separator: ", ")): \(FeedCheck.wellWords)"], isWell: true)
    }
    return lines
      + others.flatMap { feed in
        let name = feed.feed + String(repeating: " ", count: width - feed.feed.count)
        return Self.lines(["\(name)  \(feed.text)"], isWell: feed.isWell)
      }
  }

  private static func lines(_ finding: Finding) -> [String] {
    lines([finding.text], isWell: finding.isWell)
  }

  /// The texts below each other, the first with its mark: `ok`, `BAD`, or `--` if it wasn't looked at.
  private static func lines(_ texts: [String], isWell: Bool?) -> [String] {
    let mark = isWell.map { $0 ? "  ok  " : " BAD  " } ?? "  --  "
    // Room for the mark in a terminal of 80 columns.
    return texts.flatMap { $0.wrapped(74) }.enumerated().map { number, line in
      (number > 0 ? "      " : mark) + line
    }
  }
}
