import Liquidations
import Live

/// What one BTC cost at the end of each day: read, bounded as all that may have been written by others, and
/// written.
extension ArchiveQueries {
  /// So many days of one source are read at most.
  private static let mostCloses: SQLiteValue = 10_000

  /// What is kept, source by source, and is newer than a save.
  ///
  /// - Parameters:
  ///   - save: -1 for all.
  ///   - latest: no day can be later, in seconds since 1970.
  func closes(
    of live: SQLiteValue, after save: SQLiteValue, latest: Timestamp, _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> [DailyCloses] {
    guard try Schema.hasCloses(database), try hasCloses(of: live, after: save) else { return [] }
    let sql = """
      SELECT day, usd FROM closes
      WHERE live = ?1 AND exchange = ?2 AND day BETWEEN ?3 AND ?4 AND save > ?5
      ORDER BY day DESC LIMIT ?6
      """
    var found: [DailyCloses] = []
    for exchange in Exchange.allCases {
      let rows = try database.all(
        sql, live, .text(exchange.slug), SQLiteValue(StoredDays.bounds.lowerBound.number),
        SQLiteValue(latest.day.number), save, Self.mostCloses
      ) { row -> (day: Day, value: Double?)? in
        guard let day = row.day(0), row.isPrice(1) else { return nil }
        return (day, row.real(1))
      }
      let sound = rows.compactMap(\.self)
      if sound.count < rows.count { nonsense.found("a daily close of \(exchange.name)") }
      if !sound.isEmpty { found.append(DailyCloses(exchange, Series(sound))) }
    }
    return found
  }

  /// Whether there are any newer ones, which mostly there aren't.
  private func hasCloses(of live: SQLiteValue, after save: SQLiteValue) throws(SQLiteError) -> Bool
  {
    try database.first(
      "SELECT 1 FROM closes WHERE live = ?1 AND save > ?2 LIMIT 1", live, save
    ) { $0.integer(0) } != nil
  }

  /// The closes of the source that is shown; nil if none are kept.
  func shownCloses(at now: Timestamp) throws(SQLiteError) -> DailyCloses? {
    try database.reading { () throws(SQLiteError) -> DailyCloses? in
      var nonsense = Nonsense()
      guard let row = try liveRow(&nonsense) else { return nil }
      return try shownCloses(of: row.id, at: now, &nonsense)
    }
  }

  func shownCloses(
    of live: SQLiteValue, at now: Timestamp, _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> DailyCloses? {
    var stored = StoredLive()
    stored.closes = try closes(of: live, after: .integer(-1), latest: now, &nonsense)
    return stored.shownCloses
  }

  /// A close that comes again as it stands keeps the time at which it was fetched.
  func write(
    _ closes: DailyCloses, _ live: SQLiteValue, _ save: Int64, at now: Timestamp
  ) throws(SQLiteError) {
    for (day, usd) in closes.series.entries {
      try database.run(
        """
        INSERT INTO closes VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT DO UPDATE SET usd = ?4, fetched_at = ?5, save = ?6 WHERE usd != ?4
        """, live, .text(closes.exchange.slug), SQLiteValue(day.number), .real(usd), now.value,
        .integer(save))
    }
  }
}
