import CSQLite
import Liquidations

extension ArchiveFile {
  /// Opens an archive that is there, and brings it up to this program's version.
  ///
  /// - Parameter isOnlyRead: whether it is only read at first, so that nothing waits for the disk; one
  ///   that would have to be brought up is then none.
  func open(
    _ patience: LockPatience, isOnlyRead: Bool = false
  ) throws(ArchiveError) -> Database? {
    // SQLite would open it all the same, and leave files beside it that nobody may write either.
    guard Platform.isWritable(path) else { throw .readOnly }
    let found: (database: Database, state: Schema.State)
    do throws(SQLiteError) {
      found = try ready(patience, isOnlyRead: isOnlyRead)
    } catch {
      throw verdict(on: error, isOurs: false)
    }
    try Self.check(found.state)
    if found.database.isReadOnly { throw .readOnly }
    if case .older = found.state { return nil }
    try checkTables(of: found.database)
    found.database.isAsExpected = Schema.isCurrent
    return found.database
  }

  static func check(_ state: Schema.State) throws(ArchiveError) {
    if case .newer(let version) = state { throw .newer(version: version) }
    if state == .foreign { throw .foreign }
  }

  private func checkTables(of database: Database) throws(ArchiveError) {
    let missing: String?
    do throws(SQLiteError) {
      missing = try Schema.missingTable(in: database)
    } catch {
      throw verdict(on: error, isOurs: true)
    }
    guard let missing else { return }
    database.leaveFiles()
    throw .lacks("table \(missing)")
  }

  /// Opens an archive that can't be written, to read what it holds; nil if that fails too.
  ///
  /// - Parameter isLocked: whether somebody is writing it, so that it can't be read as it lies.
  func openForReading(isLocked: Bool) -> Database? {
    // Without a log nobody is at work on it, and read as usual it would get one.
    let isInUse = isLocked || Platform.exists("\(place)-wal")
    let ways: [Database.Access] = isInUse ? [.reading, .untouched] : [.untouched, .reading]
    for access in isLocked ? [.reading] : ways {
      guard let database = try? Database(place, access, patience: .zero, vfs: vfs) else { continue }
      database.distrust()
      if (try? Schema.isReadable(database)) == true { return database }
    }
    return nil
  }

  private func ready(
    _ patience: LockPatience, isOnlyRead: Bool
  ) throws(SQLiteError) -> (database: Database, state: Schema.State) {
    do throws(SQLiteError) {
      return try broughtUp(patience, isOnlyRead: isOnlyRead)
    } catch {
      guard lacksSharedMemory(error), Platform.isWritable(path), Platform.isWritable(folder)
      else { throw error }
    }
    try leaveWAL(patience)
    return try broughtUp(patience, isOnlyRead: isOnlyRead)
  }

  private func broughtUp(
    _ patience: LockPatience, isOnlyRead: Bool
  ) throws(SQLiteError) -> (database: Database, state: Schema.State) {
    if let stranger = try stranger(patience) { return stranger }
    let hasLog = Platform.exists("\(place)-wal")
    let database = try Database(place, .writing, patience: patience, vfs: vfs)
    database.distrust()
    var state = try Schema.state(of: database)
    if database.isReadOnly { return (database, state) }
    switch state {
    case .current: break
    case .newer, .foreign: database.leaveFiles()
    case .older where isOnlyRead: database.leaveFiles()
    case .older:
      try Schema.migrate(database)
      state = .current
    }
    let mode = try database.first("PRAGMA journal_mode") { $0.text(0) } ?? nil
    // A rollback journal keeps the file whole only if every write of it is waited for.
    try database.script("PRAGMA synchronous = \(mode == "wal" ? "NORMAL" : "FULL")")
    if mode == "wal", state == .current, !hasLog { database.beginsLog() }
    return (database, state)
  }
}

extension ArchiveFile {
  /// A file that isn't this program's to write, read as it lies there: opened as usual one with a log
  /// would get its files beside it. Nil of all others, and where somebody is at work on it.
  private func stranger(
    _ patience: LockPatience
  ) throws(SQLiteError) -> (database: Database, state: Schema.State)? {
    if ["-wal", "-journal"].contains(where: { Platform.exists(place + $0) }) { return nil }
    if isOwnByItsHeader { return nil }
    let database = try Database(place, .untouched, patience: patience, vfs: vfs)
    let state = try Schema.state(of: database)
    switch state {
    case .current, .older: return nil
    case .newer, .foreign: return (database, state)
    }
  }
}

// MARK: - What an error means

extension ArchiveFile {
  /// What an error means for this file. What looks like damage is looked at again.
  ///
  /// - Parameter isOurs: whether the file was in use as an archive.
  func verdict(on error: SQLiteError, isOurs: Bool) -> ArchiveError {
    switch firstVerdict(on: error, isOurs: isOurs) {
    case .damaged, .foreign: secondLook(isOurs: isOurs) ?? .other(error.message)
    // A table, or what is in it, isn't there.
    case .other where error.primary == SQLITE_ERROR || error.primary == SQLITE_SCHEMA:
      secondLook(isOurs: isOurs) ?? .other(error.message)
    case let trouble: trouble
    }
  }

  /// The same, as far as the error alone tells.
  func firstVerdict(on error: SQLiteError, isOurs: Bool) -> ArchiveError {
    switch ArchiveError(error) {
    case .locked:
      LockHolder.stoppedProcess(place).map { .lockedByStopped(process: $0) } ?? .locked
    // What never was an archive is nobody's damage.
    case .damaged where error.primary == SQLITE_NOTADB && !isOurs: .foreign
    case .other where error.primary == SQLITE_CANTOPEN && !Platform.isWritable(folder): .readOnly
    case let trouble: trouble
    }
  }

  /// What is wrong with the file: all of it, read by a connection of its own; nil for nothing.
  func secondLook(isOurs: Bool) -> ArchiveError? {
    do throws(ArchiveError) {
      guard try status() != nil else { return nil }
    } catch {
      return error
    }
    do throws(SQLiteError) {
      let database = try Database(place, .reading, patience: .milliseconds(250), vfs: vfs)
      database.leaveFiles()
      database.distrust()
      let state = try Schema.state(of: database)
      if case .newer(let version) = state { return .newer(version: version) }
      if state == .foreign { return .foreign }
      if let missing = try Schema.lack(in: database) { return .lacks(missing) }
      return try Self.finding(database.all("PRAGMA integrity_check(10)") { $0.text(0) ?? "" })
    } catch {
      return firstVerdict(on: error, isOurs: isOurs)
    }
  }

  private static func finding(_ words: [String]) -> ArchiveError? {
    if words == ["ok"] { return nil }
    if let unread = words.first(where: { $0.contains("error code=") }) { return .other(unread) }
    return .damaged
  }
}

// MARK: - Where processes can't share memory

extension ArchiveFile {
  /// SQLITE_IOERR_SHMOPEN, SHMSIZE, SHMLOCK, SHMMAP: macros that Swift doesn't see.
  private static let sharedMemoryErrors: Set<Int32> = [18, 19, 20, 21]

  /// Whether the file has a log that can't be used here: on network and other file systems without
  /// memory that processes share.
  private func lacksSharedMemory(_ error: SQLiteError) -> Bool {
    switch error.primary {
    case SQLITE_IOERR: Self.sharedMemoryErrors.contains(error.extensionNumber)
    case SQLITE_CANTOPEN: isInWALMode
    default: false
    }
  }

  /// Whether the file is one whose changes go through a log. Only to be asked of a file that this
  /// process hasn't open: to close it gives up all locks on it.
  var isInWALMode: Bool {
    Platform.bytes(of: place, limit: 20)?.dropFirst(18).first == 2
  }

  /// Whether the file's first bytes say that it is an archive, and of no newer version. To be asked only of
  /// a file without a log or a journal, and that this process hasn't open.
  private var isOwnByItsHeader: Bool {
    guard let header = Platform.bytes(of: place, limit: 72), header.count == 72,
      header.starts(with: "SQLite format 3\0".utf8)
    else { return false }
    func number(at place: Int) -> Int64 {
      header[place..<place + 4].reduce(0) { $0 << 8 | Int64($1) }
    }
    return number(at: 68) == Schema.application && (1...Schema.version).contains(number(at: 60))
  }

  /// Works the log into the file and goes on with a rollback journal, which needs locks alone.
  private func leaveWAL(_ patience: LockPatience) throws(SQLiteError) {
    let database = try Database(place, .writing, patience: patience, vfs: vfs)
    // One who has the file for itself needs no shared memory.
    try database.script("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE")
  }
}
