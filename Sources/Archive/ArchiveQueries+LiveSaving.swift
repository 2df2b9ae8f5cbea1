import Liquidations
import Live

extension ArchiveQueries {
  /// So many are on the tape at most.
  private static let longestTape: Int64 = 200_000
  /// What is too old is taken away with every so manieth save, and with one of so many liquidations.
  private static let savesBetween: Int64 = 60
  private static let manyLiquidations = 1_000

  /// Keeps all of the changes or nothing; nil if another has saved since that edition, or holds the lease.
  func saveLive(
    _ changes: LiveChanges, after known: LiveEdition, at now: Timestamp
  ) throws(SQLiteError) -> LiveEdition? {
    try database.writing { () throws(SQLiteError) -> LiveEdition? in
      var nonsense = Nonsense()
      guard try holdsLease(.live) else { return nil }
      let row = try liveRow(&nonsense)
      let save = known.saves + 1
      // It wasn't known that it came about.
      if let row, row.saves == save, row.savedBy == holder {
        return LiveEdition(saves: save, row: try lastRow())
      }
      guard row?.saves ?? 0 == known.saves else { return nil }
      let live = if let row { row.id } else { try newLiveRow(at: now) }
      try write(changes, live, save)
      for closes in changes.closes { try write(closes, live, save, at: now) }
      try write(changes, live, save, at: now)
      if save % Self.savesBetween == 0 || changes.tape.count >= Self.manyLiquidations {
        try makeRoom(live, before: changes.minutesStart)
      }
      return LiveEdition(saves: save, row: try lastRow())
    }
  }

  func holdsLease(_ topic: Topic) throws(SQLiteError) -> Bool {
    let row = lease(topic)
    let other = try database.first(
      "SELECT holder FROM leaders WHERE source = ?1 AND token = ?2", row.source, row.token
    ) { $0.text(0) }
    return other == holder
  }

  private func newLiveRow(at now: Timestamp) throws(SQLiteError) -> SQLiteValue {
    let id = try database.all(
      "INSERT INTO live (source, saves, saved_at, saved_by) VALUES (?1, 0, ?2, ?3) RETURNING id",
      exchanges, now.value, .text(holder)
    ) { $0.integer(0) }.first
    return .integer(id ?? 0)
  }

  /// How far it has come, who holds the lease since, and what there is one of.
  private func write(
    _ changes: LiveChanges, _ live: SQLiteValue, _ save: Int64, at now: Timestamp
  ) throws(SQLiteError) {
    let feeds = changes.standings.map { FeedReport(feed: $0, standing: $1) }
      .sorted { $0.feed.name < $1.feed.name }
    try database.run(
      """
      UPDATE live SET saves = ?2, saved_at = ?3, saved_by = ?4,
        frozen = max(coalesce(frozen, ?5), coalesce(?5, frozen)), price = ?6, price_at = ?7,
        price_exchange = ?8, feeds = ?9
      WHERE id = ?1
      """, live, .integer(save), now.value, .text(holder),
      changes.frozen.map(SQLiteValue.integer) ?? .null,
      changes.price.map { .real($0.usd) } ?? .null, changes.price?.at.value ?? .null,
      SQLiteValue(changes.price?.exchange.slug), JSON.encode(feeds))
    let row = lease(.live)
    try database.run(
      "UPDATE leaders SET renewed_at = ?3 WHERE source = ?1 AND token = ?2",
      row.source, row.token, now.value)
  }

  private func write(
    _ changes: LiveChanges, _ live: SQLiteValue, _ save: Int64
  ) throws(SQLiteError) {
    for row in changes.minutes { try write(row, "minutes", live, save) }
    for row in changes.hours { try write(row, "hours", live, save) }
    for covered in changes.coverage {
      let exchange = SQLiteValue.text(covered.exchange.slug)
      try database.run(
        "DELETE FROM coverage WHERE live = ?1 AND exchange = ?2 AND start >= ?3", live, exchange,
        covered.start.value)
      for span in covered.spans.ranges {
        try database.run(
          "INSERT INTO coverage VALUES (?1, ?2, ?3, ?4)", live, exchange,
          .integer(span.lowerBound), .integer(span.upperBound))
      }
    }
    for liquidation in changes.tape { try write(liquidation, live) }
    for price in changes.prices {
      try database.run(
        "INSERT OR REPLACE INTO prices VALUES (?1, ?2, ?3)", live, price.minute.start.value,
        .real(price.usd))
    }
  }

  private func write(
    _ row: SlotTallies, _ table: String, _ live: SQLiteValue, _ save: Int64
  ) throws(SQLiteError) {
    for side in Side.allCases where row.tallies[side].count > 0 {
      let tally = row.tallies[side]
      try database.run(
        "INSERT OR REPLACE INTO \(table) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", live,
        row.slot.start.value, .text(row.exchange.slug), .text(side.name), .real(tally.usd),
        SQLiteValue(tally.count), .real(tally.largest), .integer(save))
    }
  }

  private func write(
    _ liquidation: Liquidation, _ live: SQLiteValue
  ) throws(SQLiteError) {
    try database.run(
      """
      INSERT INTO tape
        (live, time, exchange, side, instrument, usd, bitcoin, price, identity)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """, live, .integer(liquidation.milliseconds), .text(liquidation.exchange.slug),
      .text(liquidation.side.name), .text(liquidation.instrument), .real(liquidation.usd),
      .real(liquidation.bitcoin), .real(liquidation.price), .text(liquidation.identity))
  }

  /// Takes away what is too old, and of the tape what is too much.
  private func makeRoom(_ live: SQLiteValue, before start: Timestamp) throws(SQLiteError) {
    try database.run("DELETE FROM minutes WHERE live = ?1 AND minute < ?2", live, start.value)
    try database.run("DELETE FROM prices WHERE live = ?1 AND minute < ?2", live, start.value)
    try database.run(
      "DELETE FROM tape WHERE live = ?1 AND time < ?2", live, .integer(start.seconds * 1_000))
    let count =
      try database.first(
        "SELECT count(*) FROM tape WHERE live = ?1", live
      ) { $0.integer(0) } ?? 0
    guard count > Self.longestTape else { return }
    let last = try database.first(
      "SELECT time FROM tape WHERE live = ?1 ORDER BY time LIMIT 1 OFFSET ?2", live,
      .integer(count - Self.longestTape - 1)
    ) { $0.integer(0) }
    guard let last else { return }
    try database.run(
      "DELETE FROM tape WHERE live = ?1 AND time <= ?2", live, .integer(last))
    // Whoever goes on from here doesn't see that they were counted.
    try database.run(
      "UPDATE live SET frozen = max(coalesce(frozen, ?2), ?2) WHERE id = ?1", live,
      .integer(last))
  }
}
