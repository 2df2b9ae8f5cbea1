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

  /// The file and its log, each as it lies there; nil if it doesn't.
  struct Files: Equatable {
    var file: Identity?
    var log: Identity?
  }

  /// As it was named.
  let path: String
  /// SQLite's name of the layer to the file system; nil for its own choice.
  let vfs: String?

  init(path: String, vfs: String? = nil) {
    self.path = path
    self.vfs = vfs
  }

  /// Where the file itself lies, with all that belongs to it: the end of the links, if `path` is one.
  var place: String { Self.end(ofLinks: path) }

  /// Which file lies at the path; nil if there is none.
  var identity: Identity? { Self.identity(of: path) }

  var files: Files {
    let place = place
    return Files(file: Self.identity(of: place), log: Self.identity(of: "\(place)-wal"))
  }

  static func identity(of path: String) -> Identity? {
    guard let status = try? Stat(path) else { return nil }
    return Identity(
      device: UInt64(truncatingIfNeeded: status.deviceID.rawValue),
      inode: UInt64(status.inode.rawValue))
  }

  /// The folder in which the file itself lies.
  var folder: String { Self.folder(of: place) }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func end(ofLinks path: String) -> String {
    var path = path
    // As many as the system follows.
    for _ in 0..<40 {
      guard let target = Platform.target(ofLink: path) else { break }
      path = target.hasPrefix("/") ? target : "\(folder(of: path))/\(target)"
    }
    return path
  }

  /// What lies there, if it can be an archive at all; nil if nothing does. It isn't opened: whoever
  /// opens a pipe may wait for ever.
  func status() throws(ArchiveError) -> Stat? {
    guard let status = try? Stat(path) else {
      if let target = Platform.target(ofLink: path) { throw .leadsNowhere(target) }
      return nil
    }
    switch status.type {
    case .directory: throw .isFolder
    case .regular where status.size == 0: throw .isEmpty
    // The smallest page there is. SQLite would take a single byte for a database of nothing.
    case .regular where status.size < 512: throw .foreign
    case .regular: return status
    default: throw .isNoFile
    }
  }
}

// MARK: - Making

extension ArchiveFile {
  /// Makes the folders on the way and an archive with nothing in it, for the user alone, where they
  /// are missing. It is there whole or not at all.
  ///
  /// - Parameter isAside: whether the one that a link led to has been set aside: then it is made where
  ///   the link leads.
  func make(isAside: Bool = false) throws(ArchiveError) {
    if !isAside || Platform.exists(path) {
      guard try status() == nil else { return }
    }
    try Self.makeFolder(folder)
    let bytes: [UInt8]
    do throws(SQLiteError) { bytes = try Schema.emptyArchive() } catch { throw ArchiveError(error) }
    let draft =
      "\(place)-new-\(Platform.processID)-\(String(UInt32.random(in: 0 ... .max), radix: 36))"
    defer { Platform.remove(draft) }
    do {
      let file = try FileDescriptor.open(
        draft, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: .ownerReadWrite)
      defer { try? file.close() }
      try file.writeAll(bytes)
      guard Platform.settle(file) else { throw Errno.ioError }
      try Self.withLock(on: folder) { () throws(Errno) in try name(draft) }
    } catch Errno.noSpace, Errno.diskQuotaExceeded, Errno.fileTooLarge {
      throw .diskFull
    } catch Errno.ioError {
      throw .other("it can't be written: \(Errno.ioError)")
    } catch {
      throw .readOnly
    }
  }

  /// Of several who make an archive at the same time, the first one's is everybody's.
  private func name(_ draft: String) throws(Errno) {
    let place = place
    if Platform.exists(place) { return }
    // They are of a file that is gone, and would be taken for the new one's.
    for ending in Self.endings { Platform.remove(place + ending) }
    do throws(Errno) {
      try Platform.link(draft, as: place)
    } catch .fileExists {
      return
    } catch .notPermitted, .notSupported, .noFunction {
      // There are file systems in which a file has one name only.
      try Platform.rename(draft, to: place)
    }
  }

  /// Of what SQLite keeps beside a file.
  private static let endings = ["-wal", "-shm", "-journal"]

  /// One at a time, of all who make an archive in the folder or set one aside. A stopped one isn't
  /// waited for for ever.
  private static func withLock<Result, Failure: Error>(
    on folder: String, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let folder = try? FileDescriptor.open(folder, .readOnly, options: [.closeOnExec])
    defer { try? folder?.close() }
    if let folder {
      for _ in 0..<100 where !Platform.lock(folder, waits: false) {
        Platform.sleep(milliseconds: 10)
      }
    }
    return try body()
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
    let name = try Self.withLock(on: folder) { () throws(ArchiveError) -> String? in
      // The second of two who see the damage would set the new archive aside.
      guard let identity, self.identity == identity else { return nil }
      let place = place
      let name = Self.freeName(place, at: now)
      // The file first: those who are at work on it see that it has gone, and not its log alone.
      for ending in [""] + Self.endings {
        do throws(Errno) {
          try Platform.rename(place + ending, to: name + ending)
        } catch {
          if error != .noSuchFileOrDirectory || ending.isEmpty { throw .damaged }
        }
      }
      // What was only memory, and a log of nothing, tell nobody anything.
      Platform.remove("\(name)-shm")
      if (try? Stat("\(name)-wal").size) == 0 { Platform.remove("\(name)-wal") }
      return name
    }
    return name?.split(separator: "/").last.map(String.init)
  }

  /// Takes away the log of a file in whose place there is another by now: it would be taken for that
  /// one's.
  ///
  /// - Parameter files: as they were before.
  func removeLog(of files: Files) {
    let now = self.files
    guard let log = files.log, now.log == log, let file = now.file, file != files.file else {
      return
    }
    for ending in Self.endings { Platform.remove(place + ending) }
  }

  private static func freeName(_ path: String, at now: Timestamp) -> String {
    let (hour, minute) = (now.hour, now.minute)
    let time = (hour < 10 ? "0" : "") + "\(hour)" + (minute < 10 ? "0" : "") + "\(minute)"
    let name = "\(path).damaged-\(now.day)T\(time)Z"
    var number = 1
    while Platform.exists(number == 1 ? name : "\(name)-\(number)") { number += 1 }
    return number == 1 ? name : "\(name)-\(number)"
  }
}
