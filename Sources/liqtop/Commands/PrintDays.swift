import Archive
import ArgumentParser
import Liquidations
import Refresh
import Reports

/// The API's days.
extension Print {
  func printDays(_ job: PrintJob) throws {
    if refresh, let source = job.settings.keptSource {
      throw ProgramError(
        "--refresh fetches from the API, and of \(source.printable) there is only what is kept; leave out"
          + " --refresh or --source.", .usage)
    }
    let fetched = isRefreshDue(job) ? OneRefresh.run(job.settings, job.environment) : nil
    if let failure = fetched?.failure { complain("\(failure)") }
    var reading: ArchiveReading?
    do throws(ProgramError) {
      reading = try job.settings.archiveReading(timesOf: days(job), at: job.now)
    } catch {
      // What was fetched is there all the same; and that it couldn't be was said.
      if fetched?.snapshot == nil {
        throw fetched?.failure.map { ExitCode($0.status.rawValue) } ?? error
      }
    }
    if let fault = reading?.kept.fault { Console.complain(of: fault) }
    let kept = reading.map { Snapshot($0.kept, policy: job.settings.policy, at: job.now) }
    let now = WallClock.now()
    let report = DayReport(
      of: fetched?.snapshot ?? kept ?? Snapshot(), times: reading?.times ?? [:],
      source: job.settings.archiveSource, range: job.range, unit: job.unit,
      exchanges: job.exchanges, isKept: job.settings.keptSource != nil, at: now)
    guard let report else {
      throw nothing(in: reading, of: job.settings.archiveSource, after: fetched?.failure)
    }
    write(report, job)
    let never = "some of the series were never received."
    do throws(ProgramError) {
      try checkAge(report.oldest, of: "the data are", orSay: never, at: now)
    } catch {
      guard let failure = fetched?.failure else { throw error }
      complain("\(error)")
      throw ExitCode(failure.status.rawValue)
    }
    if let failure = fetched?.failure { throw ExitCode(failure.status.rawValue) }
  }

  private func complain(_ sentence: String) { Console.complain("liqtop: \(sentence.printable)") }

  /// Those of which it may have to be said since when they have their values.
  private func days(_ job: PrintJob) -> ClosedRange<Day>? {
    let needsTimes = format.hasShape && shape != .wide
    return needsTimes ? DayReport.days(in: job.range, by: job.unit, at: job.now) : nil
  }

  /// Whether it is asked for, and what there is is too old.
  private func isRefreshDue(_ job: PrintJob) -> Bool {
    guard refresh else { return false }
    guard let maxAge, let limit = Interval(maxAge)?.duration else { return true }
    guard let reading = try? job.settings.archiveReading(timesOf: nil, at: job.now) else {
      return true
    }
    let times = job.exchanges.metrics.map { reading.kept.readings[.liquidations($0)]?.asOf }
    return times.contains { $0.map { job.now - $0 > limit } ?? true }
  }

  private func nothing(
    in reading: ArchiveReading?, of source: String, after failure: ProgramError?
  ) -> any Error {
    // It was said already, and says more.
    if let failure { return ExitCode(failure.status.rawValue) }
    let sources = reading?.sources ?? []
    let others = sources.filter { $0 != source }.joined(separator: ", ")
    return ProgramError(
      sources.contains(source)
        ? "the archive has no value for those days."
        : "the archive has nothing of \(source)"
          + (others.isEmpty ? "." : ", but of \(others); choose with --source."), .noInput)
  }
}
