import Alerts
import ArgumentParser
import Canvas
import Settings

/// The program as shells complete it: the dashboard's options stand beside the names of the subcommands.
///
/// `Liqtop` has no options of its own, and the dashboard would be a subcommand called liqtop.
struct Completion: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "liqtop",
    abstract: Liqtop.configuration.abstract,
    version: version,
    subcommands: Liqtop.configuration.subcommands.filter { $0 != DashboardCommand.self },
    helpNames: [.short, .long])

  @OptionGroup var options: DashboardOptions

  /// The program's themes and the user's own.
  static var themes: [String] {
    ThemeFiles(Environment.all).all.map(\.name).filter(isPlain)
  }

  /// The alerts of the configuration; none if that can't be used.
  ///
  /// - Parameter words: of the command line, which may name another configuration.
  static func alerts(_ words: [String]) -> [String] {
    let named = words.lastIndex(of: "--config").flatMap { words.dropFirst($0 + 1).first }
    let given = named.map { [SettingKey.config: [$0]] } ?? [:]
    let settings = try? ProgramSettings(given, Environment.all)
    return settings?.alerts.map(\.name).filter(isPlain) ?? []
  }

  /// bash would carry out what else is in a word.
  private static func isPlain(_ word: String) -> Bool {
    word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."):
        true
      default: false
      }
    }
  }
}
