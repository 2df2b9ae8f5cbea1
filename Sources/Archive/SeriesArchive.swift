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
  enum Place {
    /// Nothing has been tried yet.
    case unopened
    case file(Records, ArchiveFile.Identity?)
    case memory(ArchiveError)
  }

  /// How long others' locks are waited for: at the start little, because a frame waits.
  static let patience = (start: Duration.seconds(1), later: Duration.seconds(5))

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  private let executor = ArchiveExecutor()
  let file: ArchiveFile?
  let source: String
  let token: String
  let holder: String
  let now: @Sendable () -> Timestamp
  let patience: Duration

  var place = Place.unopened
  var memory = Memory()
  var fault: StoreFault?
  /// How often the place or the fault has changed.
  var turns: UInt64 = 0

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
    holder = LeaseHolder().text
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
    load(at: now) { records throws(SQLiteError) in try records.load(at: now) }
  }

  /// What a first frame shows, read on the caller's thread: the frame has nothing else to wait for.
  ///
  /// - Returns: no plan and no request; the refresh will look for them.
  public nonisolated func loadHistoryHere(at now: Timestamp) -> Kept {
    if let database = file?.openToGlimpse(),
      let kept = try? records(of: database).loadHistory(at: now)
    {
      return kept
    }
    return executor.runHere {
      assumeIsolated { archive in
        archive.load(at: now) { records throws(SQLiteError) in try records.loadHistory(at: now) }
      }
    }
  }

  private func load(
    at now: Timestamp, _ read: (Records) throws(SQLiteError) -> Kept
  ) -> Kept {
    let month = Month(of: now)
    if let kept = onFile(read) { memory.remember(kept, in: month) }
    var kept = memory.load(in: month)
    kept.fault = fault
    return kept
  }

  public func version() -> UInt64 {
    version { records throws(SQLiteError) in try records.changes() }
  }

  /// The version with all that was being written when this was called.
  private func versionOnceWritten() -> UInt64 {
    version { records throws(SQLiteError) in
      do throws(SQLiteError) {
        return try records.changesOnceWritten()
      } catch {
        // Whoever looks needn't write, and so another's long lock is no trouble of its.
        return try records.changes()
      }
    }
  }

  private func version(_ changes: (Records) throws(SQLiteError) -> Int64) -> UInt64 {
    let changes = onFile(isWriting: false, changes)
    return turns << 40 &+ UInt64(truncatingIfNeeded: changes ?? memory.changes)
  }

  /// Every commit goes through the log beside the file; a lease that is renewed is no change.
  public func changes() -> AsyncStream<Void>? {
    guard case .file = place, let file, let writes = ArchiveWatch.writes(to: file.path + "-wal")
    else { return nil }
    let (changes, change) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let watch = Task { [weak self] in
      var last = await self?.version()
      change.yield()
      for await _ in writes {
        let version = await self?.versionOnceWritten()
        if version != last { change.yield() }
        last = version
      }
      change.finish()
    }
    change.onTermination = { _ in watch.cancel() }
    return changes
  }

  public func save(
    _ fetched: FetchedSeries, validator: Validator?, of metric: Metric, asOf: Timestamp
  ) -> Series {
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
