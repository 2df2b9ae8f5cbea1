import Liquidations
import Live

/// What of the exchanges' feeds is read, bounded as all that may have been written by others.
extension ArchiveQueries {
  /// The row of where the exchanges are reached.
  struct LiveRow {
    let id: SQLiteValue
    let saves: Int64
    let savedBy: String?
    let stored: StoredLive
  }

  /// In time of the exchanges' clocks, in seconds.
  private enum Kept {
    static let minutes: Int64 = 8 * 86_400
    static let hours: Int64 = 400 * 86_400
    /// Nothing that is older is changed.
    static let changing: Int64 = 27 * 3_600
    /// This machine's clock may be set back so far.
    static let ahead: Int64 = 2 * 86_400
    /// The strip counts from single liquidations.
    static let seconds: Int64 = 300
  }

  /// Rows of each kind: no more than there can be.
  private enum Most {
    static let minutes: SQLiteValue = 92_160
    static let hours: SQLiteValue = 76_800
    static let spans: SQLiteValue = 25_000
    static let tape: SQLiteValue = 50_000
    static let identities = 200_000
  }

  /// What is kept, or what is new since an edition; nil if that is the last.
  func loadLive(
    since known: LiveEdition?, listens: Bool, at now: Timestamp
  ) throws(SQLiteError) -> StoredLive? {
    try database.reading { () throws(SQLiteError) -> StoredLive? in
      var nonsense = Nonsense()
      guard let row = try liveRow(&nonsense) else {
        return known == LiveEdition() ? nil : StoredLive()
      }
      let last = try lastRow()
      if let known, known.saves == row.saves, known.row <= last { return nil }
      let isPart = known.map { $0.saves < row.saves && $0.row <= last } ?? false
      var stored = row.stored
      stored.edition = LiveEdition(saves: row.saves, row: last)
      stored.since = isPart ? known : nil
      let reading = LiveReading(
        live: row.id, known: stored.since, latest: now.seconds + Kept.ahead)
      let newest = try newest(reading)
      stored.minutes = try tallies(
        .minute, reading, from: newest - (isPart ? Kept.changing : Kept.minutes), &nonsense)
      stored.hours = try tallies(
        .hour, reading, from: newest - (isPart ? Kept.changing : Kept.hours), &nonsense)
      try readCoverage(
        reading, from: newest - (isPart ? Kept.changing : Kept.hours), &stored, &nonsense)
      stored.tape = try tape(reading, newest: newest, &nonsense)
      stored.prices = try prices(
        reading, from: newest - (isPart ? Kept.changing : Kept.minutes), &nonsense)
      if listens { try readIdentities(reading, from: newest - Kept.changing, &stored) }
      stored.closes = try closes(
        of: row.id, after: reading.save, latest: Timestamp(seconds: reading.latest), &nonsense)
      stored.fault = nonsense.fault
      return stored
    }
  }

  /// The row of where the exchanges are reached; nil before the first save.
  func liveRow(_ nonsense: inout Nonsense) throws(SQLiteError) -> LiveRow? {
    let sql = """
      SELECT id, saves, saved_by, frozen, price, price_at, price_exchange, feeds
      FROM live WHERE source = ?1
      """
    var found = nonsense
    let row = try database.first(sql, exchanges) { row in
      var stored = StoredLive()
      stored.frozen = row.isNull(3) ? nil : row.integer(3)
      stored.price = row.price(4)
      if stored.price == nil, !row.isNull(4) { found.found("the last price") }
      let feeds: [FeedReport]? = JSON.decode(row.text(7))
      if feeds == nil, !row.isNull(7) { found.found("how the feeds are") }
      for feed in feeds ?? [] { stored.standings[feed.feed] = feed.standing }
      return LiveRow(
        id: .integer(row.integer(0)), saves: max(0, row.integer(1)), savedBy: row.text(2),
        stored: stored)
    }
    nonsense = found
    return row
  }

  /// In which of the last eight days' hours the minutes make up another sum than the hour itself, in a
  /// few words each. The first hour may have lost minutes that are too old.
  func liveDifferences() throws(SQLiteError) -> [String] {
    let sql = """
      SELECT exchange, side, datetime(hour, 'unixepoch') FROM hours AS h
      WHERE live = (SELECT id FROM live WHERE source = ?1)
        AND hour > (SELECT min(minute) FROM minutes AS m WHERE m.live = h.live)
        AND abs(usd - coalesce((
          SELECT sum(usd) FROM minutes AS m WHERE m.live = h.live AND minute >= hour
            AND minute < hour + 3600 AND m.exchange = h.exchange AND m.side = h.side), 0)
        ) > 1e-6 * usd + 0.01
      LIMIT 10
      """
    return try database.all(sql, exchanges) { row in
      let words = [row.text(0), row.text(1), row.text(2)].map { $0 ?? "?" }
      return "\(words[0]) \(words[1]): the hour \(words[2]) and its minutes differ"
    }
  }

  /// The number of the tape's last row.
  func lastRow() throws(SQLiteError) -> Int64 {
    max(0, try database.first("SELECT max(id) FROM tape") { $0.integer(0) } ?? 0)
  }
}

/// Of what is read.
private struct LiveReading {
  let live: SQLiteValue
  /// What is known already; nil for nothing.
  let known: LiveEdition?
  /// Nothing can be later, in seconds since 1970.
  let latest: Int64

  /// The last save that is known.
  var save: SQLiteValue { .integer(known?.saves ?? -1) }
}

extension ArchiveQueries {
  /// The newest second of which anything is kept; 0 if nothing is.
  private func newest(_ reading: LiveReading) throws(SQLiteError) -> Int64 {
    var newest =
      try database.first(
        "SELECT time FROM tape WHERE live = ?1 AND time <= ?2 ORDER BY time DESC LIMIT 1",
        reading.live, .integer(reading.latest * 1_000)
      ) { $0.integer(0) / 1_000 } ?? 0
    for exchange in Exchange.allCases {
      let end = try database.first(
        """
        SELECT end FROM coverage WHERE live = ?1 AND exchange = ?2 AND start <= ?3
        ORDER BY start DESC LIMIT 1
        """, reading.live, .text(exchange.slug), .integer(reading.latest)
      ) { $0.integer(0) }
      newest = max(newest, min(end ?? 0, reading.latest))
    }
    return newest
  }

  private func tallies(
    _ step: Step, _ reading: LiveReading, from start: Int64, _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> [SlotTallies] {
    let (table, column) = step == .minute ? ("minutes", "minute") : ("hours", "hour")
    let sql = """
      SELECT \(column), exchange, side, usd, count, largest FROM \(table)
      WHERE live = ?1 AND \(column) BETWEEN ?2 AND ?3 AND save > ?4
      ORDER BY \(column) DESC LIMIT ?5
      """
    let rows = try database.all(
      sql, reading.live, .integer(start), .integer(reading.latest), reading.save,
      step == .minute ? Most.minutes : Most.hours
    ) { $0.tally(step) }
    var found: [Slot: [Exchange: Tallies]] = [:]
    var left = 0
    for row in rows {
      guard let row else {
        left += 1
        continue
      }
      found[row.slot, default: [:]][row.exchange, default: Tallies()][row.side] = row.tally
    }
    if left > 0 { nonsense.found(left == 1 ? "a live sum" : "\(left) live sums") }
    return found.flatMap { slot, exchanges in
      exchanges.map { SlotTallies($0, slot, $1) }
    }
  }

  private func readCoverage(
    _ reading: LiveReading, from start: Int64, _ stored: inout StoredLive,
    _ nonsense: inout Nonsense
  ) throws(SQLiteError) {
    var first = max(0, start)
    // Those that reach into the time that is asked for are asked for whole.
    for exchange in Exchange.allCases {
      let sql = """
        SELECT max(start) FROM coverage WHERE live = ?1 AND exchange = ?2 AND start <= ?3
        """
      let before =
        try database.first(
          sql, reading.live, .text(exchange.slug), .integer(max(0, start))
        ) { $0.isNull(0) ? nil : $0.integer(0) } ?? nil
      if let before { first = min(first, max(0, before)) }
    }
    for exchange in Exchange.allCases {
      let rows = try database.all(
        """
        SELECT start, end FROM coverage WHERE live = ?1 AND exchange = ?2 AND start BETWEEN ?3 AND ?4
        ORDER BY start DESC LIMIT ?5
        """, reading.live, .text(exchange.slug), .integer(first), .integer(reading.latest),
        Most.spans
      ) { ($0.integer(0), min($0.integer(1), reading.latest)) }
      let spans = rows.compactMap { $0 < $1 ? $0..<$1 : nil }
      if spans.count < rows.count { nonsense.found("coverage of \(exchange.name)") }
      stored.coverage[exchange] = Spans(spans)
    }
    if stored.since != nil { stored.coverageStart = Timestamp(seconds: first) }
  }

  private func tape(
    _ reading: LiveReading, newest: Int64, _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> [Liquidation] {
    let columns = "time, exchange, side, instrument, usd, bitcoin, price, identity"
    let rows: [Liquidation?]
    if let known = reading.known {
      rows = try database.all(
        """
        SELECT \(columns) FROM tape WHERE id > ?1 AND live = ?2 AND time <= ?3
        ORDER BY id DESC LIMIT ?4
        """, .integer(known.row), reading.live, .integer(reading.latest * 1_000), Most.tape
      ) { $0.liquidation() }
    } else {
      rows = try database.all(
        """
        SELECT \(columns) FROM tape WHERE live = ?1 AND time <= ?2 AND time >= min(?3, coalesce((
          SELECT time FROM tape WHERE live = ?1 ORDER BY time DESC LIMIT 1 OFFSET ?4), 0))
        ORDER BY time DESC LIMIT ?5
        """, reading.live, .integer(reading.latest * 1_000),
        .integer((newest - Kept.seconds) * 1_000), SQLiteValue(Tape.length - 1), Most.tape
      ) { $0.liquidation() }
    }
    let sound = rows.compactMap(\.self)
    if sound.count < rows.count { nonsense.found("a liquidation on the tape") }
    return sound.sorted { $0.milliseconds < $1.milliseconds }
  }

  private func prices(
    _ reading: LiveReading, from start: Int64, _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> [MinutePrice] {
    let rows = try database.all(
      "SELECT minute, usd FROM prices WHERE live = ?1 AND minute BETWEEN ?2 AND ?3 LIMIT 20000",
      reading.live, .integer(start), .integer(reading.latest)
    ) { row -> MinutePrice? in
      guard let moment = row.moment(0), row.isPrice(1) else { return nil }
      return MinutePrice(Slot(.minute, at: moment), row.real(1))
    }
    let sound = rows.compactMap(\.self)
    if sound.count < rows.count { nonsense.found("a price") }
    return sound
  }

  private func readIdentities(
    _ reading: LiveReading, from start: Int64, _ stored: inout StoredLive
  ) throws(SQLiteError) {
    let rows = try database.all(
      """
      SELECT exchange, time, identity FROM tape WHERE live = ?1 AND time >= ?2 AND time <= ?3
      ORDER BY time DESC LIMIT ?4
      """, reading.live, .integer(start * 1_000), .integer(reading.latest * 1_000),
      SQLiteValue(Most.identities)
    ) { row -> CountedIdentity? in
      guard let exchange = row.exchange(0), let identity = row.text(2) else { return nil }
      return CountedIdentity(exchange, milliseconds: row.integer(1), identity)
    }
    stored.identities = rows.compactMap(\.self)
    // Of what is beyond them nobody can tell.
    if rows.count == Most.identities, let oldest = stored.identities.last?.milliseconds {
      stored.frozen = max(stored.frozen ?? oldest, oldest)
    }
  }

  /// Liquidations from the tape, newest first.
  func tape(_ part: TapePart) throws(SQLiteError) -> [Liquidation] {
    var nonsense = Nonsense()
    guard let live = try liveRow(&nonsense)?.id else { return [] }
    return try database.all(
      """
      SELECT time, exchange, side, instrument, usd, bitcoin, price, identity FROM tape
      WHERE live = ?1 AND time < ?2 AND usd >= ?3 ORDER BY time DESC LIMIT ?4
      """, live, .integer(part.before ?? .max), .real(part.atLeast), SQLiteValue(part.limit)
    ) { $0.liquidation() }.compactMap(\.self)
  }
}
