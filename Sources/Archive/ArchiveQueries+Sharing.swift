import Liquidations
import Refresh

// MARK: - Who refreshes

extension ArchiveQueries {
  /// Takes or renews the lease; false if another holds it.
  func lead(_ topic: Topic, at now: Timestamp) throws(SQLiteError) -> Bool {
    // Followers only read.
    guard try isFree(topic, at: now) else { return false }
    let row = lease(topic)
    return try database.writing { () throws(SQLiteError) in
      guard try isFree(topic, at: now) else { return false }
      try database.run(
        """
        INSERT INTO leaders (source, token, holder, renewed_at) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET holder = ?3, renewed_at = ?4
        """,
        row.source, row.token, .text(holder), now.value)
      return true
    }
  }

  /// Gives the lease up, if it is held.
  func resign(_ topic: Topic) throws(SQLiteError) {
    let row = lease(topic)
    try database.run(
      """
      UPDATE leaders SET holder = NULL, renewed_at = NULL
      WHERE source = ?1 AND token = ?2 AND holder = ?3
      """,
      row.source, row.token, .text(holder))
  }

  func announce(_ plan: AnnouncedPlan) throws(SQLiteError) {
    let sql = "SELECT plan FROM leaders WHERE source = ?1 AND token = ?2"
    let before: AnnouncedPlan? = JSON.decode(
      try database.first(sql, source, token) { $0.text(0) } ?? nil)
    guard plan != before else { return }
    try change { () throws(SQLiteError) in
      try database.run(
        """
        INSERT INTO leaders (source, token, plan) VALUES (?1, ?2, ?3)
        ON CONFLICT DO UPDATE SET plan = ?3
        """,
        source, token, JSON.encode(plan))
    }
  }

  func ask(_ request: RefreshRequest) throws(SQLiteError) {
    try change { () throws(SQLiteError) in
      try database.run(
        """
        INSERT INTO leaders (source, token, asked) VALUES (?1, ?2, ?3)
        ON CONFLICT DO UPDATE SET asked = ?3
        """,
        source, token, JSON.encode(request))
    }
  }

  /// Whether nobody else holds the lease.
  private func isFree(_ topic: Topic, at now: Timestamp) throws(SQLiteError) -> Bool {
    let sql = "SELECT holder, renewed_at FROM leaders WHERE source = ?1 AND token = ?2"
    let row = self.lease(topic)
    let lease = try database.first(sql, row.source, row.token) {
      (holder: $0.text(0), renewedAt: $0.moment(1))
    }
    guard let lease, let other = lease.holder, other != holder,
      let renewedAt = lease.renewedAt, Lease.isHeld(renewedAt: renewedAt, now: now)
    else { return true }
    return LeaseHolder(text: other).isIdle
  }
}

// MARK: - The month's calls

extension ArchiveQueries {
  func spent(in month: Month) throws(SQLiteError) -> Int {
    let sql = "SELECT count FROM calls WHERE token = ?1 AND month = ?2"
    return try database.first(sql, token, .text("\(month)")) { $0.count(0) } ?? 0
  }

  /// Counts up to so many calls; returns how many are granted.
  func take(_ calls: Int, of limit: Int, in month: Month) throws(SQLiteError) -> Int {
    guard calls > 0, try spent(in: month) < limit else { return 0 }
    return try change { () throws(SQLiteError) in
      let granted = min(calls, max(0, limit - (try spent(in: month))))
      try count(granted, in: month)
      return granted
    }
  }

  func giveBack(_ calls: Int, in month: Month) throws(SQLiteError) {
    guard calls > 0 else { return }
    try change { () throws(SQLiteError) in try count(-calls, in: month) }
  }

  /// Adds calls to the month's, also beyond any limit, but never below none.
  func count(_ calls: Int, in month: Month) throws(SQLiteError) {
    guard calls != 0 else { return }
    try database.run(
      """
      INSERT INTO calls VALUES (?1, ?2, max(0, ?3))
      ON CONFLICT DO UPDATE SET count = min(max(0, count + ?3), 1000000000)
      """,
      token, .text("\(month)"), SQLiteValue(calls))
  }
}
