import Alerts
import CSQLite
public import Liquidations
public import Live
public import Refresh
import SystemPackage

/// What there is at an archive's place, found out without writing, making or renaming anything.
public struct ArchiveSurvey: Sendable {
  /// In bytes, with its log; nil if there is no file.
  public private(set) var size: Int?
  /// The file's permissions, such as 0o600; nil if there is no file.
  public private(set) var permissions: UInt32?
  /// What it holds of the source; nil if that can't be read, or there is no file.
  public private(set) var kept: StoredState?
  /// What it holds of what the exchanges' feeds told; nil if that can't be read, or there is none.
  public private(set) var live: StoredLive?
  /// How many values of the source were replaced by others.
  public private(set) var revisions = 0
  /// What of it contradicts itself or can't be, in a few words each.
  public private(set) var contradictions: [String] = []
  /// Why a dashboard can't use the archive as it should, in one sentence with its full stop.
  public private(set) var fault: String?
  /// Whether the fault is that another program has locked it, and so will pass.
  public private(set) var isLocked = false

  /// - Parameters:
  ///   - path: of the archive's file; nil if no place for it is known.
  ///   - source: the base URL.
  ///   - token: the token's fingerprint, never the token.
  ///   - exchanges: where the exchanges' feeds are reached.
  ///   - patience: how long others' locks are waited for.
  ///   - now: says which month's calls are meant.
  public init(
    path: String?, source: String, token: String,
    exchanges: String = SeriesArchive.exchanges, patience: Duration = .seconds(1),
    at now: Timestamp
  ) {
    let file = ArchiveFile(path: path ?? "")
    do throws(ArchiveError) {
      guard path != nil else { throw .noHome }
      try look(at: file)
      guard size != nil else { return }
      let database = try file.openToLook(patience: patience)
      do throws(SQLiteError) {
        let queries = ArchiveQueries(
          database, source: source, token: token, exchanges: exchanges, holder: "")
        try read(queries, at: now)
      } catch {
        throw file.firstVerdict(on: error, isOurs: true)
      }
      try file.checkIsWritable()
    } catch {
      fault = Self.sentence(error, file.path)
      isLocked = error.isLock
    }
  }

  private mutating func look(at file: ArchiveFile) throws(ArchiveError) {
    if let status = try? Stat(file.path), status.type == .regular {
      size = Int(status.size)
      permissions = UInt32(status.permissions.rawValue & 0o777)
    }
    guard try file.status() != nil else { return try file.checkCanBeMade() }
    if let log = try? Stat("\(file.place)-wal") { size? += Int(log.size) }
  }

  private mutating func read(_ queries: ArchiveQueries, at now: Timestamp) throws(SQLiteError) {
    guard try Schema.isReadable(queries.database) else { return }
    let words = try queries.database.first("PRAGMA integrity_check(1)") { $0.text(0) } ?? nil
    guard words == "ok" else { throw SQLiteError(SQLITE_CORRUPT, nil) }
    var state = try queries.load(at: now)
    contradictions = try queries.differences()
    // Said above in more words, but for what isn't of the days.
    if contradictions.isEmpty, let fault = state.fault { contradictions = [fault.sentence] }
    state.fault = nil
    kept = state
    revisions = try queries.revisions()
    // An older archive has none of its tables.
    guard try Schema.missingTable(in: queries.database, of: Schema.withFeeds) == nil else { return }
    live = try queries.loadLive(since: nil, listens: false, at: now)
    contradictions += try queries.liveDifferences()
    if let fault = live?.fault { contradictions.append(fault.sentence) }
    if let fault = try queries.loadAlerts(at: now).fault { contradictions.append(fault.sentence) }
  }

  private static func sentence(_ trouble: ArchiveError, _ path: String) -> String {
    guard trouble == .damaged else { return trouble.sentence(path) }
    return "The archive \(path) is damaged; a dashboard that comes upon it sets it aside under"
      + " another name and begins a new one."
  }
}

// MARK: - The file

extension ArchiveFile {
  /// Opens the file and leaves everything as it is.
  fileprivate func openToLook(patience: Duration) throws(ArchiveError) -> Database {
    // Without a log nobody is at work on it, and opened as usual it would get one.
    let hasLog = Platform.exists("\(place)-wal")
    let isInUse = hasLog || Platform.exists("\(place)-journal") || !isInWALMode
    let database: Database
    let state: Schema.State
    let missing: String?
    do throws(SQLiteError) {
      database = try Database(place, isInUse ? .writing : .untouched, patience: patience, vfs: vfs)
      database.distrust()
      database.leaveFiles()
      state = try Schema.state(of: database)
      missing = state == .current ? try Schema.lack(in: database) : nil
      // Another program's lock shows only to who would write.
      if hasLog, !database.isReadOnly { try database.writing { () throws(SQLiteError) in } }
    } catch {
      throw firstVerdict(on: error, isOurs: false)
    }
    try Self.check(state)
    if let missing { throw .lacks(missing) }
    return database
  }

  fileprivate func checkIsWritable() throws(ArchiveError) {
    // The log lies in the same folder.
    guard Platform.isWritable(path), Platform.isWritable(folder) else { throw .readOnly }
  }

  /// Whether the file that is missing could be made.
  fileprivate func checkCanBeMade() throws(ArchiveError) {
    var place = folder
    while !Platform.exists(place), place != Self.folder(of: place) {
      place = Self.folder(of: place)
    }
    guard (try? Stat(place))?.type == .directory else { throw .noFolder(.notDirectory) }
    guard Platform.isWritable(place) else {
      throw place == folder ? .readOnly : .noFolder(.permissionDenied)
    }
  }
}
