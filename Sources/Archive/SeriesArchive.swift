public import Liquidations
public import Refresh

/// The archive on disk: every day ever fetched, and what was heard live, shared by any number of
/// processes.
///
/// It is one SQLite file, whose tables the documentation shows on its page Archive. Nothing here
/// throws: while the file can't be used the archive goes on in memory, says why in
/// `StoredState.fault`, tries again with each thing to write, and then writes down what the file
/// missed. A file that is damaged is set aside under another name and a new one begun.
public actor SeriesArchive: SeriesStore {
  /// Where what is kept goes.
  enum Storage {
    /// Nothing has been tried yet.
    case unopened
    case file(ArchiveQueries, ArchiveFile.Files)
    case memory(ArchiveError)
  }

  /// How long others' locks are waited for: with a frame, a lease or a request waiting, hardly; what
  /// was received is worth more.
  struct Patience {
    var brief = Duration.milliseconds(250)
    var full = Duration.seconds(1)
  }

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  let executor = ArchiveExecutor()
  let file: ArchiveFile?
  let source: String
  let exchanges: String
  let rules: String
  let now: @Sendable () -> Timestamp
  let patience: Patience
  nonisolated let lockPatience: LockPatience
  private let makeToken: @Sendable () -> String
  private let runtimeFolder: String?
  // Made with the first work, on the thread that does it: the main thread takes the terminal meanwhile.
  lazy var token = makeToken()
  lazy var leaseHolder = LeaseHolder()
  lazy var refreshLock = RefreshLock(folder: runtimeFolder, source: source, token: token)
  lazy var bell = file.map { Bell(path: "\($0.place)-bell", archive: leaseHolder.archive) }
  /// Whether a missing file is a fault.
  let isWanted: Bool

  var storage = Storage.unopened
  /// The file for which it goes on in memory.
  var leftAlone: ArchiveFile.Identity?
  /// Whether the file has been set aside and no other was begun yet.
  var isAside = false
  /// When the whole file was looked over last; at first, when that was put off for the first time.
  var lookedOver: Timestamp?
  var fallback = ArchiveFallback()
  var fault: StoreFault?
  /// How often the storage or the fault has changed.
  var turns: UInt64 = 0
  /// Of who waits for news.
  var listeners: [Topic: AsyncStream<Void>.Continuation] = [:]

  /// The exchanges themselves.
  public static let exchanges = "exchanges"

  /// Nothing is opened before it is needed.
  ///
  /// - Parameters:
  ///   - path: of the file, which is made with its folders if there is none; nil if no place for
  ///     it is known.
  ///   - isWanted: whether it is a fault if there is no path, and not what the user asks for.
  ///   - source: the base URL.
  ///   - token: the token's fingerprint, never the token; made when it is needed.
  ///   - exchanges: where the exchanges' feeds are reached: the address of what stands in for them.
  ///   - rules: what is the same of all who look at the same alerts.
  ///   - runtimeFolder: `$XDG_RUNTIME_DIR`, where those who can't use the file agree on who refreshes.
  ///   - patience: how long others' locks are waited for, whatever for.
  ///   - now: the wall clock, which dates a damaged file's name.
  public init(
    path: String?, isWanted: Bool = true, source: String,
    token: @autoclosure @escaping @Sendable () -> String,
    exchanges: String = SeriesArchive.exchanges, rules: String = "", runtimeFolder: String? = nil,
    patience: Duration? = nil, now: @escaping @Sendable () -> Timestamp
  ) {
    self.init(
      file: path.map { ArchiveFile(path: $0) }, isWanted: isWanted, source: source, token: token(),
      exchanges: exchanges, rules: rules, runtimeFolder: runtimeFolder, patience: patience, now: now
    )
  }

  init(
    file: ArchiveFile?, isWanted: Bool = true, source: String,
    token: @autoclosure @escaping @Sendable () -> String,
    exchanges: String = SeriesArchive.exchanges, rules: String = "", runtimeFolder: String? = nil,
    patience: Duration? = nil, now: @escaping @Sendable () -> Timestamp
  ) {
    self.file = file
    self.isWanted = isWanted
    self.source = source
    makeToken = token
    self.exchanges = exchanges
    self.rules = rules
    self.now = now
    self.patience = patience.map { Patience(brief: $0, full: $0) } ?? Patience()
    lockPatience = LockPatience(self.patience.full)
    self.runtimeFolder = runtimeFolder
  }

  /// Lets go of the file and of the thread; with nobody else on the file, its log is worked into it.
  public func close() {
    for topic in Topic.allCases { giveUp(topic) }
    storage = .unopened
    for listener in listeners.values { listener.finish() }
    listeners = [:]
    executor.thread.end()
  }

  deinit {
    for listener in listeners.values { listener.finish() }
  }

  /// Whether some work takes so long that nobody should wait for its end: the disk's, or another's.
  public nonisolated var isHeldUp: Bool {
    (executor.thread.workTime ?? .zero) > .milliseconds(250)
  }
}

// MARK: - What is kept

extension SeriesArchive {
  public func load(at now: Timestamp) -> StoredState {
    load(at: now) { queries throws(SQLiteError) in try queries.load(at: now) }
  }

  /// What a first frame shows, read on the caller's thread, which has nothing else to do.
  ///
  /// - Returns: no plan and no request; the refresh will look for them.
  public nonisolated func loadHistoryHere(at now: Timestamp) -> StoredState {
    workHere { $0.loadHistory(at: now) }
  }

  /// The same read on the archive's own thread, and there told.
  public nonisolated func loadHistory(
    at now: Timestamp, then tell: @escaping @Sendable (StoredState) -> Void
  ) {
    executor.thread.run { tell(self.assumeIsolated { $0.loadHistory(at: now) }) }
  }

  private func loadHistory(at now: Timestamp) -> StoredState {
    load(at: now, isOnlyRead: true) { queries throws(SQLiteError) in
      try queries.loadHistory(at: now)
    }
  }

  /// Works on the caller's thread, while no other work is being done.
  nonisolated func workHere<Result: Sendable>(
    _ work: @Sendable (isolated SeriesArchive) -> Result
  ) -> Result {
    executor.thread.runHere { assumeIsolated { work($0) } }
  }

  private func load(
    at now: Timestamp, isOnlyRead: Bool = false,
    _ read: (ArchiveQueries) throws(SQLiteError) -> StoredState
  ) -> StoredState {
    let month = Month(of: now)
    let kept =
      onFile(isOnlyRead: isOnlyRead, within: patience.brief, read)
      ?? (isOnlyRead ? readAsItIs(read) : nil)
    if let kept { fallback.remember(kept, in: month) }
    var state = fallback.load(in: month)
    state.fault = fault ?? kept?.fault
    if case .memory = storage { state.scope = .own }
    return state
  }

  public func save(
    _ fetched: FetchedSeries, validator: Validator?, of key: SeriesKey, asOf: Timestamp
  ) -> Series {
    let merged = onFile { queries throws(SQLiteError) in
      try queries.save(fetched, validator: validator, of: key, asOf: asOf)
    }
    return fallback.save(
      fetched, validator: validator, of: key, asOf: asOf, merged: merged)
  }

  public func confirm(_ key: SeriesKey, asOf: Timestamp) {
    let done: Void? = onFile { queries throws(SQLiteError) in
      try queries.confirm(key, asOf: asOf)
    }
    fallback.confirm(key, asOf: asOf, isWritten: done != nil)
  }

  public func record(_ error: FetchError, at now: Timestamp) {
    let done: Void? = onFile { queries throws(SQLiteError) in try queries.record(error, at: now) }
    fallback.record(error, at: now, isWritten: done != nil)
  }
}

// MARK: - Calls

extension SeriesArchive {
  public func take(_ calls: Int, of limit: Int, at now: Timestamp) -> Int {
    let month = Month(of: now)
    let granted = onFile(within: patience.brief) { queries throws(SQLiteError) in
      try queries.take(calls, of: limit, in: month)
    }
    guard let granted else { return fallback.take(calls, of: limit, in: month) }
    fallback.count(granted, in: month, isWritten: true)
    return granted
  }

  public func giveBack(_ calls: Int, at now: Timestamp) {
    let month = Month(of: now)
    let done: Void? = onFile { queries throws(SQLiteError) in
      try queries.giveBack(calls, in: month)
    }
    fallback.count(-max(0, calls), in: month, isWritten: done != nil)
  }
}
