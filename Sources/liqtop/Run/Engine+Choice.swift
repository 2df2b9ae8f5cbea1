import Demo
import Newhedge

extension Engine {
  /// One for the source that was asked for, with its token.
  ///
  /// - Throws: `ProgramError` if there is no token to be had, and the exchanges aren't listened to either.
  nonisolated(nonsending) static func chosen(
    by settings: ProgramSettings, _ environment: [String: String]
  ) async throws(ProgramError) -> Engine {
    if let engine = withoutToken(by: settings) { return engine }
    let tokenSource = try TokenSource.find(settings, environment)
    return try engine(with: try await tokenSource?.token(environment), settings)
  }

  /// The same where nothing has to be waited for; nil where a command has to be run.
  static func chosenAtOnce(
    by settings: ProgramSettings, _ environment: [String: String]
  ) throws(ProgramError) -> Engine? {
    if let engine = withoutToken(by: settings) { return engine }
    let tokenSource = try TokenSource.find(settings, environment)
    if let tokenSource, tokenSource.isCommand { return nil }
    return try engine(with: try tokenSource?.tokenAtOnce(environment), settings)
  }

  /// One that needs none, if that is asked for.
  private static func withoutToken(by settings: ProgramSettings) -> Engine? {
    if settings.isDemo { return Engine(source: .demo(isLive: settings.isLive)) }
    return settings.keptSource.map {
      Engine(source: .kept($0), exchanges: settings.exchangesPlace)
    }
  }

  private static func engine(
    with token: APIToken?, _ settings: ProgramSettings
  ) throws(ProgramError) -> Engine {
    // A server on this machine is the demo's own, or answers 401 with a reason.
    let token = token ?? (settings.base.isLoopback ? try? Demo.token() : nil)
    let source = token.map { Source.api(settings.base, $0) } ?? .feeds(settings.base)
    if case .feeds = source, settings.ways == nil {
      throw ProgramError(noToken, .configuration)
    }
    return Engine(
      source: source, route: settings.route, ways: settings.ways,
      exchanges: settings.exchangesPlace)
  }

  static let noToken = """
    there is no API token. Put yours in a file and run liqtop --token-file FILE, or set \
    NEWHEDGE_API_TOKEN. To look around without one, run liqtop --demo.
    """
}
