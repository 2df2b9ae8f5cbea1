import ArgumentParser
import Newhedge
import Settings

/// The dashboard, which is what the program does unless told otherwise.
struct DashboardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "liqtop",
    abstract:
      "Bitcoin liquidations in the terminal, live and by day: longs up, shorts down, by exchange.",
    usage: """
      liqtop [--demo] [options]
      liqtop print [--last 30d] [--format csv] [options]
      liqtop status [--format tmux] [options]
      liqtop watch [--format json] [options]
      liqtop alerts [list | test NAME | check] [options]
      liqtop archive info|export|import|forget|vacuum [options]
      liqtop serve --demo [options]
      liqtop config [--default] [options]
      liqtop check [--offline] [options]
      """,
    discussion: """
      liqtop fetches the Newhedge API's eight liquidation series once an hour and draws them as \
      stacked bars. That needs an API token: put it in a file and name it with --token-file, or \
      in the environment variable NEWHEDGE_API_TOKEN (else NEWHEDGE_API_KEY). Beside that, or \
      without a token instead of it, liqtop listens to the exchanges' own feeds. liqtop --demo \
      shows generated data. Press ? in the dashboard for its keys.

      liqtop print writes what the archive holds as text, CSV or JSON; liqtop print --help says how. \
      liqtop status prints a line for a status bar. \
      liqtop watch keeps the archive current without a screen and prints what happens. \
      liqtop alerts lists the alerts of the configuration and tries how one is told. \
      liqtop archive looks after what is kept. \
      liqtop serve --demo serves generated data to other programs; liqtop serve --help says how. \
      liqtop config shows how liqtop is configured; liqtop config --help says by what. \
      liqtop check tells why something doesn't work.
      """,
    version: version,
    helpNames: [.short, .long])

  @OptionGroup var options: DashboardOptions

  /// Not async: the main thread would end at the first `await`, and the loop is to stay on it.
  func run() throws {
    try MainActor.assumeIsolated { try Self.show(options.given) }
  }

  /// Shows the dashboard until its end.
  ///
  /// - Throws: `ProgramError`, or `ExitCode` if the exit status isn't 0.
  @MainActor static func show(_ given: [SettingKey: [String]]) throws {
    let environment = Environment.all
    let settings = try ProgramSettings(given, environment)
    if let fault = settings.authoritiesFault { throw fault }
    try Limits.check()
    let log = ProgramLog(settings.logLevel, UserFolders(environment))
    do {
      // A command that is asked for the token may ask on the terminal, so it isn't taken yet.
      let engine =
        try Engine.chosenAtOnce(by: settings, environment)
        ?? runBlocking(on: NetworkLoop.executor) {
          try await Engine.chosen(by: settings, environment)
        }
      let status = try run(engine, settings, environment, log)
      log.add(.ended(status: status))
      if status != 0 { throw ExitCode(status) }
    } catch let failure as ProgramError {
      log.add(.failure(failure))
      throw failure
    }
  }

  @MainActor private static func run(
    _ engine: Engine, _ settings: ProgramSettings, _ environment: [String: String],
    _ log: ProgramLog
  ) throws -> Int32 {
    guard !settings.isPlain else {
      var run = try PlainRun(engine, settings, environment, log)
      return try run.run()
    }
    var run = try DashboardRun(engine, settings, environment, log)
    return try run.run()
  }
}
