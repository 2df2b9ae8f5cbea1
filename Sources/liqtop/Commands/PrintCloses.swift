import Archive
import Liquidations
import Live
import Reports

/// What one BTC cost at the end of days.
extension Print {
  func printCloses(_ job: PrintJob) throws {
    let place = job.settings.exchangesPlace
    let found = try job.settings.reading { path throws(ArchiveReadingError) in
      try ArchiveReader(path: path).closes(of: place, at: job.now)
    }
    if let fault = found.fault { Console.complain(of: fault) }
    let report = found.closes.flatMap {
      PriceReport(of: $0, source: place, range: job.range, unit: job.unit, at: job.now)
    }
    guard let report else { throw nothing(in: found, of: place, job) }
    write(report, job)
    try checkAge(
      report.asOf, of: "the newest close is", orSay: "no close is known.", at: job.now)
  }

  private func nothing(
    in found: ArchivedCloses, of place: String, _ job: PrintJob
  ) -> ProgramError {
    if let over = found.closes?.over(at: job.now), let days = over.series.days {
      let span = "from \(days.lowerBound) to \(days.upperBound)"
      return ProgramError(
        "no close of those days is kept; those of \(over.exchange.name) go \(span).", .noInput)
    }
    let others = found.others.joined(separator: ", ")
    return ProgramError(
      others.isEmpty
        ? "no daily close is kept yet; a dashboard that listens to the exchanges fetches them."
        : "nothing of \(place) is kept, but of \(others); choose with --exchanges-url.", .noInput)
  }
}
