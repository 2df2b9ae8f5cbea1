import CSQLite
import Liquidations

extension ArchiveFile {
  /// Opens a file that is there, and makes an archive of it if it is empty.
  func open(_ patience: LockPatience) throws(ArchiveError) -> Database {
    // SQLite would open it all the same, and leave files beside it that nobody may write either.
    guard Platform.isWritable(path) else { throw .readOnly }
    let database: Database
    let state: Schema.State
    do throws(SQLiteError) {
      (database, state) = try ready(patience)
    } catch {
      throw trouble(error)
    }
    if case .newer(let version) = state { throw .newer(version: version) }
    if state == .foreign { throw .foreign }
    if database.isReadOnly { throw .readOnly }
    return database
  }

  /// Opens an archive that can't be written, to read what it holds; nil if that fails too.
  ///
  /// - Parameter isLocked: whether somebody is writing it, so that it can't be read as it lies.
  func openForReading(isLocked: Bool) -> Database? {
    // Without a log nobody is at work on it, and read as usual it would get one.
    let isInUse = isLocked || Platform.exists("\(path)-wal")
    let ways: [Database.Access] = isInUse ? [.reading, .untouched] : [.untouched, .reading]
    for access in isLocked ? [.reading] : ways {
      guard let database = try? Database(path, access, patience: .zero, vfs: vfs),
        let state = try? Schema.state(of: database)
      else { continue }
      if state == .current { return database }
    }
    return nil
  }

  private func ready(
    _ patience: LockPatience
  ) throws(SQLiteError) -> (database: Database, state: Schema.State) {
    do throws(SQLiteError) {
      return try broughtUp(patience)
    } catch {
      guard lacksSharedMemory(error), Platform.isWritable(path), Platform.isWritable(folder)
      else { throw error }
    }
    try leaveWAL(patience)
    return try broughtUp(patience)
  }

  private func broughtUp(
    _ patience: LockPatience
  ) throws(SQLiteError) -> (database: Database, state: Schema.State) {
    let database = try Database(path, .writing, patience: patience, vfs: vfs)
    let state = try Schema.state(of: database)
    if database.isReadOnly { return (database, state) }
    switch state {
    case .current: break
    case .newer, .foreign: database.leaveFiles()
    case .empty:
      try Self.switchToWAL(database, patience)
      try Schema.migrate(database)
    case .older: try Schema.migrate(database)
    }
    let mode = try database.first("PRAGMA journal_mode") { $0.text(0) } ?? nil
    // A rollback journal keeps the file whole only if every write of it is waited for.
    try database.script(
      mode == "wal"
        ? "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 200"
        : "PRAGMA synchronous = FULL")
    return (database, state)
  }

  /// Where processes can't share memory this leaves the rollback journal.
  private static func switchToWAL(
    _ database: Database, _ patience: LockPatience
  ) throws(SQLiteError) {
    var attempt = 0
    while true {
      do throws(SQLiteError) {
        return try database.script("PRAGMA journal_mode = WAL")
      } catch {
        // Others may be about to do the same, for which SQLite doesn't wait by itself.
        guard error.primary == SQLITE_BUSY, patience.waits(attempt: attempt) else { throw error }
        attempt += 1
      }
    }
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
    guard let header = Platform.text(of: path, limit: 20) else { return false }
    return Array(header.utf8).dropFirst(18).first == 2
  }

  /// Works the log into the file and goes on with a rollback journal, which needs locks alone.
  private func leaveWAL(_ patience: LockPatience) throws(SQLiteError) {
    let database = try Database(path, .writing, patience: patience, vfs: vfs)
    // One who has the file for itself needs no shared memory.
    try database.script("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE")
  }
}
