import CSQLite
import Liquidations

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An archive's place in the file system: made for its owner alone, checked before it is used.
struct ArchiveFile {
  /// Tells a file from another one that has taken its name.
  struct Identity: Equatable {
    let device: UInt64
    let inode: UInt64
  }

  let path: String

  /// Which file lies at the path; nil if there is none.
  var identity: Identity? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  /// Opens a file that is there, and makes an archive of it if it is empty.
  ///
  /// - Parameter patience: how long to wait for others' locks.
  func open(patience: Duration) throws(ArchiveError) -> Database {
    let database: Database
    let state: Schema.State
    do throws(SQLiteError) {
      database = try Database(path, .writing, patience: patience)
      state = try Schema.state(of: database)
      if !database.isReadOnly { try Self.bringUp(database, from: state, patience: patience) }
    } catch {
      throw trouble(error)
    }
    if case .newer(let version) = state { throw .newer(version: version) }
    if state == .foreign { throw .foreign }
    if database.isReadOnly { throw .readOnly }
    return database
  }

  /// Opens an archive that can't be written, to read what it holds; nil if that fails too.
  func openForReading(patience: Duration) -> Database? {
    for access in [Database.Access.reading, .untouched] {
      guard let database = try? Database(path, access, patience: patience),
        let state = try? Schema.state(of: database)
      else { continue }
      if state == .current { return database }
    }
    return nil
  }

  /// Opens an archive that nobody is using, to read it as it lies there; nil if somebody may be, or
  /// if it isn't one. What is read may be torn by who begins to write meanwhile, so it is only good
  /// until the archive has been opened; but it is had a millisecond sooner.
  func openToGlimpse() -> Database? {
    // Whoever uses it has a log beside it; what is in that would be missed.
    guard access("\(path)-wal", F_OK) != 0, errno == ENOENT,
      let database = try? Database(path, .untouched, patience: .zero),
      let state = try? Schema.state(of: database), state == .current
    else { return nil }
    return database
  }

  /// What the error means for this file.
  func trouble(_ error: SQLiteError) -> ArchiveError {
    switch ArchiveError(error) {
    // What never looked like an archive may be dear to someone.
    case .damaged where error.primary == SQLITE_NOTADB && !path.hasSuffix(".sqlite"): .foreign
    case .other where error.primary == SQLITE_CANTOPEN && access(folder, W_OK) != 0: .readOnly
    // It bears this program's mark, but its tables are not the ones of its version.
    case .other where error.primary == SQLITE_ERROR: .damaged
    case let trouble: trouble
    }
  }

  var folder: String { Self.folder(of: path) }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

// MARK: - Making

extension ArchiveFile {
  /// Makes the folders on the way and an empty file, for the user alone, where they are missing.
  func make() throws(ArchiveError) {
    var status = stat()
    if stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { throw .isFolder }
      return
    }
    try Self.makeFolder(folder)
    let file = Self.opened(path, O_RDWR | O_CREAT | O_EXCL)
    if file >= 0 {
      close(file)
    } else if errno != EEXIST {
      throw errno == ENOSPC || errno == EDQUOT ? .diskFull : .readOnly
    }
  }

  private static func makeFolder(_ path: String) throws(ArchiveError) {
    var status = stat()
    if stat(path, &status) == 0 {
      if status.st_mode & S_IFMT != S_IFDIR { throw .noFolder(ENOTDIR) }
      return
    }
    if errno == ENOENT, folder(of: path) != path { try makeFolder(folder(of: path)) }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .noFolder(errno) }
  }

  /// A new file is its owner's alone; SQLite gives those beside it the same mode.
  private static func opened(_ path: String, _ flags: Int32) -> Int32 {
    #if canImport(Glibc)
      Glibc.open(path, flags | O_CLOEXEC, 0o600)
    #else
      Darwin.open(path, flags | O_CLOEXEC, 0o600)
    #endif
  }

  private static func bringUp(
    _ database: Database, from state: Schema.State, patience: Duration
  ) throws(SQLiteError) {
    switch state {
    case .current: break
    case .newer, .foreign: database.leaveFiles()
    case .empty:
      try switchToWAL(database, patience: patience)
      try Schema.migrate(database)
    case .older: try Schema.migrate(database)
    }
    try database.script("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 200")
  }

  /// Others may be about to do the same, for which SQLite doesn't wait by itself.
  private static func switchToWAL(
    _ database: Database, patience: Duration
  ) throws(SQLiteError) {
    let clock = ContinuousClock()
    let end = clock.now + patience
    while true {
      do throws(SQLiteError) {
        return try database.script("PRAGMA journal_mode = WAL")
      } catch {
        guard error.primary == SQLITE_BUSY, clock.now < end else { throw error }
        usleep(1_000)
      }
    }
  }
}

// MARK: - Setting aside

extension ArchiveFile {
  /// Gives the file another name with the date, and those that belong to it, so that a new one can
  /// be begun.
  ///
  /// - Parameter identity: the damaged file; if another has its name by now, nothing is done.
  /// - Returns: the new name, without folders; nil if somebody else has set it aside.
  func setAside(_ identity: Identity?, at now: Timestamp) throws(ArchiveError) -> String? {
    // One at a time: of two who see the damage, the second would set the new archive aside.
    let lock = Self.opened(folder, O_RDONLY)
    if lock >= 0 { flock(lock, LOCK_EX) }
    defer { if lock >= 0 { close(lock) } }
    guard let identity, self.identity == identity else { return nil }
    let name = freeName(at: now)
    // A log that stayed behind would be taken for the new file's.
    for ending in ["-wal", "-shm", ""] {
      guard rename(path + ending, name + ending) == 0 || (errno == ENOENT && !ending.isEmpty)
      else { throw .damaged }
    }
    return name.split(separator: "/").last.map(String.init)
  }

  private func freeName(at now: Timestamp) -> String {
    let (hour, minute) = (now.hour, now.minute)
    let time = (hour < 10 ? "0" : "") + "\(hour)" + (minute < 10 ? "0" : "") + "\(minute)"
    let name = "\(path).damaged-\(now.day)T\(time)Z"
    var number = 1
    while access(number == 1 ? name : "\(name)-\(number)", F_OK) == 0 { number += 1 }
    return number == 1 ? name : "\(name)-\(number)"
  }
}
