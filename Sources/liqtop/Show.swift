import ArgumentParser
import Canvas
import CursesTerminal
import Dashboard
import Liquidations
import Newhedge
import Refresh

/// The dashboard, which is what the program does unless told otherwise.
struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Daily Bitcoin liquidations in the terminal: longs up, shorts down, by exchange.",
    usage: """
      liqtop [--demo] [options]
      liqtop serve --demo [options]
      """,
    discussion: """
      liqtop fetches the Newhedge API's eight liquidation series once an hour and draws them as \
      stacked bars. It needs an API token: put it in a file and name it with --token-file, or in \
      the environment variable NEWHEDGE_API_TOKEN (else NEWHEDGE_API_KEY). Without one, \
      liqtop --demo shows generated data. Press ? in the dashboard for its keys.

      liqtop serve --demo serves generated data to other programs; liqtop serve --help says how.
      """,
    helpNames: [.short, .long])

  @Flag(help: "Show generated data; needs neither token nor network.")
  var demo = false

  @Option(help: ArgumentHelp("Read the API token from this file.", valueName: "file"))
  var tokenFile: String?

  @OptionGroup var connection: ConnectionOptions

  @Option(
    help: ArgumentHelp(
      "Fetch every so often: 60m, 2h. The API counts calls, so not below 36m.",
      valueName: "time"))
  var interval = Interval(duration: RefreshPolicy().interval)

  @OptionGroup var look: ViewOptions

  @Option(
    help: ArgumentHelp(
      "The colours, or the name of your own file ~/.config/liqtop/themes/name.theme.",
      valueName: "name"))
  var theme: ThemeName?

  @Flag(help: "Leave the mouse to the terminal; m takes it.")
  var noMouse = false

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  func validate() throws {
    guard demo, connection.baseURL != nil || tokenFile != nil else { return }
    throw ValidationError("--demo has data of its own; leave --base-url and --token-file away.")
  }

  func run() async throws {
    let environment = Environment.all
    let source = try dataSource(environment)
    let file = PreferencesFile(environment)
    let preferences = look.over(file.load())
    let theme = try startTheme(ThemeFiles(environment), remembered: preferences.theme)
    let (events, feed) = AsyncStream.makeStream(of: DashboardEvent.self)
    let terminal = try await failing(with: .usage) {
      try await CursesTerminal.open(isASCII: ascii, environment: environment) {
        feed.yield(.terminal($0))
      }
    }
    let session = Session(
      terminal: terminal, events: events, feed: feed, source: source,
      policy: RefreshPolicy(interval: interval.duration), theme: theme, isMouseOn: !noMouse,
      preferences: preferences, remember: file.save)
    try await session.run()
  }

  /// The theme that was asked for, else the one of the last time, if it is still there.
  private func startTheme(_ files: ThemeFiles, remembered: String?) throws -> Theme {
    if let theme { return try files.theme(named: theme.name) }
    return (try? remembered.map(files.theme(named:))) ?? .terminal
  }

  private func dataSource(_ environment: [String: String]) throws -> DataSource {
    if demo { return .demo }
    let base = try failing(with: .configuration) { try connection.base(environment) }
    let token = try failing(with: .configuration) {
      try APIToken.resolve(file: tokenFile, environment: environment)
    }
    if let token { return .api(base, token) }
    // A server on this machine is the demo's own, or answers 401 with a reason.
    if base.isLoopback { return .api(base, try Demo.token()) }
    throw Failure(Self.noToken, .configuration)
  }

  private static let noToken = """
    there is no API token. Put yours in a file and run liqtop --token-file FILE, or set \
    NEWHEDGE_API_TOKEN. To look around without one, run liqtop --demo.
    """
}
