import Alerts
import Liquidations

/// What of alerts is read, bounded as all that may have been written by others.
extension ArchiveQueries {
  /// Rows of each kind: no more than there can be.
  private enum Most {
    static let rules: SQLiteValue = 1_000
    static let told: SQLiteValue = 50_000
    static let firings = SQLiteValue(StoredAlerts.mostFirings)
    static let kept: SQLiteValue = 10_000
  }

  /// Whether there is such a table: an older archive hasn't all of them.
  func hasTable(_ name: String) throws(SQLiteError) -> Bool {
    let sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1"
    return try database.first(sql, .text(name)) { $0.integer(0) } != nil
  }

  /// All that is kept of these days and feeds; its fault says what was left out.
  func loadAlerts(at now: Timestamp) throws(SQLiteError) -> StoredAlerts {
    try database.reading { () throws(SQLiteError) in
      guard try hasTable("firings") else { return StoredAlerts() }
      var nonsense = Nonsense()
      var stored = StoredAlerts()
      for row in try ruleStates(&nonsense) { stored.states[row.key] = row.state }
      stored.told = try told(since: now.day - StoredAlerts.daysBack)
      stored.firings = try firings(&nonsense)
      stored.fault = nonsense.fault
      return stored
    }
  }

  private func ruleStates(
    _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> [(key: RuleKey, state: RuleState)] {
    let rows = try database.all(
      """
      SELECT name, definition, since, watched_since, looked_at, edge, fired_at FROM rules
      WHERE source = ?1 AND exchanges = ?2 LIMIT ?3
      """, source, exchanges, Most.rules
    ) { $0.ruleState() }
    let sound = rows.compactMap(\.self)
    if sound.count < rows.count { nonsense.found("what is remembered of an alert's rule") }
    return sound
  }

  private func told(since day: Day) throws(SQLiteError) -> [StoredAlerts.Teller: Set<Day>] {
    let rows = try database.all(
      """
      SELECT name, exchange, day FROM firings
      WHERE source = ?1 AND exchanges = ?2 AND day >= ?3 LIMIT ?4
      """, source, exchanges, SQLiteValue(day.number), Most.told
    ) { row -> (StoredAlerts.Teller, Day)? in
      guard let name = row.text(0), let day = row.day(2),
        row.isAllTogether(1) || row.exchange(1) != nil
      else { return nil }
      return (StoredAlerts.Teller(name, row.exchange(1)), day)
    }
    return rows.compactMap(\.self).reduce(into: [:]) { $0[$1.0, default: []].insert($1.1) }
  }

  private func firings(_ nonsense: inout Nonsense) throws(SQLiteError) -> [KeptFiring] {
    let rows = try database.all(
      """
      SELECT id, name, exchange, day, fired_at, title, text, readings, is_late, called_at, seen_at
      FROM firings
      WHERE source = ?1 AND exchanges = ?2 ORDER BY id DESC LIMIT ?3
      """, source, exchanges, Most.firings
    ) { $0.keptFiring() }
    let sound = rows.compactMap(\.self)
    if sound.count < rows.count { nonsense.found("a firing of an alert") }
    return sound
  }
}

// MARK: - Writing

extension ArchiveQueries {
  /// Keeps what a look at the rules came to; the row of each firing, nil of one that another has told of
  /// already. Nil for all if another holds the lease.
  func saveAlerts(_ evaluation: Evaluation, at now: Timestamp) throws(SQLiteError) -> [Int64?]? {
    try database.writing { () throws(SQLiteError) -> [Int64?]? in
      guard try holdsLease(.alerts) else { return nil }
      var rows: [Int64?] = []
      for fired in evaluation.fired { rows.append(try take(fired)) }
      let left = evaluation.keys(rows) { $0 == nil }
      for (key, state) in evaluation.states where !left.contains(key) { try write(state, of: key) }
      if !rows.isEmpty { try makeRoomForFirings() }
      return rows
    }
  }

  /// A user has seen all firings up to that row; returns whether that is news.
  func see(through row: Int64, at now: Timestamp) throws(SQLiteError) -> Bool {
    try database.writing { () throws(SQLiteError) in
      let seen = try database.all(
        """
        UPDATE firings SET seen_at = ?4
        WHERE source = ?1 AND exchanges = ?2 AND id <= ?3 AND seen_at IS NULL RETURNING id
        """, source, exchanges, .integer(row), now.value
      ) { $0.integer(0) }
      return !seen.isEmpty
    }
  }

  /// A terminal is about to call its user for the firing of that row; returns whether no other has.
  func call(_ row: Int64, at now: Timestamp) throws(SQLiteError) -> Bool {
    try database.writing { () throws(SQLiteError) in
      let called = try database.all(
        "UPDATE firings SET called_at = ?2 WHERE id = ?1 AND called_at IS NULL RETURNING id",
        .integer(row), now.value
      ) { $0.integer(0) }
      return !called.isEmpty
    }
  }

  /// The row of a firing, if nobody has told of it.
  private func take(_ fired: Evaluation.Fired) throws(SQLiteError) -> Int64? {
    let firing = fired.firing
    // A rule about now has no day that could be told of once.
    if firing.day == nil, try firedAt(fired.key) != fired.before { return nil }
    return try database.all(
      """
      INSERT INTO firings
        (source, exchanges, name, exchange, day, fired_at, title, text, readings, is_late)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING RETURNING id
      """, source, exchanges, .text(firing.rule), .text(firing.exchange?.slug ?? ""),
      firing.day.map { SQLiteValue($0.number) } ?? .null, firing.moment.value,
      .text(firing.title), .text(firing.text), JSON.encode(firing.readings),
      firing.isLate ? 1 : 0
    ) { $0.integer(0) }.first
  }

  private func firedAt(_ key: RuleKey) throws(SQLiteError) -> Timestamp? {
    try database.first(
      """
      SELECT fired_at FROM rules
      WHERE source = ?1 AND exchanges = ?2 AND name = ?3 AND definition = ?4
      """, source, exchanges, .text(key.name), .text(key.definition)
    ) { $0.moment(0) } ?? nil
  }

  private func write(_ state: RuleState, of key: RuleKey) throws(SQLiteError) {
    try database.run(
      """
      INSERT INTO rules VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      ON CONFLICT DO UPDATE SET since = ?5, watched_since = ?6, looked_at = ?7, edge = ?8,
        fired_at = ?9
      """, source, exchanges, .text(key.name), .text(key.definition), state.since.value,
      state.watchedSince.value, state.lookedAt.value, .text(state.edge.rawValue),
      state.firedAt?.value ?? .null)
  }

  private func makeRoomForFirings() throws(SQLiteError) {
    try database.run(
      "DELETE FROM firings WHERE id <= (SELECT max(id) FROM firings) - ?1", Most.kept)
  }
}
