public import Liquidations
public import Refresh

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The archive on disk: every day ever fetched, shared by any number of processes.
///
/// It is one SQLite file, whose tables the documentation shows on its page Archive. Nothing here
/// throws: while the file can't be used the archive goes on in memory, says why in
/// `Kept.fault`, tries again with each thing to write, and then writes down what the file missed.
/// A file that is damaged is set aside under another name and a new one begun.
public actor SeriesArchive: SeriesStore {
  private enum Place {
    /// Nothing has been tried yet.
    case unopened
    case file(Records, ArchiveFile.Identity?)
    case memory(ArchiveTrouble)
  }

  /// How long others' locks are waited for: at the start little, because a frame waits.
  static let patience = (start: Duration.seconds(1), later: Duration.seconds(5))

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  private let executor = ArchiveExecutor()
  private let file: ArchiveFile?
  private let source: String
  private let token: String
  private let holder: String
  private let now: @Sendable () -> Timestamp
  private let patience: Duration

  private var place = Place.unopened
  private var memory = Memory()
  private var fault: StoreFault?
  /// How often the place or the fault has changed.
  private var turns: UInt64 = 0

  /// Nothing is opened before it is needed.
  ///
  /// - Parameters:
  ///   - path: of the file, which is made with its folders if there is none; nil if no place for
  ///     it is known.
  ///   - source: the base URL.
  ///   - token: the token's fingerprint, never the token.
  ///   - patience: how long others' locks are waited for.
  ///   - now: the wall clock, which dates a damaged file's name.
  public init(
    path: String?, source: String, token: String, patience: Duration? = nil,
    now: @escaping @Sendable () -> Timestamp
  ) {
    file = path.map(ArchiveFile.init)
    self.source = source
    self.token = token
    self.now = now
    self.patience = patience ?? Self.patience.later
    holder = "\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 36))"
  }

  /// Lets go of the file; with nobody else on it, its log is worked into it.
  public func close() {
    resign()
    place = .unopened
  }
}

// MARK: - What is kept

extension SeriesArchive {
  public func load(at now: Timestamp) -> Kept {
    let month = Month(of: now)
    if let kept = onFile({ records throws(SQLiteError) in try records.load(at: now) }) {
      memory.remember(kept, in: month)
    }
    var kept = memory.load(in: month)
    kept.fault = fault
    return kept
  }

  public func version() -> UInt64 {
    let changes = onFile(isWriting: false) { records throws(SQLiteError) in
      try records.changes()
    }
    return turns << 40 &+ UInt64(truncatingIfNeeded: changes ?? memory.changes)
  }

  public func save(
    _ fetched: FetchedSeries, validator: Validator?, of metric: Metric, asOf: Timestamp
  ) -> DailySeries {
    let merged = onFile { records throws(SQLiteError) in
      try records.save(fetched, validator: validator, of: metric, asOf: asOf)
    }
    return memory.save(
      fetched, validator: validator, of: metric, asOf: asOf, merged: merged)
  }

  public func confirm(_ metric: Metric, asOf: Timestamp) {
    let done: Void? = onFile { records throws(SQLiteError) in
      try records.confirm(metric, asOf: asOf)
    }
    memory.confirm(metric, asOf: asOf, isWritten: done != nil)
  }

  public func record(_ error: FetchError, at now: Timestamp) {
    let done: Void? = onFile { records throws(SQLiteError) in try records.record(error, at: now) }
    memory.record(error, at: now, isWritten: done != nil)
  }
}

// MARK: - Sharing

extension SeriesArchive {
  public func announce(_ plan: AnnouncedPlan) {
    onFile { records throws(SQLiteError) in try records.announce(plan) }
    memory.announce(plan)
  }

  /// In memory alone there is nobody else.
  public func lead(at now: Timestamp) -> Bool {
    onFile { records throws(SQLiteError) in try records.lead(at: now) } ?? true
  }

  public func resign() {
    guard case .file = place else { return }
    onFile { records throws(SQLiteError) in try records.resign() }
  }

  public func ask(_ request: RefreshRequest) {
    onFile { records throws(SQLiteError) in try records.ask(request) }
    memory.ask(request)
  }

  public func take(_ calls: Int, of limit: Int, at now: Timestamp) -> Int {
    let month = Month(of: now)
    let granted = onFile { records throws(SQLiteError) in
      try records.take(calls, of: limit, in: month)
    }
    guard let granted else { return memory.take(calls, of: limit, in: month) }
    memory.count(granted, in: month, isWritten: true)
    return granted
  }

  public func giveBack(_ calls: Int, at now: Timestamp) {
    let month = Month(of: now)
    let done: Void? = onFile { records throws(SQLiteError) in
      try records.giveBack(calls, in: month)
    }
    memory.count(-max(0, calls), in: month, isWritten: done != nil)
  }
}

// MARK: - The place

extension SeriesArchive {
  /// Does some work on the file; nil if it can't be used.
  ///
  /// - Parameter isWriting: whether a file that couldn't be used is tried again.
  @discardableResult
  private func onFile<Result>(
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
      do throws(ArchiveTrouble) {
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
  private func opened(_ file: ArchiveFile) throws(ArchiveTrouble) -> Records {
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
          FetchedSeries(series: reading.series, rejections: reading.rejections),
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
    do throws(ArchiveTrouble) {
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
  private func goOn(_ trouble: ArchiveTrouble) {
    if case .memory(let before) = place, before == trouble { return }
    readWhatIsThere(trouble)
    place = .memory(trouble)
    fault = StoreFault(trouble.sentence(file?.path ?? ""), isWriting: false)
    turns += 1
  }

  /// What can't be written may still be read.
  private func readWhatIsThere(_ trouble: ArchiveTrouble) {
    guard memory.readings.isEmpty, trouble == .readOnly || trouble == .diskFull,
      let database = file?.openForReading(patience: .zero)
    else { return }
    let now = now()
    guard let kept = try? records(of: database).load(at: now) else { return }
    memory.remember(kept, in: Month(of: now))
  }

  private func records(of database: Database) -> Records {
    Records(database, source: source, token: token, holder: holder)
  }
}
