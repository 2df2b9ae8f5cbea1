import ArgumentParser

/// The program: the dashboard, unless a subcommand is named.
///
/// It has no options of its own: it would take them from its subcommands.
@main
struct Liqtop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "liqtop",
    abstract: "Daily Bitcoin liquidations, shown or served.",
    version: version,
    subcommands: [Show.self, Serve.self, Config.self],
    defaultSubcommand: Show.self,
    // Asked for help, the dashboard answers, which has the options.
    helpNames: [])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as Failure {
      failure.endProgram()
    } catch {
      exit(withError: error)
    }
  }
}
