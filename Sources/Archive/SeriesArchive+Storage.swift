import Liquidations
import Refresh

// MARK: - The storage

extension SeriesArchive {
  /// Does some work on the file, and rings if that has changed it; nil if it can't be used.
  ///
  /// - Parameters:
  ///   - isWriting: whether a file that couldn't be used is tried again.
  ///   - isOnlyRead: whether none is begun or brought up, so that nothing waits for the disk.
  ///   - limit: how long others' locks are waited for; with one, somebody waits for the work.
  @discardableResult
  func onFile<Result>(
    isWriting: Bool = true, isOnlyRead: Bool = false, within limit: Duration? = nil,
    _ work: (ArchiveQueries) throws(SQLiteError) -> Result
  ) -> Result? {
    // Twice, because a file that is damaged or gone is followed by another one.
    for isLast in [false, true] {
      guard let (queries, files) = current(retries: isWriting, isOnlyRead: isOnlyRead) else {
        return nil
      }
      lockPatience.limit = limit ?? patience.full
      let changes = queries.database.ownChanges
      do throws(SQLiteError) {
        let result = try work(queries)
        if queries.database.ownChanges != changes { bell?.ring(.refresh) }
        if limit == nil { queries.tendLog() }
        return result
      } catch {
        leave(queries, files, because: error, isLast: isLast)
      }
    }
    return nil
  }

  /// The file as it lies there now, opened if need be; nil if it can't be used.
  private func current(
    retries: Bool, isOnlyRead: Bool
  ) -> (ArchiveQueries, ArchiveFile.Files)? {
    switch storage {
    case .file(let queries, let files)
    where file?.files == files && !queries.database.hasLostMemory:
      return (queries, files)
    case .file: drop()
    // What isn't ours is looked at again once it is another one.
    case .memory(let trouble)
    where !retries || !trouble.isPassing && file?.identity == leftAlone: return nil
    case .memory, .unopened: break
    }
    open(isOnlyRead: isOnlyRead)
    guard case .file(let queries, let files) = storage else { return nil }
    return (queries, files)
  }

  private func open(isOnlyRead: Bool) {
    guard let file else { return goOn(isWanted ? .noHome : .unwanted) }
    // Twice, because a damaged file is followed by a new one.
    for _ in 0..<2 {
      var identity: ArchiveFile.Identity?
      do throws(ArchiveError) {
        if isOnlyRead, try file.status() == nil { return }
        try file.make(isAside: isAside)
        // Taken before the file is opened: should another one come between, it is seen at once.
        identity = file.identity
        guard let queries = try opened(file, isOnlyRead: isOnlyRead) else { return }
        return use(queries, ArchiveFile.Files(file: identity, log: file.files.log))
      } catch {
        guard error == .damaged, setAside(identity) else { return goOn(error) }
        if isOnlyRead { return }
      }
    }
    goOn(.damaged)
  }

  /// The file, with everything in it that this process knows; nil if it would have to be written first.
  private func opened(
    _ file: ArchiveFile, isOnlyRead: Bool
  ) throws(ArchiveError) -> ArchiveQueries? {
    // One who waited for a lock in vain looks again, but waits no more.
    let wasLocked = if case .memory(let trouble) = storage { trouble.isLock } else { false }
    lockPatience.limit = wasLocked ? .zero : patience.full
    guard let database = try file.open(lockPatience, isOnlyRead: isOnlyRead) else { return nil }
    let queries = queries(of: database)
    do throws(SQLiteError) {
      if wasLocked { try database.writing { () throws(SQLiteError) in } }
      try catchUp(queries)
    } catch {
      let trouble = file.verdict(on: error, isOurs: true)
      if trouble == .damaged { database.leaveFiles() }
      throw trouble
    }
    return queries
  }

  private func use(_ queries: ArchiveQueries, _ files: ArchiveFile.Files) {
    storage = .file(queries, files)
    isAside = false
    refreshLock.release()
    if let file { bell?.move(to: "\(file.place)-bell") }
    if fault?.isWriting == false { fault = nil }
    turn()
    if queries.database.ownChanges != 0 { bell?.ring(.refresh) }
  }

  /// Gives up on the file after an error, for now or for good; it is set aside if it is damaged.
  private func leave(
    _ queries: ArchiveQueries, _ files: ArchiveFile.Files, because error: SQLiteError, isLast: Bool
  ) {
    guard let file else { return }
    if !isLast, queries.database.hasLostMemory || file.files != files { return drop() }
    let trouble = file.verdict(on: error, isOurs: true)
    switch trouble {
    case .damaged:
      drop()
      if setAside(files.file) { return }
      goOn(trouble)
    // Nothing was found to be wrong with it.
    case .other where !isLast: drop()
    default:
      if !trouble.isPassing { drop() }
      goOn(trouble)
    }
  }

  /// Lets go of a file that isn't as it was, and leaves it as it lies.
  private func drop() {
    guard case .file(let queries, let files) = storage else { return }
    queries.database.leaveFiles()
    queries.database.close()
    storage = .unopened
    file?.removeLog(of: files)
    turn()
  }

  /// Whether the damaged file is out of the way.
  private func setAside(_ identity: ArchiveFile.Identity?) -> Bool {
    do throws(ArchiveError) {
      let name = try file?.setAside(identity, at: now())
      isAside = true
      guard let name else { return true }
      fault = StoreFault(
        "The archive was damaged; it is kept as \(name), and a new one was started.",
        isWriting: true)
      turn()
      return true
    } catch {
      return false
    }
  }

  private func queries(of database: Database) -> ArchiveQueries {
    ArchiveQueries(
      database, source: source, token: token, exchanges: exchanges, rules: rules,
      holder: leaseHolder.text)
  }
}

// MARK: - What the file missed

extension SeriesArchive {
  /// Writes down what came while the file couldn't be used; if it is new, everything that is known.
  private func catchUp(_ queries: ArchiveQueries) throws(SQLiteError) {
    if let request = fallback.unwrittenRequest { try queries.ask(request) }
    guard !fallback.readings.isEmpty || !fallback.unwrittenCalls.isEmpty else { return }
    var nonsense = Nonsense()
    let there = try queries.readings(at: now(), &nonsense)
    for (key, reading) in fallback.readings {
      let theirs = there[key]?.asOf
      if let asOf = reading.asOf, theirs.map({ $0 < asOf }) ?? true {
        _ = try queries.save(
          FetchedSeries(series: reading.series, droppedValues: reading.droppedValues),
          validator: reading.validator, of: key, asOf: asOf)
      }
      if fallback.unwritten.contains(key), let error = reading.error,
        let failedAt = reading.failedAt
      {
        try queries.record(error, at: failedAt)
      }
    }
    try catchUpCalls(queries)
    fallback.isWritten()
  }

  /// The file knows of no fewer calls than this process.
  private func catchUpCalls(_ queries: ArchiveQueries) throws(SQLiteError) {
    var calls = fallback.unwrittenCalls
    for (month, known) in fallback.calls {
      let there = try queries.spent(in: month) + (calls[month] ?? 0)
      if known > there { calls[month, default: 0] += known - there }
    }
    guard !calls.isEmpty else { return }
    try queries.change { () throws(SQLiteError) in
      for (month, calls) in calls { try queries.count(calls, in: month) }
    }
  }
}

// MARK: - In memory

extension SeriesArchive {
  /// Goes on in memory.
  private func goOn(_ trouble: ArchiveError) {
    leftAlone = file?.identity
    if case .memory(let before) = storage, before == trouble { return }
    readWhatIsThere(trouble)
    storage = .memory(trouble)
    _ = standInMemory()
    turn()
  }

  /// One refreshes on schedule, the others if they are asked; each says so.
  func standInMemory() -> LeaseAnswer.Standing {
    guard case .memory(let trouble) = storage else { return .onRequest }
    // Without a token there is nothing to fetch that another could fetch too.
    let isLeading = token.isEmpty || refreshLock.take()
    let said = trouble.sentence(file?.path ?? "")
    // Whoever asked for it needn't be told.
    let isFault = trouble != .unwanted || !isLeading
    let sentence = isLeading ? said : "\(said) This pane fetches only on request."
    if fault?.sentence != (isFault ? sentence : nil) {
      fault = isFault ? StoreFault(sentence, isWriting: false) : nil
      turns += 1
    }
    return isLeading ? .leads : .onRequest
  }

  /// What would have to be brought up first may be read before that.
  func readAsItIs<Result>(_ read: (ArchiveQueries) throws(SQLiteError) -> Result) -> Result? {
    guard case .unopened = storage, let database = file?.openForReading(isLocked: false) else {
      return nil
    }
    return try? read(queries(of: database))
  }

  /// What can't be written may still be read.
  private func readWhatIsThere(_ trouble: ArchiveError) {
    guard fallback.readings.isEmpty else { return }
    let now = now()
    let kept = readable(because: trouble) { queries throws(SQLiteError) in
      try queries.load(at: now)
    }
    if let kept { fallback.remember(kept, in: Month(of: now)) }
  }

  /// The same of anything, while it goes on in memory.
  func readable<Result>(_ read: (ArchiveQueries) throws(SQLiteError) -> Result) -> Result? {
    guard case .memory(let trouble) = storage else { return nil }
    return readable(because: trouble, read)
  }

  private func readable<Result>(
    because trouble: ArchiveError, _ read: (ArchiveQueries) throws(SQLiteError) -> Result
  ) -> Result? {
    guard trouble.mayBeRead, let database = file?.openForReading(isLocked: trouble.isLock) else {
      return nil
    }
    return try? read(queries(of: database))
  }
}
