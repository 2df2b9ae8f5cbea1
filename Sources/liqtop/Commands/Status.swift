import Archive
public import ArgumentParser
import CursesTerminal
import Liquidations
import Refresh
public import Reports

/// Writes a line for a status bar.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a line for a status bar: tmux, waybar, i3blocks, i3status-rs.",
    discussion: """
      Says what was liquidated on the newest day that has a value, and how long ago that was \
      fetched. It reads the archive as it is: without a token, without the network, and without \
      waiting. With nothing to show it says so, and the exit status is still 0, because bars hide \
      what fails; it is 64 if an option is wrong, 78 if the configuration is.

      The line of one's own is made of text and of names in braces: \(StatusTemplate.names).
      """,
    helpNames: [.short, .long])

  @Option(help: "Whose form the line has.")
  var format = StatusFormat.text

  @Option(help: ArgumentHelp("A line of your own, such as '{long} {net}'.", valueName: "text"))
  var template: String?

  @OptionGroup var source: ArchiveOptions

  func validate() throws {
    if let template, StatusTemplate(template) == nil {
      throw ValidationError("In --template, only these stand in braces: \(StatusTemplate.names).")
    }
    if template != nil, format == .json {
      throw ValidationError("--template is for bars, not for json.")
    }
  }

  func run() throws {
    let (environment, now) = (Environment.all, WallClock.now())
    let exchanges = try source.exchanges
    let settings = try source.settings(environment)
    let terminal = TextTerminal(isASCII: settings.isASCII, environment: environment)
    let form = StatusForm(
      format, template: template.flatMap(StatusTemplate.init), isUnicode: terminal.isUnicode)
    write(try line(form, of: exchanges, settings, at: now))
  }

  private func line(
    _ form: StatusForm, of exchanges: ExchangeSet, _ settings: ProgramSettings, at now: Timestamp
  ) throws(ProgramError) -> String {
    let reading: ArchiveReading
    do throws(ProgramError) {
      reading = try settings.archiveReading(timesOf: nil, at: now)
    } catch {
      guard error.status == .noInput else { throw error }
      return form.line(nil, reason: error.description)
    }
    let status = DayStatus(
      of: Snapshot(reading.kept, policy: settings.policy, at: now), source: settings.archiveSource,
      exchanges: exchanges, oldest: settings.policy.interval * 2, at: now)
    return form.line(status, reason: "The archive has nothing of \(settings.archiveSource).")
  }

  private func write(_ line: String) { Console.write("\(line)\n".utf8) }
}

extension StatusFormat: ExpressibleByArgument {}
