import Liquidations
import Refresh

// MARK: - The storage

extension SeriesArchive {
  /// Does some work on the file, and rings if that has changed it; nil if it can't be used.
  ///
  /// - Parameters:
  ///   - isWriting: whether a file that couldn't be used is tried again.
  ///   - limit: how long others' locks are waited for.
  @discardableResult
  func onFile<Result>(
    isWriting: Bool = true, within limit: Duration? = nil,
    _ work: (ArchiveQueries) throws(SQLiteError) -> Result
  ) -> Result? {
    // Twice, because a damaged file is followed by a new one.
    for _ in 0..<2 {
      guard let (queries, identity) = current(retries: isWriting) else { return nil }
      lockPatience.limit = limit ?? patience.full
      let changes = queries.database.ownChanges
      do throws(SQLiteError) {
        let result = try work(queries)
        if queries.database.ownChanges != changes { bell?.ring(.refresh) }
        return result
      } catch {
        leave(queries, identity, because: error)
      }
    }
    return nil
  }

  /// The file as it lies there now, opened if need be; nil if it can't be used.
  private func current(retries: Bool) -> (ArchiveQueries, ArchiveFile.Identity?)? {
    switch storage {
    case .file(let queries, let identity) where file?.identity == identity:
      return (queries, identity)
    case .file(let queries, _):
      // Another file has its name by now, whose log this one's end must not take away.
      queries.database.leaveFiles()
      turn()
    case .memory(let trouble) where !retries || !trouble.isPassing: return nil
    case .memory, .unopened: break
    }
    open()
    guard case .file(let queries, let identity) = storage else { return nil }
    return (queries, identity)
  }

  private func open() {
    guard let file else { return goOn(isWanted ? .noHome : .unwanted) }
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
  private func opened(_ file: ArchiveFile) throws(ArchiveError) -> ArchiveQueries {
    // One who waited for a lock in vain looks again, but waits no more.
    let wasLocked = if case .memory(let trouble) = storage { trouble.isLock } else { false }
    lockPatience.limit = wasLocked ? .zero : patience.full
    let database = try file.open(lockPatience)
    let queries = queries(of: database)
    do throws(SQLiteError) {
      if wasLocked { try database.writing { () throws(SQLiteError) in } }
      try catchUp(queries)
    } catch {
      if file.trouble(error) == .damaged { database.leaveFiles() }
      throw file.trouble(error)
    }
    return queries
  }

  private func use(_ queries: ArchiveQueries, _ identity: ArchiveFile.Identity?) {
    storage = .file(queries, identity)
    refreshLock.release()
    if fault?.isWriting == false { fault = nil }
    turn()
    if queries.database.ownChanges != 0 { bell?.ring(.refresh) }
  }

  /// Writes down what came while the file couldn't be used; if it is new, everything that is known.
  private func catchUp(_ queries: ArchiveQueries) throws(SQLiteError) {
    if let request = fallback.unwrittenRequest { try queries.ask(request) }
    guard !fallback.readings.isEmpty || !fallback.unwrittenCalls.isEmpty else { return }
    var nonsense = Nonsense()
    let there = try queries.readings(&nonsense)
    for (key, reading) in fallback.readings {
      let isUnwritten = fallback.unwritten.contains(key)
      let theirs = there[key]?.asOf
      if let asOf = reading.asOf, theirs.map({ isUnwritten && $0 < asOf }) ?? true {
        _ = try queries.save(
          FetchedSeries(series: reading.series, droppedValues: reading.droppedValues),
          validator: reading.validator, of: key, asOf: asOf)
      }
      if isUnwritten, let error = reading.error, let failedAt = reading.failedAt {
        try queries.record(error, at: failedAt)
      }
    }
    if !fallback.unwrittenCalls.isEmpty {
      try queries.change { () throws(SQLiteError) in
        for (month, calls) in fallback.unwrittenCalls { try queries.count(calls, in: month) }
      }
    }
    fallback.isWritten()
  }

  /// Gives up on the file after an error; it is set aside if it is damaged.
  private func leave(
    _ queries: ArchiveQueries, _ identity: ArchiveFile.Identity?, because error: SQLiteError
  ) {
    guard let file else { return }
    let trouble = file.trouble(error)
    if trouble == .damaged {
      queries.database.leaveFiles()
      storage = .unopened
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
      turn()
      return true
    } catch {
      return false
    }
  }

  nonisolated func queries(of database: Database) -> ArchiveQueries {
    ArchiveQueries(database, source: source, token: token, holder: holder)
  }
}

// MARK: - In memory

extension SeriesArchive {
  /// Goes on in memory.
  private func goOn(_ trouble: ArchiveError) {
    if case .memory(let before) = storage, before == trouble { return }
    readWhatIsThere(trouble)
    storage = .memory(trouble)
    _ = standInMemory()
    turn()
  }

  /// One refreshes on schedule, the others if they are asked; each says so.
  func standInMemory() -> LeaseAnswer.Standing {
    guard case .memory(let trouble) = storage else { return .onRequest }
    let isLeading = refreshLock.take()
    let said = trouble.sentence(file?.path ?? "")
    // Whoever asked for it needn't be told.
    let isFault = trouble != .unwanted || !isLeading
    let sentence = isLeading ? said : "\(said) Here it is only fetched on request."
    if fault?.sentence != (isFault ? sentence : nil) {
      fault = isFault ? StoreFault(sentence, isWriting: false) : nil
      turns += 1
    }
    return isLeading ? .leads : .onRequest
  }

  /// What can't be written may still be read.
  private func readWhatIsThere(_ trouble: ArchiveError) {
    guard fallback.readings.isEmpty, trouble.mayBeRead,
      let database = file?.openForReading(isLocked: trouble.isLock)
    else { return }
    let now = now()
    guard let kept = try? queries(of: database).load(at: now) else { return }
    fallback.remember(kept, in: Month(of: now))
  }
}
