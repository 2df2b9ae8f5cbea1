import ArgumentParser
import Settings

/// The version of the program, as `--version` and the User-Agent say it.
let version = "0.1.0"

/// The program: the dashboard, unless a subcommand is named.
///
/// It has no options of its own: it would take them from its subcommands.
@main
struct Liqtop: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "liqtop",
    abstract: "Bitcoin liquidations, live and by day, shown or served.",
    version: version,
    subcommands: [
      DashboardCommand.self, Print.self, Status.self, Watch.self, AlertCommands.self,
      ArchiveCommand.self, Serve.self, Config.self, Check.self,
    ],
    defaultSubcommand: DashboardCommand.self,
    // Asked for help, the dashboard answers, which has the options.
    helpNames: [])

  @MainActor static func main() {
    ProcessMemory.forbidCoreDump()
    Platform.ignoreFileSizeSignal()
    Platform.openStandardFiles()
    Environment.hideToken()
    do {
      run(try Arguments.all())
    } catch {
      error.endProgram()
    }
  }

  @MainActor private static func run(_ arguments: [String]) {
    // What is wrong with the dashboard's arguments is said as of the program itself.
    let root: any ParsableCommand.Type =
      isOfCompletion(arguments)
      ? Completion.self : concernsAll(arguments) ? Liqtop.self : DashboardCommand.self
    do {
      if let given = PlainOptions.read(arguments) { return try DashboardCommand.show(given) }
      if let slip = slip(in: arguments) { throw slip }
      let command = try root.parseAsRoot(arguments)
      if let command = command as? any AsyncParsableCommand {
        try runBlocking {
          var command = command
          try await command.run()
        }
      } else {
        var command = command
        try command.run()
      }
    } catch let failure as ProgramError {
      failure.endProgram()
    } catch {
      end(error, of: root)
    }
  }

  /// Ends the program with what ArgumentParser says: help and version, or what was wrong.
  private static func end(_ error: any Error, of root: any ParsableCommand.Type) -> Never {
    let status = root.exitCode(for: error)
    let text = root.fullMessage(for: error)
    if status == .success {
      if !text.isEmpty { Console.say(text) }
    } else if !text.isEmpty {
      Console.complain(complaint(text))
    }
    root.exit(withError: status)
  }

  /// What is wrong with the arguments, said as all else that is wrong.
  private static func complaint(_ message: String) -> String {
    let words = message.trimmingPrefix("Error: ")
    return "liqtop: \(words.prefix(1).lowercased())\(words.dropFirst())"
  }

  /// What is said of a word that is most likely meant to be a command.
  private static func slip(in arguments: [String]) -> ProgramError? {
    guard let first = arguments.first, !first.hasPrefix("-"), !concernsAll(arguments) else {
      return nil
    }
    let names = configuration.subcommands.map { $0._commandName } + ["help"]
    return first.nearest(among: names).map {
      ProgramError("there is no command \(first); did you mean \($0)?", .usage)
    }
  }

  /// Whether a shell asks how the command line is completed, or with what.
  private static func isOfCompletion(_ arguments: [String]) -> Bool {
    guard let first = arguments.first else { return false }
    return first.hasPrefix("--generate-completion-script") || first == "---completion"
  }

  /// Whether the arguments name a subcommand, or ask for what all of them have in common.
  private static func concernsAll(_ arguments: [String]) -> Bool {
    guard let first = arguments.first else { return false }
    return first.hasPrefix("--experimental")
      || !first.hasPrefix("-")
        && (first == "help" || configuration.subcommands.contains { $0._commandName == first })
  }
}
