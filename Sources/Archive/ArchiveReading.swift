public import Liquidations
public import Live
public import Refresh

/// What an archive holds of a source, read as it lies there.
public struct ArchiveReading: Sendable {
  /// The series; the fault says what of them was left out because it can't be.
  public private(set) var kept = StoredState()
  /// Since when the days that were asked for have their values.
  public private(set) var times: [Metric: [Day: Timestamp]] = [:]
  /// The base URLs of which the archive holds something, a few of them at most.
  public private(set) var sources: [String] = []
  /// What was heard in the time that was asked for; nil if none was, and in an archive without that.
  public private(set) var live: LiveRecord?

  /// Nil if there is no file.
  ///
  /// - Parameters:
  ///   - path: of the archive's file.
  ///   - source: the base URL.
  ///   - days: those of which the times are wanted; nil for none.
  ///   - live: what is wanted of the exchanges' feeds; nil for nothing.
  ///   - patience: how long others' locks are waited for.
  public init?(
    path: String, source: String, timesOf days: ClosedRange<Day>? = nil, live part: LivePart? = nil,
    patience: Duration = .milliseconds(100), at now: Timestamp
  ) throws(ArchiveReadingError) {
    let reader = ArchiveReader(path: path, patience: patience)
    let reading = try reader.read { database, state throws(SQLiteError) in
      try Self(database, state, source, days, part, at: now)
    }
    guard let reading else { return nil }
    self = reading
  }

  private init(
    _ database: Database, _ state: Schema.State, _ source: String, _ days: ClosedRange<Day>?,
    _ part: LivePart?, at now: Timestamp
  ) throws(SQLiteError) {
    let queries = ArchiveQueries(
      database, source: source, token: "", exchanges: part?.place ?? "", holder: "")
    var nonsense = Nonsense()
    kept = StoredState(readings: try queries.readings(at: now, &nonsense))
    times = try days.map { days throws(SQLiteError) in try queries.times(of: days) } ?? [:]
    sources = try queries.sources()
    if let part, state.has("live") {
      live = try queries.liveRecord(of: part, at: now, &nonsense)
    }
    kept.fault = nonsense.fault
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
