import CSQLite
public import Liquidations
public import Refresh

/// What an archive holds of a source, read as it lies there: nothing is written, made or set aside,
/// and an archive of an older format stays one.
public struct ArchiveReading: Sendable {
  /// The series; the fault says what of them was left out because it can't be.
  public private(set) var kept = StoredState()
  /// Since when the days that were asked for have their values.
  public private(set) var times: [Metric: [Day: Timestamp]] = [:]
  /// The base URLs of which the archive holds something, a few of them at most.
  public private(set) var sources: [String] = []

  /// Nil if there is no file.
  ///
  /// - Parameters:
  ///   - path: of the archive's file.
  ///   - source: the base URL.
  ///   - days: those of which the times are wanted; nil for none.
  ///   - patience: how long others' locks are waited for.
  public init?(
    path: String, source: String, timesOf days: ClosedRange<Day>? = nil,
    patience: Duration = .milliseconds(100), at now: Timestamp
  ) throws(ArchiveReadingError) {
    let file = ArchiveFile(path: path)
    do throws(ArchiveError) {
      guard try file.status() != nil else { return nil }
      // Twice: what was read as it lay there may have been written meanwhile.
      for _ in 0..<2 {
        let before = (file.hasLog, file.identity)
        let database = try file.openToRead(patience: patience)
        try read(database, of: file, source, days, at: now)
        if before == (file.hasLog, file.identity) { return }
      }
    } catch {
      throw ArchiveReadingError(error, path)
    }
  }

  private mutating func read(
    _ database: Database, of file: ArchiveFile, _ source: String, _ days: ClosedRange<Day>?,
    at now: Timestamp
  ) throws(ArchiveError) {
    let queries = ArchiveQueries(database, source: source, token: "", holder: "")
    do throws(SQLiteError) {
      try database.reading { () throws(SQLiteError) in
        var nonsense = Nonsense()
        kept = StoredState(readings: try queries.readings(at: now, &nonsense))
        kept.fault = nonsense.fault
        times = try days.map { days throws(SQLiteError) in try queries.times(of: days) } ?? [:]
        sources = try queries.sources()
      }
    } catch {
      throw file.firstVerdict(on: error, isOurs: true)
    }
  }
}

/// Why an archive can't be read.
public struct ArchiveReadingError: Error, Hashable, CustomStringConvertible {
  /// One sentence with its full stop: what is wrong with which file, and what to do.
  public let description: String

  init(_ trouble: ArchiveError, _ path: String) {
    description = trouble.readingSentence(path)
  }
}

extension ArchiveError {
  func readingSentence(_ path: String) -> String {
    switch self {
    case .damaged: "The archive \(path) is damaged. Run liqtop check."
    case .locked: "Another program has locked \(path). Try again once it has let go."
    case .lockedByStopped(let process):
      "Process \(process) is stopped and has locked \(path). Let it go on, or end it."
    case .readOnly, .noFolder: "The archive \(path) may not be read. Check who owns it."
    case .isFolder: "\(path) is a folder, so it can't be the archive."
    case .isNoFile: "\(path) isn't a file, so it can't be the archive."
    case .leadsNowhere(let target): "\(path) is a link to \(target), where nothing is."
    case .isEmpty, .foreign: "\(path) isn't an archive of liqtop."
    case .noHome, .unwanted: "There is no archive. Name a file with --archive."
    case .newer(let version):
      "The archive \(path) is of a newer liqtop (version \(version)). Update liqtop."
    case .lacksTable(let name): "The archive \(path) lacks its table \(name)."
    case .endless: "Reading the archive \(path) takes too long."
    case .tooLarge: "The archive \(path) holds a value of more than 64 MiB."
    case .diskFull: "The disk of \(path) is full."
    case .noLocks: "The file system of \(path) can't lock files."
    case .other(let words): "The archive \(path) can't be read (\(words))."
    }
  }
}

// MARK: - The file

extension ArchiveFile {
  /// Whether somebody is at work on it, or was and left what isn't in the file yet.
  var hasLog: Bool {
    ["-wal", "-journal"].contains { Platform.exists(place + $0) }
  }

  /// Opens the file to read it, of whichever version that can be read, and leaves everything as it is.
  func openToRead(patience: Duration) throws(ArchiveError) -> Database {
    let found: (database: Database, state: Schema.State, missing: String?)
    do throws(SQLiteError) {
      found = try look(hasLog ? .reading : .untouched, patience)
    } catch {
      // A log without its memory, in a folder where that can't be made.
      guard hasLog, error.primary == SQLITE_CANTOPEN,
        let other = try? look(.untouched, patience)
      else { throw firstVerdict(on: error, isOurs: false) }
      found = other
    }
    try Self.check(found.state)
    if let missing = found.missing { throw .lacksTable(missing) }
    return found.database
  }

  private func look(
    _ access: Database.Access, _ patience: Duration
  ) throws(SQLiteError) -> (Database, Schema.State, String?) {
    let database = try Database(place, access, patience: patience, vfs: vfs)
    database.distrust()
    database.leaveFiles()
    let state = try Schema.state(of: database)
    return (database, state, try Schema.missingTable(in: database, as: state))
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

// MARK: - Queries

extension ArchiveQueries {
  /// Since when each of the days has its value.
  fileprivate func times(
    of days: ClosedRange<Day>
  ) throws(SQLiteError) -> [Metric: [Day: Timestamp]] {
    let sql = """
      SELECT day, fetched_at FROM days JOIN series ON series.id = days.series
      WHERE source = ?1 AND exchange = ?2 AND side = ?3 AND day BETWEEN ?4 AND ?5
      """
    var times: [Metric: [Day: Timestamp]] = [:]
    for metric in Metric.allCases {
      let key = SeriesKey.liquidations(metric)
      let rows = try database.all(
        sql, source, key.exchangeName, key.sideName, SQLiteValue(days.lowerBound.number),
        SQLiteValue(days.upperBound.number)
      ) { (day: $0.day(0), time: $0.moment(1)) }
      for row in rows {
        if let day = row.day, let time = row.time { times[metric, default: [:]][day] = time }
      }
    }
    return times
  }

  fileprivate func sources() throws(SQLiteError) -> [String] {
    try database.all("SELECT DISTINCT source FROM series ORDER BY source LIMIT 5") { $0.text(0) }
      .compactMap(\.self)
  }
}
