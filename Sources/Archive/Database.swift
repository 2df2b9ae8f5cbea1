import CMappingGuard
import CSQLite

/// A connection to a SQLite database, for one user at a time.
final class Database {
  enum Access {
    case writing
    case reading
    /// The file is read as it lies there, without a lock, which also works where nothing may be
    /// written beside it.
    case untouched
  }

  /// How a log begins.
  private enum Log {
    /// It was there, or has its beginning on the disk.
    case standing
    /// There was none when the file was opened.
    case new
    /// It was begun without waiting for the disk.
    case unsettled
  }

  /// No value that this program writes comes near.
  private static let largestValue: Int32 = 64 << 20
  /// Of all connections together, in bytes.
  private static let memory: Void = { sqlite3_hard_heap_limit64(256 << 20) }()

  private let handle: OpaquePointer
  private let patience: LockPatience
  private var statements: [String: OpaquePointer] = [:]
  private var isOpen = true
  private var isInTransaction = false
  /// What was lost by then of the memory that processes share isn't this connection's.
  private let losses = liq_mapping_losses()
  /// How often this connection has changed what others look at.
  var ownChanges: Int64 = 0
  /// In pages, since it was begun anew; as the last commit left it.
  private var logLength: Int32 = 0
  private var log = Log.standing
  /// What has to hold at the beginning of each transaction: others may have changed the whole file.
  var isAsExpected: ((Database) throws(SQLiteError) -> Bool)?

  /// Opens a file that exists.
  ///
  /// - Parameters:
  ///   - patience: how long a statement waits for others' locks.
  ///   - vfs: SQLite's name of the layer to the file system; nil for its own choice.
  init(
    _ path: String, _ access: Access, patience: LockPatience, vfs: String? = nil
  ) throws(SQLiteError) {
    var handle: OpaquePointer?
    let name = access == .untouched ? Self.untouchedName(path) : path
    Self.memory
    let code = sqlite3_open_v2(name, &handle, Self.flags(access), vfs)
    guard code == SQLITE_OK, let handle else {
      let error = SQLiteError(code, handle)
      sqlite3_close(handle)
      throw error
    }
    sqlite3_extended_result_codes(handle, 1)
    self.handle = handle
    self.patience = patience
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Self.largestValue)
    patience.attach(to: handle)
    forbidCommitsAfterLosses()
    watchLog()
  }

  /// The same with a patience of its own.
  convenience init(
    _ path: String, _ access: Access, patience: Duration, vfs: String? = nil
  ) throws(SQLiteError) {
    try self.init(path, access, patience: LockPatience(patience), vfs: vfs)
  }

  deinit { close() }

  /// Lets go of all files; nothing can be done with it any more.
  func close() {
    guard isOpen else { return }
    isOpen = false
    liq_mapping_enter()
    defer { liq_mapping_leave() }
    for statement in statements.values { sqlite3_finalize(statement) }
    statements = [:]
    sqlite3_close(handle)
  }

  /// Whether the file turned out to be one that may only be read.
  var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

  /// Lets the end of this connection change no file: neither this one's, nor one that has taken
  /// its name.
  func leaveFiles() { _ = liq_leave_files(handle) }

  /// Lets work on the whole file take its time: its user awaits the end.
  func takeTime() { patience.longestWork = LockPatience.longestAwaited }

  /// Nothing that stands in the file's own schema is to run: neither triggers nor views.
  func distrust() { liq_distrust(handle) }

  /// The whole database as the bytes of a file.
  func bytes() throws(SQLiteError) -> [UInt8] {
    var count: Int64 = 0
    guard let bytes = sqlite3_serialize(handle, "main", &count, 0) else {
      throw SQLiteError(SQLITE_NOMEM, handle)
    }
    defer { sqlite3_free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
  }

  private static func flags(_ access: Access) -> Int32 {
    switch access {
    case .writing: SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
    case .reading: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
    case .untouched: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI
    }
  }

  private static func untouchedName(_ path: String) -> String {
    let special: [UInt8: String] = [0x25: "%25", 0x3f: "%3f", 0x23: "%23"]
    var name: [UInt8] = []
    for byte in path.utf8 { name += special[byte].map { Array($0.utf8) } ?? [byte] }
    return "file:\(String(decoding: name, as: UTF8.self))?immutable=1"
  }
}

// MARK: - The log

extension Database {
  /// In pages.
  private static let longestLog: Int32 = 200

  /// Has each commit tell how long the log is, instead of working it into the file by itself.
  private func watchLog() {
    let me = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_wal_hook(
      handle,
      { me, _, _, pages in
        if let me { Unmanaged<Database>.fromOpaque(me).takeUnretainedValue().logLength = pages }
        return SQLITE_OK
      }, me)
  }

  /// To be called with a file that had no log when it was opened: what is written first then doesn't
  /// wait for the disk. A log that is begun anew does, since after a power cut what is old in it could
  /// stand between what is new; here there is nothing old.
  func beginsLog() { log = .new }

  /// Begins the log by writing what stands in the file already. Should that not come about, whoever
  /// writes next waits.
  private func beginLog() {
    guard log == .new, (try? script("PRAGMA synchronous = OFF")) != nil else { return }
    try? transaction("BEGIN IMMEDIATE") { () throws(SQLiteError) in
      // Others may have begun it meanwhile.
      let isEmpty = liq_log_is_empty(handle) == 1
      log = isEmpty ? .unsettled : .standing
      if isEmpty { try run("PRAGMA user_version = \(Schema.version)") }
    }
    try? script("PRAGMA synchronous = NORMAL")
  }

  /// Waits until the beginning of the log and its name are on the disk. Others may work it into the
  /// file, which must not be without it then.
  func settleLog() {
    guard log == .unsettled else { return }
    if liq_settle_log(handle) == SQLITE_OK { log = .standing }
  }

  /// Works a log that has grown long into the file, which waits for the disk.
  ///
  /// - Returns: whether all of it is there; the next that is written begins the log anew.
  func workLogIn() -> Bool {
    guard logLength >= Self.longestLog else { return false }
    var (pages, worked): (Int32, Int32) = (0, 0)
    let code = try? guarded { () throws(SQLiteError) in
      sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, &pages, &worked)
    }
    return code == SQLITE_OK && worked == pages
  }
}

// MARK: - Lost memory

extension Database {
  /// Whether somebody has cut short the memory that processes share while this one used it.
  var hasLostMemory: Bool { liq_mapping_losses() != losses }

  /// What isn't shared any more must not become what all believe.
  private func forbidCommitsAfterLosses() {
    let me = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_commit_hook(
      handle,
      { me in
        guard let me else { return 0 }
        return Unmanaged<Database>.fromOpaque(me).takeUnretainedValue().hasLostMemory ? 1 : 0
      }, me)
  }

  /// Does what may touch memory that others can cut short.
  private func guarded<Result>(
    _ body: () throws(SQLiteError) -> Result
  ) throws(SQLiteError) -> Result {
    guard isOpen else { throw SQLiteError(SQLITE_MISUSE, nil) }
    if !isInTransaction { patience.beginWork() }
    liq_mapping_enter()
    defer { liq_mapping_leave() }
    let result = try body()
    if hasLostMemory { throw SQLiteError(SQLITE_PROTOCOL, nil) }
    return result
  }
}

// MARK: - Statements

extension Database {
  /// Runs statements that have neither values nor rows.
  func script(_ sql: String) throws(SQLiteError) {
    try guarded { () throws(SQLiteError) in
      let code = sqlite3_exec(handle, sql, nil, nil, nil)
      guard code == SQLITE_OK else { throw SQLiteError(code, handle) }
    }
  }

  /// Runs one statement to its end; `?1`, `?2` … stand for the values.
  func run(_ sql: String, _ values: SQLiteValue...) throws(SQLiteError) {
    _ = try rows(sql, values) { _ in }
  }

  /// What `read` makes of each row.
  func all<Result>(
    _ sql: String, _ values: SQLiteValue..., read: (SQLiteRow) -> Result
  ) throws(SQLiteError) -> [Result] {
    try rows(sql, values, read)
  }

  /// What `read` makes of the first row of what only reads; nil if there is none.
  func first<Result>(
    _ sql: String, _ values: SQLiteValue..., read: (SQLiteRow) -> Result
  ) throws(SQLiteError) -> Result? {
    try rows(sql, values, atMost: 1, read).first
  }

  private func rows<Result>(
    _ sql: String, _ values: [SQLiteValue], atMost limit: Int = .max, _ read: (SQLiteRow) -> Result
  ) throws(SQLiteError) -> [Result] {
    try guarded { () throws(SQLiteError) in try step(sql, values, atMost: limit, read) }
  }

  private func step<Result>(
    _ sql: String, _ values: [SQLiteValue], atMost limit: Int, _ read: (SQLiteRow) -> Result
  ) throws(SQLiteError) -> [Result] {
    let statement = try statement(sql)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() {
      let code = value.bind(to: statement, at: Int32(index + 1))
      guard code == SQLITE_OK else { throw SQLiteError(code, handle) }
    }
    var results: [Result] = []
    while results.count < limit {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: results.append(read(SQLiteRow(statement: statement)))
      case SQLITE_DONE: return results
      case let code: throw SQLiteError(code, handle)
      }
    }
    return results
  }

  /// A statement is compiled once and then used again.
  private func statement(_ sql: String) throws(SQLiteError) -> OpaquePointer {
    if let statement = statements[sql] { return statement }
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement else { throw SQLiteError(code, handle) }
    statements[sql] = statement
    return statement
  }
}

// MARK: - Transactions

extension Database {
  /// Reads one consistent picture.
  func reading<Result>(_ body: () throws(SQLiteError) -> Result) throws(SQLiteError) -> Result {
    // Within another it is of one picture already.
    if isInTransaction { return try body() }
    return try transaction("BEGIN", body)
  }

  /// Writes all or nothing, alone: others wait from the beginning to the end.
  func writing<Result>(_ body: () throws(SQLiteError) -> Result) throws(SQLiteError) -> Result {
    beginLog()
    return try transaction("BEGIN IMMEDIATE", body)
  }

  private func transaction<Result>(
    _ begin: String, _ body: () throws(SQLiteError) -> Result
  ) throws(SQLiteError) -> Result {
    patience.beginWork()
    isInTransaction = true
    defer { isInTransaction = false }
    try run(begin)
    do throws(SQLiteError) {
      let isSound = try isAsExpected?(self) ?? true
      guard isSound else { throw SQLiteError(SQLITE_SCHEMA, nil) }
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      // Some errors have rolled back by themselves; then this one has nothing left to do. And what
      // has taken too long already gets the time to be undone.
      patience.beginWork()
      try? run("ROLLBACK")
      throw error
    }
  }
}
