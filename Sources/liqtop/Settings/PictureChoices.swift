import Dashboard
import Liquidations
import Settings
import Wording

/// The name of a theme, of the program's or of the user's own.
struct ThemeName: SettingWord {
  static let allowed = "the name of a theme"
  let name: String

  init(_ word: String) {
    name = word
  }

  var text: String { name }
}

/// A range as the dashboard's date line takes it; of today where it counts from there.
struct RangeChoice: SettingWord {
  static let allowed =
    "a range such as 90d, 2w, 3m, 1y, ytd, all, 2026-11, last month, 2026-03-01..2026-04-15"
  static let standard = RangeChoice(text: "90D", range: DateRange(.days(90)))
  let text: String
  let range: DateRange

  private init(text: String, range: DateRange) {
    self.text = text
    self.range = range
  }

  init?(_ word: String) {
    guard case .success(let range) = Self.read(word) else { return nil }
    self.init(text: word, range: range)
  }

  static func fault(of said: SettingText) -> String? {
    guard said.texts.count == 1, case .failure(let error) = read(said.texts[0]) else { return nil }
    return error.text
  }

  private static func read(_ word: String) -> Result<DateRange, DateEntryError> {
    // What feeds tell has hours, too.
    if let span = Span(name: word), !span.isOfDays { return .success(DateRange(span)) }
    return Result { () throws(DateEntryError) in
      try DateRange(word, today: WallClock.now().day)
    }
  }
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
