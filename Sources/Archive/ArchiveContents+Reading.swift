import Liquidations
import SystemPackage

// What is read may have been written by others, so rows are counted by SQLite and bounded here.
extension ArchiveContents {
  /// More sources than anybody has.
  private static let mostSources: SQLiteValue = 1_000

  /// All of it but the sizes of the files, in one picture.
  mutating func read(_ database: Database, at now: Timestamp) throws(SQLiteError) {
    let pages = try database.first("PRAGMA freelist_count") { $0.count(0) } ?? 0
    free = pages * (try database.first("PRAGMA page_size") { $0.count(0) } ?? 0)
    try readSources(database)
    try readLeases(database, at: now)
    // An older archive has none of these tables.
    if Schema.tables.prefix(Int(version)).joined().contains("live") { try readHeard(database) }
  }

  private mutating func readSources(_ database: Database) throws(SQLiteError) {
    let names = try database.all(
      "SELECT DISTINCT source FROM series ORDER BY source LIMIT ?1", Self.mostSources
    ) { $0.text(0) }
    for name in names.compactMap(\.self) {
      var source = Source(name: name)
      for key in SeriesKey.liquidations {
        if let kept = try kept(key, of: name, database) { source.series.append(kept) }
      }
      let queries = ArchiveQueries(database, source: name, token: "", holder: "")
      source.revisions = try queries.revisions()
      sources.append(source)
    }
  }

  private func kept(
    _ key: SeriesKey, of source: String, _ database: Database
  ) throws(SQLiteError) -> Kept? {
    let sql = """
      SELECT as_of, count(day), min(day), max(day) FROM series
      LEFT JOIN days ON days.series = series.id AND day BETWEEN ?4 AND ?5
      WHERE source = ?1 AND exchange = ?2 AND side = ?3 GROUP BY series.id
      """
    let bounds = StoredDays.bounds
    return try database.first(
      sql, .text(source), key.exchangeName, key.sideName, SQLiteValue(bounds.lowerBound.number),
      SQLiteValue(bounds.upperBound.number)
    ) { row in
      let ends = row.isNull(2) ? nil : (row.day(2), row.day(3))
      let days = ends.flatMap { ends in
        ends.0.flatMap { first in ends.1.map { first...max(first, $0) } }
      }
      return Kept(key: key, days: days, count: row.count(1), asOf: row.moment(0))
    }
  }

  private mutating func readLeases(_ database: Database, at now: Timestamp) throws(SQLiteError) {
    let sql = """
      SELECT source, holder, renewed_at FROM leaders WHERE holder IS NOT NULL
      ORDER BY source LIMIT ?1
      """
    let rows = try database.all(sql, Self.mostSources) { row in
      (work: row.text(0) ?? "", holder: row.text(1) ?? "", renewedAt: row.moment(2))
    }
    for row in rows {
      let holder = LeaseHolder(text: row.holder)
      guard let renewedAt = row.renewedAt, Lease.isHeld(renewedAt: renewedAt, now: now),
        !holder.isIdle
      else { continue }
      leases.append(
        LeaseEntry(
          work: row.work, host: holder.host, process: holder.process, renewedAt: renewedAt))
    }
  }
}

// MARK: - What was heard

extension ArchiveContents {
  private mutating func readHeard(_ database: Database) throws(SQLiteError) {
    let places = try database.all(
      "SELECT id, source FROM live ORDER BY source LIMIT ?1", Self.mostSources
    ) { (id: $0.integer(0), place: $0.text(1)) }
    for row in places {
      var heard = Heard(place: row.place ?? "")
      let id = SQLiteValue.integer(row.id)
      heard.hours = try Self.span(
        "SELECT count(DISTINCT hour), min(hour), max(hour) FROM hours WHERE live = ?1", id, database
      )
      heard.tape = try Self.span(
        "SELECT count(*), min(time) / 1000, max(time) / 1000 FROM tape WHERE live = ?1", id,
        database)
      heard.coverage = try Self.coverage(id, database)
      self.heard.append(heard)
    }
  }

  private static func span(
    _ sql: String, _ live: SQLiteValue, _ database: Database
  ) throws(SQLiteError) -> Span {
    try database.first(sql, live) { row in
      let ends = (row.moment(1), row.moment(2))
      let times = ends.0.flatMap { first in ends.1.map { first...max(first, $0) } }
      return Span(count: row.count(0), times: times)
    } ?? Span(count: 0, times: nil)
  }

  private static func coverage(
    _ live: SQLiteValue, _ database: Database
  ) throws(SQLiteError) -> [Covered] {
    let sql = """
      SELECT min(start), max("end"), total("end" - start) FROM coverage
      WHERE live = ?1 AND exchange = ?2
      """
    var all: [Covered] = []
    for exchange in Exchange.allCases {
      let row = try database.first(sql, live, .text(exchange.slug)) {
        (start: $0.moment(0), end: $0.moment(1), seconds: $0.real(2))
      }
      guard let row, let start = row.start, let end = row.end, start <= end else { continue }
      let whole = Double(end.seconds - start.seconds)
      // Spans of a file that somebody else wrote may overlap.
      let seconds = Int64(min(max(0, row.seconds), whole))
      all.append(Covered(exchange: exchange, times: start...end, seconds: seconds))
    }
    return all
  }
}

extension ArchiveFile {
  /// In bytes, of the file and of its log.
  var sizes: (file: Int, log: Int) {
    let sizes = ["", "-wal"].map { (try? Stat(place + $0)).map { Int($0.size) } ?? 0 }
    return (sizes[0], sizes[1])
  }
}
