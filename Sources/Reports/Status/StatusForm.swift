import Liquidations
import Wording

/// Whose line it is: each host has its own form and its own characters that mean something.
public enum StatusFormat: String, CaseIterable, Hashable, Sendable {
  case text, json, tmux, waybar, i3blocks, polybar, swiftbar, starship
  case i3statusRust = "i3status-rs"

  /// Whether its host reads on, and takes each line for a new one.
  public var canBeWatched: Bool {
    switch self {
    case .text, .json, .tmux, .waybar, .i3blocks, .i3statusRust, .polybar: true
    case .swiftbar, .starship: false
    }
  }
}

/// How a status is to be written.
public struct StatusForm: Sendable {
  public var format: StatusFormat
  /// A line of one's own; nil for the usual one.
  public var template: StatusTemplate?
  public var isUnicode: Bool

  public init(_ format: StatusFormat, template: StatusTemplate? = nil, isUnicode: Bool = true) {
    self.format = format
    self.template = template
    self.isUnicode = isUnicode
  }

  /// The line that the host is given, without its end; SwiftBar gets several.
  ///
  /// - Parameters:
  ///   - status: nil if there is nothing to show.
  ///   - hour: nil if nothing was ever heard of the exchanges, or that isn't wanted.
  ///   - reason: why there is nothing.
  public func line(
    _ status: DayStatus?, _ hour: HourStatus? = nil, reason: String = ""
  ) -> String {
    let words = StatusWords(status, hour, reason: reason, self)
    return switch format {
    // Polybar's own marks have braces, which can't be in it; starship shows what it is given.
    case .text, .polybar, .starship: words.line
    case .swiftbar: words.swiftbar
    case .tmux: words.line.replacing("#", with: "##")
    case .json: words.json
    case .waybar: words.waybar
    case .i3blocks: words.i3blocks
    case .i3statusRust: words.i3statusRust
    }
  }
}

/// What a status says, in the forms that hosts ask for.
private struct StatusWords {
  let status: DayStatus?
  let hour: HourStatus?
  let reason: String
  let form: StatusForm

  init(_ status: DayStatus?, _ hour: HourStatus?, reason: String, _ form: StatusForm) {
    self.status = status
    self.hour = hour
    self.reason = reason
    self.form = form
  }

  private var layout: TextLayout { TextLayout(isUnicode: form.isUnicode) }
  /// Without the API's days, what is heard has to do.
  private var condition: DayStatus.Condition {
    if let status { return status.condition }
    guard let hour, hour.tallies != nil else { return .missing }
    return hour.coveredShare < 1 ? .partial : .fresh
  }
  private var hasNothing: Bool { status == nil && hour?.tallies == nil }

  /// `▲81.8M ▼10.6M net +71.2M 89 % long · live ≥1.20M/1h · 12 min ago`, in front of it the day if it
  /// isn't today.
  var line: String {
    if hasNothing { return "liqtop: no data" }
    if let template = form.template { return template.text(status, hour, layout) }
    let separator = form.isUnicode ? " · " : " - "
    let parts = [status.map(day), hour?.words(layout), status?.age]
    return parts.compactMap(\.self).joined(separator: separator)
  }

  private func day(_ status: DayStatus) -> String {
    let net = status.text(.net, layout).map { ["net \($0)"] } ?? []
    let share = status.text(.share, layout).map { ["\($0) long"] } ?? []
    return ([sides(status)] + net + share).joined(separator: " ")
  }

  /// The same in the fewest words; what is old says so here, too.
  private var short: String {
    if hasNothing { return "no data" }
    guard let status, form.template == nil else { return line }
    let age = status.condition == .old ? status.age.map { " \($0)" } ?? "" : ""
    return sides(status) + age
  }

  private func sides(_ status: DayStatus) -> String {
    let day = status.isToday ? nil : status.text(.day, layout)
    let long = status.text(.long, layout) ?? layout.missing
    let short = status.text(.short, layout) ?? layout.missing
    let both = form.isUnicode ? "▲\(long) ▼\(short)" : "long \(long) short \(short)"
    return ([day].compactMap(\.self) + [both]).joined(separator: " ")
  }

  /// Each exchange, and what the values are of.
  private var details: String {
    let heard = hour.map { ["last hour: \($0.words(layout))"] } ?? []
    guard let status else { return ([reason] + heard).joined(separator: "\n") }
    let exchanges = status.exchanges.exchanges.map { exchange in
      let sides = Side.allCases.map { side in
        let text = status.amounts.text(side, of: ExchangeSet(exchange), signs: layout.signs)
        return "\(side.name) \(text ?? layout.missing)"
      }
      return "\(exchange.name) \(sides.joined(separator: ", "))"
    }
    let time = status.asOf.map { " as of \($0.isoMinute)" } ?? ""
    let day = status.isToday ? "\(status.day) UTC so far" : "\(status.day) UTC"
    let lines = ["\(day), USD"] + exchanges + [status.source.shown() + time] + heard
    return lines.joined(separator: "\n")
  }

  /// waybar-custom(5), `return-type` json: `text` and `tooltip` are Pango markup.
  var waybar: String {
    var pairs = [
      ("text", line.pangoText.jsonText), ("alt", condition.rawValue.jsonText),
      ("tooltip", details.pangoText.jsonText), ("class", condition.rawValue.jsonText),
    ]
    if let status, let share = status.amounts.longShare(of: status.exchanges) {
      pairs.append(("percentage", "\(Int((share * 100).rounded()))"))
    }
    return Self.object(pairs)
  }

  /// SwiftBar and xbar: behind a bar stand parameters, below a rule the lines of the menu.
  var swiftbar: String {
    let bar = form.isUnicode ? "\u{a6}" : "/"
    return "\(line)\n---\n\(details)".replacing("|", with: bar)
  }

  /// i3blocks' `format=json`: keys of the i3bar protocol, in which text is plain unless it says otherwise.
  var i3blocks: String {
    Self.object([("full_text", line.jsonText), ("short_text", short.jsonText)])
  }

  /// i3status-rs, block `custom` with `json = true`; its own format reads the text as Pango markup.
  var i3statusRust: String {
    let state =
      switch condition {
      case .fresh: "Idle"
      case .partial: "Info"
      case .old, .missing: "Warning"
      }
    return Self.object([
      ("state", state.jsonText), ("text", line.pangoText.jsonText),
      ("short_text", short.pangoText.jsonText),
    ])
  }

  /// For programs: numbers are numbers, and what is missing is null.
  var json: String {
    let (amounts, exchanges) = (status?.amounts ?? .missing, status?.exchanges ?? .all)
    let age = status.flatMap { status in status.asOf.map { status.now - $0 } }
    return Self.object([
      ("schema", "liqtop.status/1".jsonText), ("state", condition.rawValue.jsonText),
      ("source", status?.source.jsonText ?? "null"),
      ("day", ReportField.word(status.map { "\($0.day)" }).json),
      ("provisional", status.map { "\($0.isToday)" } ?? "null"),
      ("long", ReportField.usd(amounts.total(.long, of: exchanges)).json),
      ("short", ReportField.usd(amounts.total(.short, of: exchanges)).json),
      ("net", ReportField.usd(amounts.net(of: exchanges)).json),
      ("long_share", amounts.longShare(of: exchanges).map(Ratio.exact) ?? "null"),
      ("floor", "\(amounts.isIncomplete(exchanges))"),
      ("as_of", ReportField.word(status?.asOf?.isoSecond).json),
      ("age_seconds", age.map { "\($0.components.seconds)" } ?? "null"),
      ("live", hour?.json ?? "null"),
    ])
  }

  private static func object(_ pairs: [(name: String, value: String)]) -> String {
    "{\(pairs.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ","))}"
  }
}

extension String {
  /// The text in Pango's markup.
  fileprivate var pangoText: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
