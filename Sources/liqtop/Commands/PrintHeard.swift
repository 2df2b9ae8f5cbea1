import Archive
import Liquidations
import Live
import Reports
import Wording

/// What was heard of the exchanges' own feeds.
extension Print {
  func printLive(_ job: PrintJob) throws {
    let part = part(job, job.unit.step)
    let found = try job.settings.reading { path throws(ArchiveReadingError) in
      try ArchiveReader(path: path).live(part, at: job.now)
    }
    complain(of: found)
    let report = LiveReport(
      of: found.record, source: part.place, range: job.range, unit: job.unit,
      exchanges: job.exchanges, at: job.now)
    guard let report else { throw nothing(in: found, of: part) }
    write(report, job)
    try checkAge(of: found.record, job)
  }

  func printTape(_ job: PrintJob) throws {
    let part = part(job, .minute)
    let found = try job.settings.reading { path throws(ArchiveReadingError) in
      try ArchiveReader(path: path).tapeRecord(part, at: job.now)
    }
    complain(of: found)
    let report = TapeReport(
      of: found.record, source: part.place, range: job.range, exchanges: job.exchanges,
      at: job.now)
    guard let report, try report.isCovered || hasRows(report, part, job) else {
      throw nothing(in: found, of: part)
    }
    let left = try write(report, part, job)
    if left > 0 {
      let what = Digits.counted(left, "liquidation")
      let were = left == 1 ? "was" : "were"
      Console.complain("liqtop: \(what) of the tape can't be meant, and \(were) left out.")
    }
    try checkAge(of: found.record, job)
  }

  func printPrices(_ job: PrintJob) throws {
    let part = part(job, .minute)
    let found = try job.settings.reading { path throws(ArchiveReadingError) in
      try ArchiveReader(path: path).live(part, hasSums: false, hasPrices: true, at: job.now)
    }
    complain(of: found)
    let newest = found.price?.at ?? found.prices.map(\.minute.start).max()
    let report = PriceReport(
      of: found.prices, asOf: newest, source: part.place, range: job.range, unit: job.unit,
      at: job.now)
    guard let report else { throw nothing(in: found, of: part) }
    write(report, job)
    try checkAge(newest, of: "the newest price is", orSay: "no price is known.", at: job.now)
  }

  private func part(_ job: PrintJob, _ step: Step) -> LivePart {
    LivePart(
      step, in: job.range.time(by: job.unit, at: job.now), of: job.settings.exchangesPlace)
  }

  private func complain(of found: ArchivedLive) {
    if let fault = found.fault { Console.complain(of: fault) }
  }

  private func checkAge(of record: LiveRecord, _ job: PrintJob) throws(ProgramError) {
    let told = job.exchanges.exchanges.min {
      record.told[$0]?.seconds ?? 0 < record.told[$1]?.seconds ?? 0
    }
    try checkAge(
      record.oldest(of: job.exchanges), of: "what \(told?.name ?? "an exchange") told is",
      orSay: "\(told?.name ?? "one of the exchanges") was never heard.", at: job.now)
  }

  private func nothing(in found: ArchivedLive, of part: LivePart) -> ProgramError {
    if found.record.start == nil {
      let others = found.others.joined(separator: ", ")
      return ProgramError(
        others.isEmpty
          ? "nothing of the exchanges' feeds is kept yet; a dashboard that runs listens to them."
          : "nothing of \(part.place) is kept, but of \(others); choose with --exchanges-url.",
        .noInput)
    }
    let isShort = part.step == .minute && what != .tape
    let hint = isShort ? "; minutes are kept for eight days, hours longer (--bucket hour)" : ""
    switch what {
    case .price: return ProgramError("no price of that time is kept.", .noInput)
    case .tape:
      return ProgramError(
        "nothing was heard in that time; the tape is kept for eight days.", .noInput)
    case .days, .live: return ProgramError("nothing was heard in that time\(hint).", .noInput)
    }
  }
}

// MARK: - The tape

extension Print {
  /// Whether there is a row of that time although nothing of it is covered.
  private func hasRows(
    _ report: TapeReport, _ part: LivePart, _ job: PrintJob
  ) throws(ProgramError) -> Bool {
    var isThere = false
    _ = try forEachRow(of: report, part, job) { _ in
      isThere = true
      return false
    }
    return isThere
  }

  /// - Returns: how many rows can't be.
  private func write(
    _ report: TapeReport, _ part: LivePart, _ job: PrintJob
  ) throws(ProgramError) -> Int {
    var output = OutputText()
    var left = 0
    try report.write(form(job), to: &output) { take throws(ProgramError) in
      left = try forEachRow(of: report, part, job) { liquidation in
        take(liquidation)
        return true
      }
    }
    output.flush()
    return left
  }

  private func forEachRow(
    of report: TapeReport, _ part: LivePart, _ job: PrintJob, _ body: (Liquidation) -> Bool
  ) throws(ProgramError) -> Int {
    let part = LivePart(.minute, in: report.time, of: part.place)
    return try job.settings.reading { path throws(ArchiveReadingError) in
      try ArchiveReader(path: path).forEachLiquidation(part, of: job.exchanges, body)
    }
  }
}
