import CSQLite
import SystemPackage

/// Why an archive can't be used as it should.
enum ArchiveError: Error, Equatable {
  /// SQLite finds what it can't read, and again when it looks at the whole file anew.
  case damaged
  case diskFull
  case locked
  /// A stopped process has locked it, and can't let go before it goes on.
  case lockedByStopped(process: Int32)
  /// Its file system has no locks.
  case noLocks
  case readOnly
  /// There is a folder where the file should be.
  case isFolder
  /// There is something else that isn't a file: a pipe, a device.
  case isNoFile
  /// There is a link to where nothing is.
  case leadsNowhere(String)
  /// There is a file of no bytes.
  case isEmpty
  /// A folder on the way to the file can't be made; why, in the system's word.
  case noFolder(Errno)
  /// No home folder is known, and no file was named.
  case noHome
  /// The user wants none.
  case unwanted
  /// A database of another program, or no database at all.
  case foreign
  /// Written by a newer version of this program.
  case newer(version: Int64)
  /// It bears this program's mark, but one of its tables or of their columns is missing, or something else has
  /// its name: which, such as `table days`.
  case lacks(String)
  /// Reading it takes longer than anything that this program has written.
  case endless
  /// It holds a value larger than anything that this program has written.
  case tooLarge
  /// Anything else, in SQLite's words.
  case other(String)

  init(_ error: SQLiteError) {
    switch (error.primary, Errno(rawValue: error.system)) {
    case (SQLITE_NOTADB, _) where error.system == 0: self = .damaged
    case (SQLITE_CORRUPT, _) where error.system == 0: self = .damaged
    // What can't be read SQLite calls corrupt too.
    case (SQLITE_NOTADB, let code), (SQLITE_CORRUPT, let code):
      self = .other("it can't be read: \(code)")
    case (SQLITE_FULL, _), (_, .noSpace), (_, .diskQuotaExceeded), (_, .fileTooLarge):
      self = .diskFull
    case (SQLITE_BUSY, _), (SQLITE_LOCKED, _), (SQLITE_PROTOCOL, _): self = .locked
    case (SQLITE_READONLY, _), (SQLITE_PERM, _): self = .readOnly
    case (SQLITE_CANTOPEN, .permissionDenied), (SQLITE_CANTOPEN, .notPermitted),
      (SQLITE_CANTOPEN, .readOnlyFileSystem):
      self = .readOnly
    case (SQLITE_NOLFS, _): self = .noLocks
    case (SQLITE_INTERRUPT, _): self = .endless
    case (SQLITE_TOOBIG, _): self = .tooLarge
    case (SQLITE_IOERR, _) where Self.lockErrors.contains(error.extensionNumber): self = .noLocks
    default: self = .other(error.message)
    }
  }

  /// SQLITE_IOERR_RDLOCK, UNLOCK, CHECKRESERVEDLOCK, LOCK: macros that Swift doesn't see.
  private static let lockErrors: Set<Int32> = [8, 9, 14, 15]

  /// Whether writing may succeed later without anything being done here.
  var isPassing: Bool {
    switch self {
    case .damaged, .noHome, .unwanted, .foreign, .newer, .lacks, .endless, .tooLarge: false
    default: true
    }
  }

  /// Whether another has locked it.
  var isLock: Bool {
    switch self {
    case .locked, .lockedByStopped: true
    default: false
    }
  }

  /// Whether what it holds may be read all the same.
  var mayBeRead: Bool {
    switch self {
    case .readOnly, .diskFull, .locked, .lockedByStopped: true
    default: false
    }
  }

  /// One plain sentence with its full stop: what happened, to what, and what to do.
  func sentence(_ path: String) -> String {
    let meanwhile = "new data are kept in memory only"
    switch self {
    case .damaged:
      return "The archive \(path) is damaged and can't be set aside; \(meanwhile)."
    case .diskFull:
      return "The disk is full; \(meanwhile) until \(path) can be written."
    case .locked:
      return "Another program has locked \(path); \(meanwhile) until the lock is released."
    case .lockedByStopped(let process):
      return
        "Process \(process) is stopped and has locked \(path); \(meanwhile). Let it go on, or end"
        + " it."
    case .noLocks:
      return "The file system of \(path) can't lock files; \(meanwhile). Name another place with"
        + " --archive."
    case .readOnly:
      return "The archive \(path) may not be written; \(meanwhile). Check who owns it."
    case .isFolder:
      return "\(path) is a folder, so it can't be the archive; \(meanwhile)."
    case .isNoFile:
      return "\(path) isn't a file, so it can't be the archive; \(meanwhile)."
    case .leadsNowhere(let target):
      return "\(path) is a link to \(target), where nothing is; \(meanwhile). Make it lead to an"
        + " archive, or remove it."
    case .isEmpty:
      return "\(path) is empty, so it isn't an archive of liqtop, and is left alone; \(meanwhile)."
        + " Remove it to begin one."
    case .noFolder(let code):
      return "There can't be an archive at \(path) (\(Self.words(code))); \(meanwhile)."
    case .noHome:
      return "There is no home folder for the archive; \(meanwhile). Name a file with --archive."
    case .unwanted:
      return "Nothing is kept, as configured; new data are in memory only."
    case .foreign:
      return "\(path) isn't an archive of liqtop and is left alone; \(meanwhile)."
    case .newer(let version):
      return "The archive \(path) is of a newer liqtop (version \(version)) and is left alone;"
        + " \(meanwhile). Update liqtop."
    case .lacks(let what):
      return "The archive \(path) lacks its \(what) and is left alone; \(meanwhile). Move it"
        + " away to begin a new one."
    case .endless:
      return "Reading the archive \(path) takes too long, so it is left alone; \(meanwhile). Move"
        + " it away to begin a new one."
    case .tooLarge:
      return "The archive \(path) holds a value of more than 64 MiB and is left alone;"
        + " \(meanwhile). Move it away to begin a new one."
    case .other(let words):
      return "The archive \(path) fails (\(words)); \(meanwhile) until it works again."
    }
  }

  private static func words(_ code: Errno) -> String {
    switch code {
    case .notDirectory, .fileExists: "what should be its folder isn't one"
    case .permissionDenied, .notPermitted, .readOnlyFileSystem: "its folder can't be made there"
    case .noSpace, .diskQuotaExceeded: "the disk is full"
    case .fileNameTooLong: "the name is too long"
    default: "\(code)"
    }
  }
}
