import ArgumentParser
import Canvas
import CursesTerminal
import Dashboard
import Liquidations
import Refresh
import Settings

/// One run of the dashboard, from what it was told to its end.
///
/// All that the first frame needs is done in order on the main thread: to wake another would take
/// longer than what it could do meanwhile.
@MainActor
struct DashboardRun {
  private let given: [SettingKey: [String]]
  private let environment = Environment.all

  init(_ given: [SettingKey: [String]]) {
    self.given = given
  }

  /// - Throws: `ProgramError`, or `ExitCode` if the exit status isn't 0.
  func run() async throws {
    let settings = try ProgramSettings(given, environment)
    let log = ProgramLog(settings.logLevel, UserFolders(environment))
    do {
      try await show(settings, log)
      log.add(.ended(status: 0))
    } catch let failure as ProgramError {
      log.add(.failure(failure))
      throw failure
    } catch let status as ExitCode {
      log.add(.ended(status: status.rawValue))
      throw status
    }
  }

  private func show(_ settings: ProgramSettings, _ log: ProgramLog) async throws {
    let source = try await DataSource.chosen(by: settings, environment)
    let (store, kept) = source.store(path: settings.archivePath)
    let file = PreferencesFile(environment)
    let preferences = settings.over(file.load())
    let files = ThemeFiles(environment)
    let theme = try startTheme(files, asked: settings.theme, remembered: preferences.theme)
    let (events, feed) = AsyncStream.makeStream(of: DashboardEvent.self)
    let terminal = try failing(with: .usage) {
      try CursesTerminal.open(isASCII: settings.isASCII, environment: environment) {
        feed.yield(.terminal($0))
      }
    }
    let beginning: [LogRecord] = [
      .began(source: source.name.words, configuration: settings.file?.path),
      .terminal(
        type: environment["TERM"] ?? "", terminal.size, terminal.capabilities),
    ]
    let session = Session(
      terminal: terminal, events: events, feed: feed, source: source, store: store,
      kept: kept, policy: settings.policy, theme: theme, themes: { files.all },
      keyMap: settings.keyMap, isMouseOn: settings.isMouseOn, preferences: preferences,
      remember: file.save, log: log, beginning: beginning)
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
