import Newhedge
import Settings
import Wording

/// What a watcher goes by, from one reading of the configuration to the next.
struct WatchConfiguration: Sendable {
  let settings: ProgramSettings
  let engine: Engine

  /// Reads the configuration, and takes the token from where it is.
  ///
  /// - Parameter given: what was said on the command line.
  /// - Throws: `ProgramError` for the first thing that is wrong.
  nonisolated(nonsending) static func read(
    _ given: [SettingKey: [String]], _ environment: [String: String]
  ) async throws(ProgramError) -> WatchConfiguration {
    let settings = try ProgramSettings(given, environment)
    if let fault = settings.authoritiesFault { throw fault }
    if let source = settings.keptSource {
      throw ProgramError(
        "of \(source.printable) there is only what is kept, so there is nothing to watch; leave out source.",
        .configuration)
    }
    var engine = try await Engine.chosen(by: settings, environment)
    engine.alerts = AlertWork(
      settings, of: engine.source, environment, callsUser: false,
      ProgramLog(settings.logLevel, UserFolders(environment)))
    return WatchConfiguration(settings: settings, engine: engine)
  }

  var source: WatchEvent.Source {
    switch engine.source {
    case .api(let base, _): .api(host: base.host, isLive: engine.isLive)
    case .demo(let isLive): .demo(isLive: isLive)
    // One that is only kept was refused.
    case .feeds, .kept: .feeds
    }
  }
}
