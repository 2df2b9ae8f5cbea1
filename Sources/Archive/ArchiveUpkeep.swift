import CSQLite
public import Liquidations

/// What the owner of an archive does to it by hand, while dashboards may be at work on it: each step is one
/// transaction, and they hear of it.
public final class ArchiveUpkeep {
  let file: ArchiveFile
  let database: Database
  private var bell: Bell

  /// Opens the archive, and brings one of an older format up.
  ///
  /// - Parameters:
  ///   - path: of the archive's file.
  ///   - isMade: whether one is begun where there is none.
  ///   - patience: how long others' locks are waited for.
  public init(
    path: String, isMade: Bool = false, patience: Duration = .seconds(5)
  ) throws(ArchiveUpkeepError) {
    let file = ArchiveFile(path: path)
    self.file = file
    do throws(ArchiveError) {
      if isMade { try file.make() }
      guard try file.status() != nil, let database = try file.open(LockPatience(patience)) else {
        throw .noHome
      }
      database.takeTime()
      self.database = database
    } catch {
      throw ArchiveUpkeepError(error, path)
    }
    bell = Bell(path: "\(file.place)-bell", archive: LeaseHolder().archive)
  }

  func queries(_ source: String) -> ArchiveQueries {
    ArchiveQueries(database, source: source, token: "", exchanges: source, holder: "")
  }

  /// Does work on the file; others hear of what it has changed.
  func work<Result>(
    _ body: () throws(SQLiteError) -> Result
  ) throws(ArchiveUpkeepError) -> Result {
    let changes = database.ownChanges
    do throws(SQLiteError) {
      let result = try body()
      if database.ownChanges != changes { Topic.allCases.forEach { bell.ring($0) } }
      return result
    } catch {
      throw ArchiveUpkeepError(file.verdict(on: error, isOurs: true), file.path)
    }
  }

  /// Who works for all who share the archive at what; nil if nobody does.
  ///
  /// - Parameter work: such as a base URL; nil for whatever.
  func holder(of work: String? = nil, at now: Timestamp) throws(SQLiteError) -> LeaseHolder? {
    let sql = """
      SELECT holder, renewed_at FROM leaders
      WHERE holder IS NOT NULL AND (?1 IS NULL OR source = ?1) LIMIT 1000
      """
    return try database.all(sql, SQLiteValue(work)) { row in
      (holder: LeaseHolder(text: row.text(0) ?? ""), renewedAt: row.moment(1))
    }.first { row in
      row.renewedAt.map { Lease.isHeld(renewedAt: $0, now: now) } == true && !row.holder.isIdle
    }?.holder
  }
}

extension LeaseHolder {
  /// Who that is, for a sentence.
  var words: String { process.map { "process \($0) on \(host)" } ?? "another program" }
}

// MARK: - Vacuum

extension ArchiveUpkeep {
  /// Writes the whole file anew without what is free in it.
  ///
  /// - Returns: the bytes of the file and its log before and after.
  /// - Throws: with the kind `busy` if somebody works on a file that is so large that he would be held up.
  public func vacuum(at now: Timestamp) throws(ArchiveUpkeepError) -> (before: Int, after: Int) {
    try vacuum(at: now, besideOthers: 32 << 20)
  }

  /// - Parameter largest: a copy of more bytes takes so long that who waits to write would go on in memory.
  func vacuum(
    at now: Timestamp, besideOthers largest: Int
  ) throws(ArchiveUpkeepError) -> (before: Int, after: Int) {
    let before = file.sizes
    let other = try work { () throws(SQLiteError) in try holder(at: now) }
    if let other, before.file + before.log > largest {
      throw ArchiveUpkeepError(
        .busy,
        "the archive \(file.path) is so large that its vacuum would hold \(other.words) up; end that"
          + " first.")
    }
    try work { () throws(SQLiteError) in
      try database.script("VACUUM")
      // Who still reads keeps the log as it is; then it is worked in when he has gone.
      _ = try database.first("PRAGMA wal_checkpoint(TRUNCATE)") { $0.integer(0) }
    }
    let after = file.sizes
    return (before.file + before.log, after.file + after.log)
  }
}
