import ArgumentParser

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
      dashboard remembers of the last time, else it is the default. A token is never printed. What a start would refuse is refused here, too; only \
      a token command isn't run.

      liqtop config --default > ~/.config/liqtop/config.yaml writes a file to begin with.
      """,
    helpNames: [.short, .long])

  @Flag(name: .customLong("default"), help: "Print a commented configuration file of defaults.")
  var printsDefault = false

  @OptionGroup var options: DashboardOptions

  func run() throws {
    guard !printsDefault else { return Console.say(StandardFile.text) }
    let report = try SettingsReport(options.given, Environment.all)
    Console.say(report.text)
    if let fault = report.tokenFault { throw fault }
  }
}
