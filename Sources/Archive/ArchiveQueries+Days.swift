import Liquidations

// MARK: - Single days

extension ArchiveQueries {
  /// The single days of a series, and how many rows of them can't be.
  func days(_ id: Int64, of key: SeriesKey) throws(SQLiteError) -> (series: Series, left: Int) {
    let bounds = StoredDays.bounds
    let rows = try database.all(
      "SELECT day, usd FROM days WHERE series = ?1 AND day BETWEEN ?2 AND ?3", .integer(id),
      SQLiteValue(bounds.lowerBound.number), SQLiteValue(bounds.upperBound.number)
    ) {
      (day: $0.day(0), usd: $0.real(1))
    }
    let sound = rows.compactMap { row -> (day: Day, value: Double?)? in
      guard let day = row.day, abs(row.usd) <= Series.largestAmount, key.accepts(row.usd) else {
        return nil
      }
      return (day, row.usd)
    }
    let count = try database.first(
      "SELECT count(*) FROM days WHERE series = ?1", .integer(id)
    ) { $0.integer(0) }
    return (Series(sound), Int(clamping: count ?? 0) - sound.count)
  }

  /// The last of the single days of a series that can be.
  func lastDay(_ id: Int64) throws(SQLiteError) -> Day? {
    let bounds = StoredDays.bounds
    return try database.first(
      "SELECT max(day) FROM days WHERE series = ?1 AND day BETWEEN ?2 AND ?3", .integer(id),
      SQLiteValue(bounds.lowerBound.number), SQLiteValue(bounds.upperBound.number)
    ) { $0.isNull(0) ? nil : $0.day(0) } ?? nil
  }

  /// The days that the source's series can have, by their single days.
  func knownDays(at now: Timestamp) throws(SQLiteError) -> StoredDays {
    let sql = "SELECT id FROM series WHERE source = ?1 AND exchange = ?2 AND side = ?3"
    var newest: [Day] = []
    for key in SeriesKey.liquidations {
      let id = try database.first(sql, source, key.exchangeName, key.sideName) { $0.integer(0) }
      if let id, let day = try lastDay(id) { newest.append(day) }
    }
    return StoredDays(at: now, newest: newest)
  }

  /// What of the packed series isn't as the single days are, series by series, in words.
  func differences() throws(SQLiteError) -> [String] {
    let sql = """
      SELECT id, \(Self.packedBytes) FROM series LEFT JOIN packed ON packed.series = series.id
      WHERE source = ?1 AND exchange = ?2 AND side = ?3
      """
    var words: [String] = []
    for key in SeriesKey.liquidations {
      let row = try database.first(sql, source, key.exchangeName, key.sideName) { row in
        (id: row.integer(0), packed: row.isNull(1) ? nil : row.blob(1) { Series(packed: $0) })
      }
      guard let row else { continue }
      let (days, left) = try days(row.id, of: key)
      if left > 0 {
        let values = left == 1 ? "1 impossible value" : "\(left) impossible values"
        words.append("\(key.name): \(values) in the table days")
      }
      guard let packed = row.packed?.bounded(accepts: key.accepts) else {
        if !days.isEmpty { words.append("\(key.name): nothing readable in the table packed") }
        continue
      }
      let other = Self.countDifferences(days, packed)
      if other > 0 {
        words.append("\(key.name): \(other) days differ in the tables days and packed")
      }
    }
    return words
  }

  private static func countDifferences(_ one: Series, _ other: Series) -> Int {
    one.entries.count { other[$0.day] != $0.value } + other.entries.count { one[$0.day] == nil }
  }
}
