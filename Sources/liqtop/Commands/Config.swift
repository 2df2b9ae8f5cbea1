import ArgumentParser
import Settings

/// Prints the configuration.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the configuration and where each value comes from.",
    usage: """
      liqtop config [options of the dashboard]
      liqtop config --default
      """,
    discussion: """
      Each value comes from an option, else a variable, else the configuration file, else what the \
      dashboard remembers of the last time, else it is the default. A token is never printed. What \
      a start would say is wrong is said here too, and the exit status is then 78; a token command \
      isn't run, only looked for.

      It takes the dashboard's other options, too, and says what they set; liqtop --help lists them.

      mkdir -p ~/.config/liqtop && liqtop config --default > ~/.config/liqtop/config.yaml writes a \
      file to begin with.
      """,
    helpNames: [.short, .long])

  @Flag(name: .customLong("default"), help: "Print a commented configuration file of defaults.")
  var printsDefault = false

  @OptionGroup var source: SourceOptions
  // Told as all settings are, and of no use here.
  @OptionGroup(visibility: .hidden) var look: LookOptions

  var given: [SettingKey: [String]] { source.given.merging(look.given) { $1 } }

  func run() throws {
    guard !printsDefault else { return Console.say(StandardFile.text) }
    let report = try SettingsReport(given, Environment.all)
    Console.say(report.text)
    let faults = report.faults
    for fault in faults.dropLast() { Console.complain("liqtop: \("\(fault)".printable)") }
    if let last = faults.last { throw last }
  }
}
