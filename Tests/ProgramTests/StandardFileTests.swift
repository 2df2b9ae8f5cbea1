import Settings
import Testing

@testable import liqtop

/// The commented configuration file of `liqtop config --default`.
@Suite struct StandardFileTests {
  private let home: UserHome

  init() throws {
    home = try UserHome()
  }

  /// Each key's value, but for those that stand there as examples.
  private func values(_ report: SettingsReport) -> [String] {
    report.lines.filter {
      !["config", "token", "token_file", "ca_file", "archive", "exchanges_url", "source"]
        .contains($0.key)
    }
    .map { "\($0.key) \($0.value)" }
  }

  private func report(_ text: String) throws -> SettingsReport {
    try home.report(["--config", home.writePrivately("c.yaml", text)])
  }

  @Test func itSaysWhatIsTheCaseWithoutIt() throws {
    let plain = values(try home.report())
    #expect(plain.count > 40)
    #expect(values(try report(StandardFile.text)) == plain)
  }

  @Test func whatIsCommentedOutIsRightAsWell() throws {
    let lines = StandardFile.text.split(separator: "\n").map { line in
      let isValue = line.hasPrefix("#") && !line.hasPrefix("# ") && line != "#"
      return isValue && !line.hasPrefix("#token_command") ? line.dropFirst() : line
    }
    let whole = try report(lines.joined(separator: "\n"))
    #expect(whole.lines.first { $0.key == "theme" }?.origin.contains("c.yaml:") == true)
    #expect(values(whole) == values(try home.report()))
  }

  @Test func everySettingIsInItWithItsMeaning() {
    let text = StandardFile.text
    for setting in SettingTable.all {
      #expect(!setting.meaning.isEmpty)
      #expect(text.contains("# \(setting.meaning.joined(separator: "\n# "))\n"))
      #expect(text.contains("\n\(setting.key.name):") || text.contains("\n#\(setting.key.name): "))
    }
    for line in ["#theme: terminal", "  next_exchange: [Tab]", "interval: 60m"] {
      #expect(text.contains("\n\(line)\n"))
    }
    #expect(text.contains("\n#token_file: ~/.newhedge-token\n"))
    for meaning in ["minutes, an hour, 4 hours", "average, price", "the tape's smallest rows"] {
      #expect(text.split(separator: "\n").contains { $0.hasPrefix("  # ") && $0.contains(meaning) })
    }
  }
}
