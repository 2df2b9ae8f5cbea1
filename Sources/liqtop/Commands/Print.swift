public import ArgumentParser
import CursesTerminal
import Liquidations
public import Reports
import Settings
import Wording

/// Writes what the archive holds to standard output.
struct Print: ParsableCommand {
  enum What: String, ExpressibleByArgument, CaseIterable {
    case days, live, tape, price
  }

  enum Bucket: String, ExpressibleByArgument, CaseIterable {
    case minute, hour, day, week, month

    var unit: CalendarUnit {
      switch self {
      case .minute: .minute
      case .hour: .hour
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

      --what days prints the API's days. --what live prints what the exchanges' own feeds told, by \
      hours, minutes, days, weeks or months: floors, each with how many of its seconds were covered. \
      --what tape prints single liquidations, and --what price the price of a minute or an hour; \
      minutes and the tape are kept for eight days. These three also take 6h and 90min with --last. \
      By days, weeks or months --what price prints daily closes, all of the one exchange that the \
      dashboard shows; a day that isn't over has none.

      Amounts are USD, those of shorts 0 or less; of a single liquidation it is the size. What is \
      missing is not 0: it is an empty field, null, or a dot. A sum that lacks a part is marked as a \
      floor: it is at least so much.

      --refresh fetches the days before that, as a dashboard would: by its token and its quota, or by \
      asking the one who refreshes. With --max-age it does so only if they are older.

      The exit status is 66 if there is nothing for that time, 75 if the data are older than \
      --max-age, 69 if a refresh failed, 77 if its token was refused (all these times what there is \
      is printed all the same), 64 if an option is wrong, 78 if the configuration is.
      """,
    helpNames: [.short, .long])

  @Option(help: "What to print.")
  var what = What.days

  @Option(help: "How to write it.")
  var format = ReportFormat.text

  @Option(help: ArgumentHelp("From the first day of this day or range.", valueName: "date"))
  var since: String?

  @Option(help: ArgumentHelp("To the last day of this day or range.", valueName: "date"))
  var until: String?

  @Option(
    help: ArgumentHelp(
      """
      This range: 90d, last month, 2026-11, all. Without any dates, 30d; of what is live, 24h, but \
      for daily closes.
      """, valueName: "range"))
  var last: String?

  @Option(
    help: """
      What a row is: day, week or month of days; hour, minute, day, week or month of what is live; \
      minute, hour, day, week or month of prices.
      """)
  var bucket: Bucket?

  @Option(
    help: "For csv, tsv and ndjson: a record for each value, or for each row. Default: long.")
  var shape: ReportShape?

  @Flag(help: "For text, csv and tsv: leave out the line of names.")
  var noHeader = false

  @Option(
    help: ArgumentHelp(
      "Exit with 75 if the data are older than this: 60m, 2h.", valueName: "time"))
  var maxAge: String?

  @Flag(help: "Fetch the days before that; with --max-age only if they are older.")
  var refresh = false

  @Option(
    help: ArgumentHelp("With --refresh: \(SettingTable.tokenFile.help)", valueName: "file"),
    completion: .file())
  var tokenFile: String?

  @OptionGroup var source: ArchiveOptions

  func validate() throws {
    if last != nil, since != nil || until != nil {
      throw ValidationError("Use either --last, or --since and --until.")
    }
    if shape != nil, !format.hasShape {
      throw ValidationError("--shape is for csv, tsv and ndjson.")
    }
    if shape != nil, what == .tape || what == .price {
      throw ValidationError("--shape is for days and live.")
    }
    if noHeader, !format.hasHeader {
      throw ValidationError("--no-header is for text, csv and tsv.")
    }
    if let maxAge, Interval(maxAge) == nil {
      throw ValidationError("--max-age must be \(Interval.allowed).")
    }
    if let bucket, !units.contains(bucket.unit) { throw ValidationError(wrongBucket) }
    if source.source != nil, what != .days {
      throw ValidationError(
        "--source is for days; --what \(what.rawValue) is of the exchanges, or of --exchanges-url.")
    }
    if refresh, what != .days {
      throw ValidationError(
        "--refresh is for days; what is live comes to a dashboard that listens.")
    }
  }

  func run() throws {
    let environment = Environment.all
    let token = tokenFile.map { [SettingTable.tokenFile.key: [$0]] } ?? [:]
    let now = WallClock.now()
    let job = PrintJob(
      range: try range(today: now.day), unit: unit, exchanges: try source.exchanges,
      settings: try source.settings(environment, and: token), environment: environment, now: now)
    switch what {
    case .days: try printDays(job)
    case .live: try printLive(job)
    case .tape: try printTape(job)
    case .price: unit.isShorterThanDay ? try printPrices(job) : try printCloses(job)
    }
  }
}

/// What is to be printed, once all that was said is understood.
struct PrintJob: Sendable {
  let range: DateRange
  let unit: CalendarUnit
  let exchanges: ExchangeSet
  let settings: ProgramSettings
  let environment: [String: String]
  let now: Timestamp
}

// MARK: - What is asked for

extension Print {
  /// What a row can be, the standard first; of the tape it is always one liquidation.
  private var units: [CalendarUnit] {
    switch what {
    case .days: CalendarUnit.ofDays
    case .live: [.hour] + CalendarUnit.ofLive.filter { $0 != .hour }
    case .tape: []
    case .price: CalendarUnit.ofPrices
    }
  }

  private var unit: CalendarUnit { bucket?.unit ?? units.first ?? .minute }

  private var wrongBucket: String {
    guard what != .tape else { return "--bucket is not for the tape: a row is one liquidation." }
    let names = units.map(\.name).joined(separator: ", ")
    return "--bucket of \(what.rawValue) must be one of \(names)."
  }

  /// The days, hours or minutes that are asked for.
  private func range(today: Day) throws(ProgramError) -> DateRange {
    let words = ReportPeriod.Words(last: last, since: since, until: until)
    let isOfDays = what == .days || what == .price && !unit.isShorterThanDay
    do throws(ReportPeriodError) {
      return try ReportPeriod(
        words, standard: isOfDays ? .days(30) : .last(24, .hour), hasHours: !isOfDays,
        today: today
      ).range
    } catch {
      throw ProgramError("--\(error.word) \(error.reason)", .usage)
    }
  }
}

// MARK: - How it is written

extension Print {
  func form(_ job: PrintJob) -> ReportForm {
    let terminal = TextTerminal(isASCII: job.settings.isASCII, environment: job.environment)
    let layout = TextLayout(
      columns: terminal.columns, hasColours: terminal.hasColours, isUnicode: terminal.isUnicode)
    return ReportForm(format, shape: shape ?? .long, hasHeader: !noHeader, layout: layout)
  }

  func write(_ report: some Report, _ job: PrintJob) {
    var output = OutputText()
    report.write(form(job), to: &output)
    output.flush()
  }

  /// - Parameters:
  ///   - oldest: up to when what was written is known; nil if some of it never was.
  ///   - whose: what that is the age of.
  func checkAge(
    _ oldest: Timestamp?, of whose: String, orSay never: String, at now: Timestamp
  ) throws(ProgramError) {
    guard let maxAge, let limit = Interval(maxAge)?.duration else { return }
    guard let oldest else { throw ProgramError(never, .tooOld) }
    guard now - oldest > limit else { return }
    throw ProgramError("\(whose) older than \(maxAge): \(Age.words(now - oldest)).", .tooOld)
  }
}

extension ReportFormat: ExpressibleByArgument {}
extension ReportShape: ExpressibleByArgument {}
