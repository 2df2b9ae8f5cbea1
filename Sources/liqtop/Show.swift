import ArgumentParser
import Canvas
import CursesTerminal
import Dashboard
import Liquidations
import Refresh
import Settings

/// The dashboard, which is what the program does unless told otherwise.
struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "liqtop",
    abstract: "Daily Bitcoin liquidations in the terminal: longs up, shorts down, by exchange.",
    usage: """
      liqtop [--demo] [options]
      liqtop serve --demo [options]
      liqtop config [--default] [options]
      liqtop check [--offline] [options]
      """,
    discussion: """
      liqtop fetches the Newhedge API's eight liquidation series once an hour and draws them as \
      stacked bars. It needs an API token: put it in a file and name it with --token-file, or in \
      the environment variable NEWHEDGE_API_TOKEN (else NEWHEDGE_API_KEY). Without one, \
      liqtop --demo shows generated data. Press ? in the dashboard for its keys.

      liqtop serve --demo serves generated data to other programs; liqtop serve --help says how. \
      liqtop config shows how liqtop is configured; liqtop config --help says by what. \
      liqtop check tells why something doesn't work.
      """,
    version: version,
    helpNames: [.short, .long])

  @OptionGroup var options: DashboardOptions

  func run() async throws {
    let environment = Environment.all
    let settings = try ProgramSettings(options, environment)
    let log = ProgramLog(settings.logLevel, UserFolders(environment))
    do {
      try await show(settings, environment, log)
      log.add(.ended(status: 0))
    } catch let failure as Failure {
      log.add(.failure(failure))
      throw failure
    } catch let status as ExitCode {
      log.add(.ended(status: status.rawValue))
      throw status
    }
  }

  private func show(
    _ settings: ProgramSettings, _ environment: [String: String], _ log: ProgramLog
  ) async throws {
    let source = try await DataSource.chosen(by: settings, options, environment)
    log.add(.began(source: source.name.words, configuration: settings.sources.file?.path))
    let file = PreferencesFile(environment)
    let preferences = settings.over(file.load())
    let files = ThemeFiles(environment)
    let theme = try startTheme(files, asked: settings.theme, remembered: preferences.theme)
    let store = source.store(path: settings.archivePath)
    // The archive is read while the terminal is opened.
    async let kept = store.load(at: WallClock.now())
    let (events, feed) = AsyncStream.makeStream(of: DashboardEvent.self)
    let terminal = try await failing(with: .usage) {
      try await CursesTerminal.open(isASCII: settings.isASCII, environment: environment) {
        feed.yield(.terminal($0))
      }
    }
    log.add(
      .terminal(
        type: environment["TERM"] ?? "", await terminal.size, await terminal.capabilities))
    let session = Session(
      terminal: terminal, events: events, feed: feed, source: source, store: store,
      kept: await kept, policy: settings.policy, theme: theme, themes: { files.all },
      keyMap: settings.keyMap, isMouseOn: settings.isMouseOn, preferences: preferences,
      remember: file.save, log: log)
    try await session.run()
  }

  /// The theme that was asked for, else the one of the last time, if it is still there.
  private func startTheme(
    _ files: ThemeFiles, asked: ThemeName?, remembered: String?
  ) throws -> Theme {
    if let asked { return try files.theme(named: asked.name) }
    return (try? remembered.map(files.theme(named:))) ?? .terminal
  }
}

extension DashboardState.Source {
  /// The source in words.
  var words: String {
    switch self {
    case .host(let host): host
    case .demo: "the demo"
    }
  }
}
