import Alerts
import ArgumentParser
import CursesTerminal
import Liquidations
import Settings

/// Fires an alert to try how it is told.
struct AlertTest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Have an alert told as if it had fired, marked as a test.",
    discussion: """
      Prints what would be told, rings the bell or sends the notification of alert_with if this is a \
      terminal, and runs what the rule runs. Nothing is kept, so no dashboard tells of it. The exit \
      status is 69 if the program that is run fails.
      """,
    helpNames: [.short, .long])

  @Argument(
    help: "The alert's name.", completion: .custom { words, _, _ in Completion.alerts(words) })
  var name: String

  @OptionGroup var file: FileOption
  // As the other commands of alerts have them; nothing is read there.
  @OptionGroup(visibility: .hidden) var place: AlertPlace

  func run() async throws {
    let environment = Environment.all
    let settings = try place.settings(file, environment)
    guard let rule = settings.alerts.first(where: { $0.name == name }) else {
      throw ProgramError(noSuchAlert(in: settings.alerts.map(\.name)), .usage)
    }
    let firing = Firing.test(of: rule, at: WallClock.now())
    Console.say("\(firing.title)\n\(firing.text)")
    let terminal = TextTerminal(isASCII: settings.isASCII, environment: environment)
    if terminal.columns != nil {
      let call = TerminalCall.text(
        firing.title, firing.text, by: settings.alertWays.forms, environment: environment)
      Console.write(call.utf8)
    }
    try await runHook(of: rule, firing, settings, environment)
  }

  private func noSuchAlert(in names: [String]) -> String {
    let near = name.nearest(among: names).map { "; did you mean \($0)?" } ?? "."
    return "there is no alert \(name.prefix(40))\(near) The alerts are "
      + names.joined(separator: ", ") + "."
  }

  private func runHook(
    of rule: AlertRule, _ firing: Firing, _ settings: ProgramSettings,
    _ environment: [String: String]
  ) async throws {
    guard let hook = Hook(rule.run) else { return }
    // What holds the token is kept from it, whether or not it can be used.
    let token = try? await TokenSource.find(settings, environment)?.token(environment)
    let end = await hook.run(HookValues(firing), in: HookEnvironment(environment, token: token))
    guard end.isWell else { throw ProgramError("\(end.words(hook.name)).", .unavailable) }
    Console.say("\(hook.name) ended well.")
  }
}
