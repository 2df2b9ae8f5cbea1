import Archive
import ArgumentParser
import Canvas
import CursesTerminal
import Liquidations
import Newhedge
import Settings

/// Answers why it doesn't work.
struct Check: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let configuration = CommandConfiguration(
    abstract: "Check that all is well: configuration, token, terminal, archive, metrics, feeds.",
    usage: "liqtop check [--offline] [--format json] [options of the dashboard]",
    discussion: """
      Fetches each of the eight metrics once, which uses eight of the month's calls; with \
      --offline, or if fewer are left, none. The calls are counted in the archive, which is \
      otherwise left as it is, whatever is wrong with it. The exchanges' own feeds are tried for \
      three seconds, unless it is --offline. What isn't looked at is marked --. The \
      exit status is 0 if nothing is wrong, 1 if something is, 78 if the configuration can't be used.

      It takes the dashboard's other options, too, and says what they set; liqtop --help lists them.
      """,
    helpNames: [.short, .long])

  @Flag(help: "Don't use the network, and so no call.")
  var offline = false

  @Option(help: "Print it as text or as JSON.")
  var format = Format.text

  @OptionGroup var source: SourceOptions
  // Told as all settings are, and of no use here.
  @OptionGroup(visibility: .hidden) var look: LookOptions

  var given: [SettingKey: [String]] { source.given.merging(look.given) { $1 } }

  func run() async throws {
    let report = try await Self.report(given, Environment.all, isOffline: offline)
    switch format {
    case .text: Console.say(report.text)
    case .json: Console.say(try report.json)
    }
    if !report.isWell { throw ExitCode(1) }
  }

  /// Looks at everything, in the order in which it is read.
  static func report(
    _ given: [SettingKey: [String]], _ environment: [String: String], isOffline: Bool
  ) async throws(ProgramError) -> CheckReport {
    let settings = try ProgramSettings(given, environment)
    let tokenSource = settings.isDemo ? nil : try TokenSource.find(settings, environment)
    _ = try settings.theme(in: ThemeFiles(environment))
    let lines = SettingsReport(settings, token: tokenSource, environment).lines
    let engine: Engine?
    let token: CheckReport.Finding
    do throws(ProgramError) {
      let chosen = try await Engine.chosen(by: settings, environment)
      token = finding(chosen, from: tokenSource)
      engine = chosen
    } catch {
      token = .init(isWell: false, text: "\(error)")
      engine = nil
    }
    let survey = settings.isDemo || settings.keepsNothing ? nil : survey(settings, engine)
    let calls: CheckedCalls? =
      if let engine {
        try await CheckedCalls(
          of: Metric.allCases, engine, settings, survey, isOffline: isOffline)
      } else { nil }
    return CheckReport(
      version: version,
      configuration: lines.filter { $0.origin != "default" || !isLeftOut($0.key) },
      token: token, terminal: terminal(settings, environment), network: network(settings),
      archive: settings.isDemo ? nil : ArchiveCheck(survey, path: settings.archivePath),
      quota: calls?.quota, metrics: calls?.metrics,
      feeds: isOffline && settings.ways != nil ? nil : await FeedCheck.all(settings) ?? [])
  }

  /// Settings that say nothing while they are as they are by default.
  private static func isLeftOut(_ key: String) -> Bool {
    let keys = [
      SettingTable.insecureHTTP.key, SettingTable.plain.key, SettingTable.alertWith.key,
    ]
    return key.hasPrefix("keys.") || keys.contains { $0.name == key }
  }

  private static func network(_ settings: ProgramSettings) -> CheckReport.Finding? {
    let words = settings.route.words(to: settings.base).joined(separator: "; ")
    if settings.isDemo || words.isEmpty { return nil }
    guard let fault = settings.route.fault(to: settings.base) else {
      return .init(isWell: true, text: words)
    }
    return .init(isWell: false, text: APIToken.withheld(in: "\(fault); \(words)"))
  }

  /// What there is of the source in the archive; without a token, of nobody's calls.
  private static func survey(_ settings: ProgramSettings, _ engine: Engine?) -> ArchiveSurvey {
    var fingerprint = ""
    if case .api(_, let token) = engine?.source { fingerprint = token.fingerprint }
    return ArchiveSurvey(
      path: settings.archivePath, source: settings.archiveSource, token: fingerprint,
      exchanges: settings.exchangesPlace, at: WallClock.now())
  }

  private static func finding(
    _ engine: Engine, from tokenSource: TokenSource?
  ) -> CheckReport.Finding {
    if case .demo = engine.source { return .init(isWell: true, text: "the demo's own") }
    if case .kept(let name) = engine.source {
      return .init(isWell: nil, text: "not needed: only what is kept of \(name) is shown")
    }
    if case .feeds = engine.source {
      return .init(isWell: nil, text: "none; with one there are Newhedge's days, too")
    }
    guard let tokenSource else {
      return .init(isWell: true, text: "none; the demo's, on this machine")
    }
    return .init(
      isWell: true,
      text: "\(APIToken.length) letters and digits, withheld, from \(tokenSource.origin)")
  }

  private static func terminal(
    _ settings: ProgramSettings, _ environment: [String: String]
  ) -> CheckReport.Finding {
    do {
      let survey = try TerminalSurvey(isASCII: settings.isASCII, environment: environment)
      return .init(isWell: true, text: words(survey))
    } catch  where error == .inputIsNotATerminal || error == .outputIsNotATerminal {
      // Whoever writes the report to a file hasn't done anything wrong.
      return .init(isWell: nil, text: "not looked at: this isn't running in one")
    } catch {
      return .init(isWell: false, text: "\(error)")
    }
  }

  private static func glyphs(_ repertoire: Repertoire) -> String {
    switch repertoire {
    case .ascii: "ASCII"
    case .console: "UTF-8 with the console's glyphs"
    case .unicode: "UTF-8"
    }
  }

  private static func words(_ survey: TerminalSurvey) -> String {
    let size = survey.size
    let colours =
      switch survey.capabilities.colours {
      case .none: "no colours"
      case .eight: "8 colours"
      case .sixteen: "16 colours"
      case .indexed: "256 colours"
      case .direct: "all colours"
      }
    return "\(survey.type), \(size.columns)x\(size.rows) cells, \(colours), "
      + glyphs(survey.capabilities.repertoire)
      + (survey.hasMouse ? ", mouse" : ", no mouse") + (survey.isTmux ? ", in tmux" : "")
  }
}
