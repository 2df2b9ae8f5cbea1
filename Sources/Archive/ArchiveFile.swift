import CSQLite
import Liquidations
import SystemPackage

/// An archive's place in the file system: made for its owner alone, checked before it is used.
struct ArchiveFile {
  /// Tells a file from another one that has taken its name.
  struct Identity: Equatable {
    let device: UInt64
    let inode: UInt64
  }

  let path: String
  /// SQLite's name of the layer to the file system; nil for its own choice.
  let vfs: String?

  init(path: String, vfs: String? = nil) {
    self.path = path
    self.vfs = vfs
  }

  /// Which file lies at the path; nil if there is none.
  var identity: Identity? { Self.identity(of: path) }

  static func identity(of path: String) -> Identity? {
    guard let status = try? Stat(path) else { return nil }
    return Identity(
      device: UInt64(truncatingIfNeeded: status.deviceID.rawValue),
      inode: UInt64(status.inode.rawValue))
  }

  var folder: String { Self.folder(of: path) }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What the error means for this file.
  func trouble(_ error: SQLiteError) -> ArchiveError {
    switch ArchiveError(error) {
    case .locked:
      LockHolder.stoppedProcess(path).map { .lockedByStopped(process: $0) } ?? .locked
    // What never looked like an archive may be dear to someone.
    case .damaged where error.primary == SQLITE_NOTADB && !path.hasSuffix(".sqlite"): .foreign
    case .other where error.primary == SQLITE_CANTOPEN && !Platform.isWritable(folder): .readOnly
    // It bears this program's mark, but its tables are not the ones of its version.
    case .other where error.primary == SQLITE_ERROR: .damaged
    case let trouble: trouble
    }
  }
}

// MARK: - Making

extension ArchiveFile {
  /// Makes the folders on the way and an empty file, for the user alone, where they are missing.
  func make() throws(ArchiveError) {
    if let status = try? Stat(path) {
      if status.type == .directory { throw .isFolder }
      return
    }
    try Self.makeFolder(folder)
    do {
      try FileDescriptor.open(
        path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: .ownerReadWrite
      ).close()
    } catch Errno.fileExists {
      return
    } catch Errno.noSpace, Errno.diskQuotaExceeded {
      throw .diskFull
    } catch {
      throw .readOnly
    }
  }

  private static func makeFolder(_ path: String) throws(ArchiveError) {
    do throws(Errno) {
      if try Stat(path).type != .directory { throw .notDirectory }
    } catch .noSuchFileOrDirectory {
      if folder(of: path) != path { try makeFolder(folder(of: path)) }
      do throws(Errno) {
        try Platform.makeFolder(path)
      } catch {
        if error != .fileExists { throw .noFolder(error) }
      }
    } catch .notDirectory {
      throw .noFolder(.notDirectory)
    } catch {
      throw .noFolder(error)
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
    let folder = try? FileDescriptor.open(folder, .readOnly, options: [.closeOnExec])
    if let folder { _ = Platform.lock(folder, waits: true) }
    defer { try? folder?.close() }
    guard let identity, self.identity == identity else { return nil }
    let name = freeName(at: now)
    // A log that stayed behind would be taken for the new file's.
    for ending in ["-wal", "-shm", "-journal", ""] {
      do throws(Errno) {
        try Platform.rename(path + ending, to: name + ending)
      } catch {
        if error != .noSuchFileOrDirectory || ending.isEmpty { throw .damaged }
      }
    }
    return name.split(separator: "/").last.map(String.init)
  }

  private func freeName(at now: Timestamp) -> String {
    let (hour, minute) = (now.hour, now.minute)
    let time = (hour < 10 ? "0" : "") + "\(hour)" + (minute < 10 ? "0" : "") + "\(minute)"
    let name = "\(path).damaged-\(now.day)T\(time)Z"
    var number = 1
    while Platform.exists(number == 1 ? name : "\(name)-\(number)") { number += 1 }
    return number == 1 ? name : "\(name)-\(number)"
  }
}
