import CSQLite
import Liquidations
import SystemPackage

/// An archive's file, read as it lies there: nothing is written, made or set aside, and an archive of
/// an older format stays one.
public struct ArchiveReader: Sendable {
  let file: ArchiveFile
  private let patience: Duration

  /// So often a file is read that is written while it is read as it lies there.
  private static let attempts = 5

  /// - Parameters:
  ///   - path: of the archive's file.
  ///   - patience: how long others' locks are waited for.
  public init(path: String, patience: Duration = .milliseconds(100)) {
    file = ArchiveFile(path: path)
    self.patience = patience
  }

  /// What `body` makes of one consistent picture of the file; nil if there is none.
  ///
  /// - Parameters:
  ///   - table: what is needed beside the API's days; nil for nothing.
  ///   - body: is told of which version the file is.
  func read<Result>(
    needing table: String? = nil,
    _ body: (Database, Schema.State) throws(SQLiteError) -> Result
  ) throws(ArchiveReadingError) -> Result? {
    var trouble: ArchiveError?
    for _ in 0..<Self.attempts {
      let before = edition
      let (result, isSure): (Result?, Bool)
      do throws(ArchiveError) {
        guard try file.status() != nil else { return nil }
        let opened = try file.openToRead(patience: patience)
        // Who reads by others' locks is kept from what is half written.
        isSure = opened.access != .untouched
        result = opened.state.has(table) ? try once(opened, body) : nil
        trouble = nil
      } catch {
        if before == edition { throw ArchiveReadingError(error, file.path) }
        trouble = error
        continue
      }
      guard isSure || before == edition else { continue }
      guard let result else { throw ArchiveReadingError(older: file.path) }
      return result
    }
    throw trouble.map { ArchiveReadingError($0, file.path) } ?? ArchiveReadingError(busy: file.path)
  }

  private func once<Result>(
    _ opened: OpenedArchive, _ body: (Database, Schema.State) throws(SQLiteError) -> Result
  ) throws(ArchiveError) -> Result {
    do throws(SQLiteError) {
      return try opened.database.reading { () throws(SQLiteError) in
        try body(opened.database, opened.state)
      }
    } catch {
      throw file.firstVerdict(on: error, isOurs: true)
    }
  }
}

/// Why an archive can't be read.
public struct ArchiveReadingError: Error, Hashable, CustomStringConvertible {
  /// What is wrong with which file, and what to do, with its full stop; in small letters, as it follows a name.
  public let description: String
  /// Whether another program is at work on it; that passes.
  let isBusy: Bool

  init(_ trouble: ArchiveError, _ path: String) {
    description = trouble.readingSentence(path)
    isBusy =
      switch trouble {
      case .locked, .lockedByStopped: true
      default: false
      }
  }

  init(busy path: String) {
    isBusy = true
    description = "the archive \(path) changes while it is read. Try again."
  }

  init(older path: String) {
    isBusy = false
    description =
      "the archive \(path) is of an older format, which has nothing of that. Run liqtop, which brings"
      + " it up."
  }
}

extension ArchiveError {
  /// What those who read are told, to follow the program's name.
  func readingSentence(_ path: String) -> String {
    switch self {
    case .damaged: "the archive \(path) is damaged. Run liqtop check."
    case .locked: "another program has locked \(path). Try again once it has let go."
    case .lockedByStopped(let process):
      "process \(process) is stopped and has locked \(path). Let it go on, or end it."
    case .readOnly, .noFolder: "the archive \(path) may not be read. Check who owns it."
    case .isFolder: "\(path) is a folder, so it can't be the archive."
    case .isNoFile: "\(path) isn't a file, so it can't be the archive."
    case .leadsNowhere(let target): "\(path) is a link to \(target), where nothing is."
    case .isEmpty, .foreign: "\(path) isn't an archive of liqtop."
    case .noHome, .unwanted:
      "there is no archive \(path) yet; run liqtop, which makes it, or name another with --archive."
    case .newer(let version):
      "the archive \(path) is of a newer liqtop (version \(version)). Update liqtop."
    case .lacks(let what): "the archive \(path) lacks its \(what)."
    case .endless: "reading the archive \(path) takes too long."
    case .tooLarge: "the archive \(path) holds a value of more than 64 MiB."
    case .diskFull: "the disk of \(path) is full."
    case .noLocks: "the file system of \(path) can't lock files."
    case .other(let words): "the archive \(path) can't be read (\(words))."
    }
  }
}

// MARK: - The file

/// Tells a file and its log, as they lie there, from what they become when they are written.
public struct ArchiveEdition: Equatable, Sendable {
  private struct Part: Equatable, Sendable {
    let identity: ArchiveFile.Identity
    let size: Int64
    /// In nanoseconds since 1970.
    let writtenAt: Int64

    init?(_ path: String) {
      guard let status = try? Stat(path), let identity = ArchiveFile.identity(of: path) else {
        return nil
      }
      self.identity = identity
      size = status.size
      writtenAt = Platform.lastWrite(status)
    }
  }

  private let parts: [Part?]

  init(_ place: String) {
    parts = ["", "-wal", "-journal"].map { Part(place + $0) }
  }
}

extension ArchiveReader {
  /// How the file lies there now: another edition once anybody has written.
  public var edition: ArchiveEdition { ArchiveEdition(file.place) }
}

/// An archive that was opened to be read.
struct OpenedArchive {
  let database: Database
  let state: Schema.State
  let access: Database.Access
}

extension ArchiveFile {
  /// Whether somebody is at work on it, or was and left what isn't in the file yet.
  var hasLog: Bool {
    ["-wal", "-journal"].contains { Platform.exists(place + $0) }
  }

  /// Opens the file to read it, of whichever version that can be read, and leaves everything as it is.
  func openToRead(patience: Duration) throws(ArchiveError) -> OpenedArchive {
    let hasLog = hasLog
    let found: (archive: OpenedArchive, missing: String?)
    do throws(SQLiteError) {
      found = try look(hasLog ? .reading : .untouched, patience)
    } catch {
      // A log without its memory, in a folder where that can't be made.
      guard hasLog, error.primary == SQLITE_CANTOPEN, let other = try? look(.untouched, patience)
      else { throw firstVerdict(on: error, isOurs: false) }
      found = other
    }
    try Self.check(found.archive.state)
    if let missing = found.missing { throw .lacks("table \(missing)") }
    return found.archive
  }

  private func look(
    _ access: Database.Access, _ patience: Duration
  ) throws(SQLiteError) -> (OpenedArchive, missing: String?) {
    let database = try Database(place, access, patience: patience, vfs: vfs)
    database.distrust()
    database.leaveFiles()
    let state = try Schema.state(of: database)
    let missing = try Schema.missingTable(in: database, as: state)
    return (OpenedArchive(database: database, state: state, access: access), missing)
  }
}

extension Schema.State {
  /// Whether an archive of that version has the table; true without one.
  func has(_ table: String?) -> Bool {
    guard let table else { return true }
    switch self {
    case .current: return true
    case .older(let version):
      return Schema.tables.prefix(Int(version)).joined().contains(table)
    case .newer, .foreign: return false
    }
  }
}

extension Schema {
  fileprivate static func missingTable(
    in database: Database, as state: State
  ) throws(SQLiteError) -> String? {
    switch state {
    case .current: try missingTable(in: database)
    case .older(let version): try missingTable(in: database, of: max(1, version))
    case .newer, .foreign: nil
    }
  }
}
