import Liquidations
import Refresh

// MARK: - The place

extension SeriesArchive {
  /// Does some work on the file; nil if it can't be used.
  ///
  /// - Parameter isWriting: whether a file that couldn't be used is tried again.
  @discardableResult
  func onFile<Result>(
    isWriting: Bool = true, _ work: (Records) throws(SQLiteError) -> Result
  ) -> Result? {
    // Twice, because a damaged file is followed by a new one.
    for _ in 0..<2 {
      guard let (records, identity) = current(retries: isWriting) else { return nil }
      do throws(SQLiteError) {
        return try work(records)
      } catch {
        leave(records, identity, because: error)
      }
    }
    return nil
  }

  /// The file as it lies there now, opened if need be; nil if it can't be used.
  private func current(retries: Bool) -> (Records, ArchiveFile.Identity?)? {
    switch place {
    case .file(let records, let identity) where file?.identity == identity:
      return (records, identity)
    case .file(let records, _):
      // Another file has its name by now, whose log this one's end must not take away.
      records.database.leaveFiles()
      turns += 1
    case .memory(let trouble) where !retries || !trouble.isPassing: return nil
    case .memory, .unopened: break
    }
    open()
    guard case .file(let records, let identity) = place else { return nil }
    return (records, identity)
  }

  private func open() {
    guard let file else { return goOn(.noHome) }
    // Twice, because a damaged file is followed by a new one.
    for _ in 0..<2 {
      var identity: ArchiveFile.Identity?
      do throws(ArchiveError) {
        try file.make()
        // Taken before the file is opened: should another one come between, it is seen at once.
        identity = file.identity
        return use(try opened(file), identity)
      } catch {
        guard error == .damaged, setAside(identity) else { return goOn(error) }
      }
    }
    goOn(.damaged)
  }

  /// The file, with everything in it that this process knows.
  private func opened(_ file: ArchiveFile) throws(ArchiveError) -> Records {
    let database = try file.open(patience: min(patience, Self.patience.start))
    let records = records(of: database)
    do throws(SQLiteError) {
      try catchUp(records)
    } catch {
      if file.trouble(error) == .damaged { database.leaveFiles() }
      throw file.trouble(error)
    }
    database.wait(atMost: patience)
    return records
  }

  private func use(_ records: Records, _ identity: ArchiveFile.Identity?) {
    place = .file(records, identity)
    if fault?.isWriting == false { fault = nil }
    turns += 1
  }

  /// Writes down what came while the file couldn't be used; if it is new, everything that is known.
  private func catchUp(_ records: Records) throws(SQLiteError) {
    guard !memory.readings.isEmpty || !memory.unwrittenCalls.isEmpty else { return }
    let there = try records.readings()
    for (metric, reading) in memory.readings {
      let isUnwritten = memory.unwritten.contains(metric)
      let theirs = there[metric]?.asOf
      if let asOf = reading.asOf, theirs.map({ isUnwritten && $0 < asOf }) ?? true {
        _ = try records.save(
          FetchedSeries(series: reading.series, droppedValues: reading.droppedValues),
          validator: reading.validator, of: metric, asOf: asOf)
      }
      if isUnwritten, let error = reading.error, let failedAt = reading.failedAt {
        try records.record(error, at: failedAt)
      }
    }
    try records.change { () throws(SQLiteError) in
      for (month, calls) in memory.unwrittenCalls { try records.count(calls, in: month) }
    }
    memory.isWritten()
  }

  /// Gives up on the file after an error; it is set aside if it is damaged.
  private func leave(
    _ records: Records, _ identity: ArchiveFile.Identity?, because error: SQLiteError
  ) {
    guard let file else { return }
    let trouble = file.trouble(error)
    if trouble == .damaged {
      records.database.leaveFiles()
      place = .unopened
      if setAside(identity) { return }
    }
    goOn(trouble)
  }

  /// Whether the damaged file is out of the way.
  private func setAside(_ identity: ArchiveFile.Identity?) -> Bool {
    do throws(ArchiveError) {
      guard let name = try file?.setAside(identity, at: now()) else { return true }
      fault = StoreFault(
        "The archive was damaged; it is kept as \(name), and a new one was begun.",
        isWriting: true)
      turns += 1
      return true
    } catch {
      return false
    }
  }

  /// Goes on in memory.
  private func goOn(_ trouble: ArchiveError) {
    if case .memory(let before) = place, before == trouble { return }
    readWhatIsThere(trouble)
    place = .memory(trouble)
    fault = StoreFault(trouble.sentence(file?.path ?? ""), isWriting: false)
    turns += 1
  }

  /// What can't be written may still be read.
  private func readWhatIsThere(_ trouble: ArchiveError) {
    guard memory.readings.isEmpty, trouble == .readOnly || trouble == .diskFull,
      let database = file?.openForReading(patience: .zero)
    else { return }
    let now = now()
    guard let kept = try? records(of: database).load(at: now) else { return }
    memory.remember(kept, in: Month(of: now))
  }

  nonisolated func records(of database: Database) -> Records {
    Records(database, source: source, token: token, holder: holder)
  }
}
