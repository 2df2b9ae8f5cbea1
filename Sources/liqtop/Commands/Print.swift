import Archive
public import ArgumentParser
import CursesTerminal
import Liquidations
import Refresh
public import Reports
import Wording

/// Writes days of the archive to standard output.
struct Print: ParsableCommand {
  enum Unit: String, ExpressibleByArgument, CaseIterable {
    case day, week, month

    var calendarUnit: CalendarUnit {
      switch self {
      case .day: .day
      case .week: .week
      case .month: .month
      }
    }
  }

  static let configuration = CommandConfiguration(
    abstract: "Print what was liquidated, from the archive, as text, CSV or JSON.",
    discussion: """
      Reads the archive as it is, without a token and without the network, also while dashboards \
      write it. Days are UTC, dates are written as in the dashboard: 2026-11-09, nov 9, last week, \
      7d, 2026-03..2026-04. Weeks and months are whole ones, all that the dates touch.

      Amounts are USD, those of shorts 0 or less. What is missing is not 0: it is an empty field, \
      null, or a dot. A sum that lacks a part is marked as a floor: it is at least so much.

      The exit status is 66 if there is nothing for those days, 75 if the data are older than \
      --max-age (they are printed all the same), 64 if an option is wrong, 78 if the configuration is.
      """,
    helpNames: [.short, .long])

  @Option(help: "How to write it.")
  var format = ReportFormat.text

  @Option(help: ArgumentHelp("From the first day of this day or range.", valueName: "date"))
  var since: String?

  @Option(help: ArgumentHelp("To the last day of this day or range.", valueName: "date"))
  var until: String?

  @Option(
    help: ArgumentHelp(
      "This range: 90d, last month, 2026-11, all. Without any dates, 30d.", valueName: "range"))
  var last: String?

  @Option(help: "What a row is.")
  var bucket = Unit.day

  @Option(help: "For csv, tsv and ndjson: a record for each value, or for each row. Default: long.")
  var shape: ReportShape?

  @Flag(help: "For text, csv and tsv: leave out the line of names.")
  var noHeader = false

  @Option(
    help: ArgumentHelp(
      "Exit with 75 if the data are older than this: 60m, 2h.", valueName: "time"))
  var maxAge: String?

  @OptionGroup var source: ArchiveOptions

  func validate() throws {
    if last != nil, since != nil || until != nil {
      throw ValidationError("Use either --last, or --since and --until.")
    }
    if shape != nil, !format.hasShape {
      throw ValidationError("--shape is for csv, tsv and ndjson.")
    }
    if noHeader, !format.hasHeader {
      throw ValidationError("--no-header is for text, csv and tsv.")
    }
    if let maxAge, Interval(maxAge) == nil {
      throw ValidationError("--max-age must be \(Interval.allowed).")
    }
  }

  func run() throws {
    let (environment, now) = (Environment.all, WallClock.now())
    let range = try range(today: now.day)
    let exchanges = try source.exchanges
    let settings = try source.settings(environment)
    let unit = bucket.calendarUnit
    let needsTimes = format.hasShape && shape != .wide
    let days = needsTimes ? DayReport.days(in: range, by: unit, at: now) : nil
    let reading = try settings.archiveReading(timesOf: days, at: now)
    if let fault = reading.kept.fault { Console.complain("liqtop: \(fault.sentence.printable)") }
    let report = DayReport(
      of: Snapshot(reading.kept, policy: settings.policy, at: now), times: reading.times,
      source: settings.archiveSource, range: range,
      unit: unit, exchanges: exchanges, at: now)
    guard let report else { throw nothing(in: reading, of: settings.archiveSource) }
    write(report, TextTerminal(isASCII: settings.isASCII, environment: environment))
    try checkAge(of: report, at: now)
  }

  /// The days that are asked for.
  private func range(today: Day) throws(ProgramError) -> DateRange {
    if let last { return try Self.range(last, of: "--last", today) }
    guard since != nil || until != nil else { return DateRange(.days(30)) }
    // Each for itself, so that what is wrong is said of the right one.
    if let since { _ = try Self.range("\(since)..", of: "--since", today) }
    if let until { _ = try Self.range("..\(until)", of: "--until", today) }
    return try Self.range("\(since ?? "")..\(until ?? "")", of: "--until", today)
  }

  private static func range(
    _ text: String, of option: String, _ today: Day
  ) throws(ProgramError) -> DateRange {
    do throws(DateEntryError) {
      return try DateRange(text, today: today)
    } catch {
      throw ProgramError("\(option) \(error.text)", .usage)
    }
  }

  private func nothing(in reading: ArchiveReading, of source: String) -> ProgramError {
    let isKnown = reading.sources.contains(source)
    let others = reading.sources.filter { $0 != source }.joined(separator: ", ")
    return ProgramError(
      isKnown
        ? "the archive has no value for those days."
        : "the archive has nothing of \(source)"
          + (others.isEmpty ? "." : ", but of \(others); choose with --source."), .noInput)
  }

  private func write(_ report: DayReport, _ terminal: TextTerminal) {
    let layout = TextLayout(
      columns: terminal.columns, hasColours: terminal.hasColours, isUnicode: terminal.isUnicode)
    let form = ReportForm(
      format, shape: shape ?? .long, hasHeader: !noHeader, layout: layout)
    var output = OutputText()
    report.write(form, to: &output)
    output.flush()
  }

  private func checkAge(of report: DayReport, at now: Timestamp) throws(ProgramError) {
    guard let maxAge, let limit = Interval(maxAge)?.duration else { return }
    guard let oldest = report.oldest else {
      throw ProgramError("some of the series were never received.", .tooOld)
    }
    if now - oldest > limit {
      throw ProgramError(
        "the data are older than \(maxAge): \(Age.words(now - oldest)).", .tooOld)
    }
  }
}

extension ReportFormat: ExpressibleByArgument {}
extension ReportShape: ExpressibleByArgument {}
