public import Alerts
public import Liquidations
public import Live
public import Refresh

/// What an archive holds of all that alerts are about, read as it lies there: nothing is written, made or
/// set aside.
public struct AlertReading: Sendable {
  /// The series of the days.
  public private(set) var kept = StoredState()
  /// What the exchanges' feeds told; nil if nothing is kept of that.
  public private(set) var live: StoredLive?
  public private(set) var alerts = StoredAlerts()

  /// Nil if there is no file.
  ///
  /// - Parameters:
  ///   - path: of the archive's file.
  ///   - source: the base URL.
  ///   - exchanges: where the exchanges' feeds are reached.
  ///   - patience: how long others' locks are waited for.
  public init?(
    path: String, source: String, exchanges: String, patience: Duration = .milliseconds(100),
    at now: Timestamp
  ) throws(ArchiveReadingError) {
    let reader = ArchiveReader(path: path, patience: patience)
    let reading = try reader.read { database, state throws(SQLiteError) in
      let queries = ArchiveQueries(
        database, source: source, token: "", exchanges: exchanges, holder: "")
      return try Self(queries, of: state, at: now)
    }
    guard let reading else { return nil }
    self = reading
  }

  private init(
    _ queries: ArchiveQueries, of state: Schema.State, at now: Timestamp
  ) throws(SQLiteError) {
    kept = try queries.loadHistory(at: now)
    alerts = try queries.loadAlerts(at: now)
    // An older archive has none of its tables.
    guard state.has("live") else { return }
    live = try queries.loadLive(since: nil, listens: false, at: now)
  }
}
