import Dashboard
import Liquidations
import Settings

/// The name of a theme, of the program's or of the user's own.
struct ThemeName: SettingWord {
  static let allowed = "the name of a theme"
  let name: String

  init(_ word: String) {
    name = word
  }

  var text: String { name }
}

/// A range by its name.
struct RangeChoice: SettingWord {
  static let allowed = "7d, 30d, 90d, 180d, 1y, ytd, all, or a number of days such as 45"
  static let standard = RangeChoice(span: .days(90))
  let span: Span

  private init(span: Span) {
    self.span = span
  }

  init?(_ word: String) {
    guard let span = Span(name: word) ?? Span(name: "\(word)d") else { return nil }
    self.span = span
  }

  var text: String { span.name }
}

/// Some exchanges, or all of them, by their slugs.
struct ExchangeChoice: SettingValue {
  static let slugs = Exchange.allCases.map(\.slug)
  static let allowed = "all, or some of \(slugs.joined(separator: ", "))"
  static let all = ExchangeChoice(exchanges: .all)
  let exchanges: ExchangeSet

  private init(exchanges: ExchangeSet) {
    self.exchanges = exchanges
  }

  /// The parts of a variable, or of one text, are between commas or blanks.
  init?(_ said: SettingText) {
    let words = said.texts.flatMap { $0.lowercased().split { $0 == "," || $0 == " " } }
    let sets = words.compactMap { word -> ExchangeSet? in
      if word == "all" { return .all }
      return Exchange.allCases.first { $0.slug == word }.map(ExchangeSet.init)
    }
    guard !sets.isEmpty, sets.count == words.count else { return nil }
    exchanges = ExchangeSet(sets)
  }

  var text: String {
    exchanges == .all ? "all" : exchanges.exchanges.map(\.slug).joined(separator: " ")
  }
}

/// A view by its word.
struct ViewChoice: SettingWord {
  static let names = ChartView.allCases.map(\.rawValue)
  static let allowed = "one of \(names.joined(separator: ", "))"
  static let standard = ViewChoice(view: .stacked)
  let view: ChartView

  private init(view: ChartView) {
    self.view = view
  }

  init?(_ word: String) {
    guard let view = ChartView(rawValue: word.lowercased()) else { return nil }
    self.view = view
  }

  var text: String { view.rawValue }
}
