import Settings

/// How a dashboard tells of an alert, besides what the rule runs.
struct AlertWays: SettingValue {
  enum Way: String, CaseIterable {
    /// A line and a mark that stay until they were seen.
    case screen
    case bell
    /// A notification of the terminal's, by one of the three sequences for that.
    case osc9, osc777, osc99
  }

  static let names = ["screen", "bell", "osc", "osc777", "osc99"]
  static let allowed = "none, or some of \(names.joined(separator: ", "))"
  static let standard = AlertWays(ways: [.screen, .bell])
  let ways: Set<Way>

  private init(ways: Set<Way>) {
    self.ways = ways
  }

  func contains(_ way: Way) -> Bool { ways.contains(way) }

  /// The parts of a variable, or of one text, are between commas or blanks.
  init?(_ said: SettingText) {
    let words = said.texts.flatMap { $0.lowercased().split { $0 == "," || $0 == " " } }
    let ways = words.compactMap { Way(rawValue: $0 == "osc" ? "osc9" : String($0)) }
    if words == ["none"] {
      self.ways = []
    } else {
      guard !ways.isEmpty, ways.count == words.count else { return nil }
      self.ways = Set(ways)
    }
  }

  var text: String {
    let texts = Way.allCases.filter(ways.contains).map { $0 == .osc9 ? "osc" : $0.rawValue }
    return texts.isEmpty ? "none" : texts.joined(separator: " ")
  }
}
