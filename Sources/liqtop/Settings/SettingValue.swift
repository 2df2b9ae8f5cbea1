import Dashboard
import Liquidations

/// A value that options, variables and lines of the configuration file give as text.
protocol SettingValue: Sendable {
  /// What it may be, in words.
  static var allowed: String { get }
  /// Nil for a text that it may not be.
  init?(argument: String)
  /// As one writes it.
  var text: String { get }
}

/// The time between refreshes: `60m`, `2h`, or minutes.
struct Interval: SettingValue {
  static let allowed = "minutes or hours such as 60m or 2h, from 1m to 7 days"
  let duration: Duration

  init(duration: Duration) {
    self.duration = duration
  }

  /// Nil for anything else, and for less than a minute or over a week; the quota stretches it.
  init?(argument: String) {
    let unit: Int64 = argument.hasSuffix("h") ? 3_600 : 60
    let digits =
      argument.hasSuffix("h") || argument.hasSuffix("m") ? argument.dropLast() : argument[...]
    guard let count = Int64(digits), (1...10_080).contains(count) else { return nil }
    let duration = Duration.seconds(count * unit)
    guard duration <= .seconds(7 * 86_400) else { return nil }
    self.init(duration: duration)
  }

  var text: String { "\(duration.components.seconds / 60)m" }
}

/// How many calls a month the token has.
struct Quota: SettingValue {
  static let allowed = "a whole number of calls a month, from 8 to 100000000"
  let calls: Int

  init(calls: Int) {
    self.calls = calls
  }

  init?(argument: String) {
    guard let calls = Int(argument), (8...100_000_000).contains(calls) else { return nil }
    self.calls = calls
  }

  var text: String { "\(calls)" }
}

/// Something that is on or off.
struct Switch: SettingValue {
  static let allowed = "true or false"
  let isOn: Bool

  init(isOn: Bool) {
    self.isOn = isOn
  }

  init?(argument: String) {
    switch argument.lowercased() {
    case "true", "yes", "on": isOn = true
    case "false", "no", "off": isOn = false
    default: return nil
    }
  }

  var text: String { "\(isOn)" }
}

/// A range by its name.
struct RangeChoice: SettingValue {
  static let allowed = "7d, 30d, 90d, 180d, 1y, ytd, all, or a number of days such as 45d"
  let span: Span

  init?(argument: String) {
    guard let span = Span(name: argument) else { return nil }
    self.span = span
  }

  var text: String { span.name }
}

/// One exchange, or all of them, by its slug.
struct ExchangeChoice: SettingValue {
  static let allowed = "all, or some of \(Exchange.allCases.map(\.slug).joined(separator: ", "))"
  let exchanges: ExchangeSet

  init?(argument: String) {
    let slug = argument.lowercased()
    if slug == "all" {
      exchanges = .all
    } else if let exchange = Exchange.allCases.first(where: { $0.slug == slug }) {
      exchanges = ExchangeSet(exchange)
    } else {
      return nil
    }
  }

  var text: String { exchanges == .all ? "all" : exchanges.exchanges.map(\.slug).joined() }
}

/// A view by its word.
struct ViewChoice: SettingValue {
  static let names = ChartView.allCases.map(\.rawValue)
  static let allowed = "one of \(names.joined(separator: ", "))"
  let view: ChartView

  init?(argument: String) {
    guard let view = ChartView(rawValue: argument.lowercased()) else { return nil }
    self.view = view
  }

  var text: String { view.rawValue }
}
