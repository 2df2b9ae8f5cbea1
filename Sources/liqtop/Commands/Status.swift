import Archive
public import ArgumentParser
import CursesTerminal
import Liquidations
import Refresh
public import Reports
import SystemPackage

/// Writes a line for a status bar.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a line for a status bar, a menu bar or a prompt.",
    discussion: """
      Says what was liquidated on the newest day that has a value, at least how much the exchanges' \
      own feeds told of in the last hour, and how long ago the day was fetched. It reads the archive \
      as it is: without a token, without the network, and without waiting. With nothing to show it \
      says so, and the exit status is still 0, because bars hide what fails; it is 64 if an option is \
      wrong, 78 if the configuration is.

      The line of one's own is made of text and of names in braces: \(StatusTemplate.names).
      """,
    helpNames: [.short, .long])

  @Option(help: "Whose form the line has.")
  var format = StatusFormat.text

  @Option(help: ArgumentHelp("A line of your own, such as '{long} {net}'.", valueName: "text"))
  var template: String?

  @Flag(help: "Go on, with another line whenever it changes, for bars that read on.")
  var watch = false

  @OptionGroup var source: ArchiveOptions

  func validate() throws {
    if let template, StatusTemplate(template) == nil {
      throw ValidationError("In --template, only these stand in braces: \(StatusTemplate.names).")
    }
    if template != nil, format == .json {
      throw ValidationError("--template is for bars, not for json.")
    }
    if watch, !format.canBeWatched {
      throw ValidationError("--watch is not for \(format.rawValue), which runs it anew each time.")
    }
  }

  func run() throws {
    let environment = Environment.all
    let exchanges = try source.exchanges
    let settings = try source.settings(environment)
    let terminal = TextTerminal(isASCII: settings.isASCII, environment: environment)
    let form = StatusForm(
      format, template: template.flatMap(StatusTemplate.init), isUnicode: terminal.isUnicode)
    guard watch else {
      return write(try line(form, of: exchanges, settings, at: WallClock.now()))
    }
    var last: String?
    var glance = StatusGlance(settings)
    repeat {
      let line = try line(form, of: exchanges, settings, at: WallClock.now())
      if line != last { write(line) }
      last = line
    } while glance.waitForChange()
  }

  private func line(
    _ form: StatusForm, of exchanges: ExchangeSet, _ settings: ProgramSettings, at now: Timestamp
  ) throws(ProgramError) -> String {
    let part = LivePart(.minute, in: HourStatus.time(at: now), of: settings.exchangesPlace)
    // What the exchanges tell is none of an import's.
    let hasHour = settings.isLive && settings.keptSource == nil
    let reading: ArchiveReading
    do throws(ProgramError) {
      // Whoever has it locked isn't waited for: a bar asks again.
      reading = try settings.archiveReading(
        timesOf: nil, live: hasHour ? part : nil, patience: .zero, at: now)
    } catch {
      guard error.status == .noInput else { throw error }
      return form.line(nil, reason: error.description)
    }
    let status = DayStatus(
      of: Snapshot(reading.kept, policy: settings.policy, at: now), source: settings.archiveSource,
      exchanges: exchanges, oldest: settings.policy.interval * 2, at: now)
    let hour = reading.live.flatMap { HourStatus(of: $0, exchanges: exchanges, at: now) }
    return form.line(status, hour, reason: "The archive has nothing of \(settings.archiveSource).")
  }

  private func write(_ line: String) { Console.write("\(line)\n".utf8) }
}

/// Looks once a second whether the line can be another: the archive was written, or a minute is over.
private struct StatusGlance {
  private static let pause = Duration.seconds(1)

  private let path: String?
  private var edition: ArchiveEdition?
  private var minute: Slot

  init(_ settings: ProgramSettings) {
    path = settings.keepsNothing ? nil : settings.archivePath
    edition = path.map { ArchiveReader(path: $0).edition }
    minute = Slot(.minute, at: WallClock.now())
  }

  /// False if nobody reads on.
  mutating func waitForChange() -> Bool {
    while Platform.isRead(.standardOutput, after: Self.pause) {
      let (edition, minute) = (
        path.map { ArchiveReader(path: $0).edition }, Slot(.minute, at: WallClock.now())
      )
      guard edition != self.edition || minute != self.minute else { continue }
      (self.edition, self.minute) = (edition, minute)
      return true
    }
    return false
  }
}

extension StatusFormat: ExpressibleByArgument {}
