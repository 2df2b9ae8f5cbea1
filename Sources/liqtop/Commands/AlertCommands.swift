import Alerts
import Archive
import ArgumentParser
import Liquidations
import Wording

/// What there is to do with alerts, besides having them look.
struct AlertCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts",
    abstract: "List the alerts, try how one is told, or check whether one holds.",
    discussion: """
      Alerts are written in the configuration file, under alerts:; liqtop config --default shows how. \
      A dashboard or liqtop watch looks at them while it runs.
      """,
    subcommands: [AlertList.self, AlertTest.self, AlertCheck.self],
    defaultSubcommand: AlertList.self,
    helpNames: [.short, .long])
}

/// Lists the rules and what is remembered of each.
struct AlertList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the alerts: when each fires, when it fired last, and whether it may fire.",
    discussion: "Reads the archive as it is, without a token and without the network.",
    helpNames: [.short, .long])

  @OptionGroup var place: AlertPlace
  @OptionGroup var file: FileOption

  func run() throws {
    let now = WallClock.now()
    let settings = try place.settings(file, Environment.all)
    let reading = try settings.alertReading(at: now)
    if let fault = reading?.alerts.fault { Console.complain(of: fault) }
    let table = AlertTable(
      settings.alerts, reading?.alerts ?? StoredAlerts(), settings.knowledge(reading, at: now))
    Console.say(table.text)
  }
}

/// Says whether a rule holds by what the archive has.
struct AlertCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say which alerts hold by what the archive has, for cron and scripts.",
    discussion: """
      Of a rule about days the newest day is judged: that which isn't over, or with on: close the \
      last that is. Nothing fires, nothing is run and nothing is kept.

      The exit status is 1 if one holds; 75 if none does, but one can't be told, since what it asks is \
      missing, stale or lacks a part; 0 if none holds.
      """,
    helpNames: [.short, .long])

  @OptionGroup var place: AlertPlace
  @OptionGroup var file: FileOption

  func run() throws {
    let now = WallClock.now()
    let settings = try place.settings(file, Environment.all)
    let known = settings.knowledge(try settings.alertReading(at: now), at: now)
    var (holds, isUnknown) = (false, false)
    for rule in settings.alerts {
      switch known.standing(of: rule) {
      case .holds(let firing):
        holds = true
        Console.say("\(rule.name): holds. \(firing.text)".printable)
      case .fails: Console.say("\(rule.name): doesn't hold.")
      case .unknown(let reason):
        isUnknown = true
        Console.say("\(rule.name): can't be told. \(reason)".printable)
      }
    }
    if holds { throw ExitCode(1) }
    if isUnknown { throw ExitCode(ProgramError.Status.tooOld.rawValue) }
  }
}
