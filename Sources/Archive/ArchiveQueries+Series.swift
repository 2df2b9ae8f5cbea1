import Liquidations
import Refresh

// MARK: - Reading

extension ArchiveQueries {
  /// What was received of each series of the source.
  func readings(
    _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> [SeriesKey: SeriesReading] {
    let sql = """
      SELECT exchange, side, id, as_of, etag, last_modified, rejections, bytes
      FROM series LEFT JOIN packed ON packed.series = series.id WHERE source = ?1
      """
    var found = nonsense
    let rows = try database.all(sql, source) { row in
      let key = SeriesKey(exchange: row.text(0), side: row.text(1))
      return key.map { key in
        (
          key: key, id: row.integer(2), reading: Self.reading(row, of: key, &found),
          packed: Self.packed(row, 7, of: key, &found)
        )
      }
    }.compactMap(\.self)
    var readings: [SeriesKey: SeriesReading] = [:]
    for row in rows {
      var reading = row.reading
      reading.series = try whole(row.packed, row.id, of: row.key, &found)
      readings[row.key] = reading
    }
    nonsense = found
    return readings
  }

  /// How many values of the source were replaced by others.
  func revisions() throws(SQLiteError) -> Int {
    let sql = """
      SELECT count(*) FROM revisions JOIN series ON series.id = revisions.series WHERE source = ?1
      """
    return Int(clamping: try database.first(sql, source) { $0.integer(0) } ?? 0)
  }

  func failures(
    _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> [(error: FetchError, at: Timestamp)] {
    let rows = try database.all(
      "SELECT error, failed_at FROM failures WHERE source = ?1 AND token = ?2", source, token
    ) { row -> (FetchError, Timestamp)? in
      guard let error: FetchError = JSON.decode(row.text(0)), let at = row.moment(1) else {
        return nil
      }
      return (error, at)
    }
    if rows.contains(where: { $0 == nil }) { nonsense.found("a failed call") }
    return rows.compactMap(\.self)
  }

  private static func reading(
    _ row: SQLiteRow, of key: SeriesKey, _ nonsense: inout Nonsense
  ) -> SeriesReading {
    var reading = SeriesReading(asOf: row.moment(3))
    if reading.asOf == nil, !row.isNull(3) { nonsense.found("the time of the answer", of: key) }
    let validator = Validator(etag: row.text(4), lastModified: row.text(5))
    if !validator.isInBounds {
      nonsense.found("what to send back", of: key)
    } else if validator != Validator() {
      reading.validator = validator
    }
    reading.droppedValues = JSON.decode(row.text(6)) ?? []
    return reading
  }

  /// The series in a column; nil if there is none that can be read.
  private static func packed(
    _ row: SQLiteRow, _ column: Int32, of key: SeriesKey, _ nonsense: inout Nonsense
  ) -> Series? {
    guard !row.isNull(column) else { return nil }
    guard let series = row.blob(column, read: { Series(packed: $0) }) else {
      nonsense.found("the packed days", of: key)
      return nil
    }
    let bounded = series.bounded(accepts: key.accepts)
    if bounded != series { nonsense.found("an amount", of: key) }
    return bounded
  }

  /// The packed series, or one from its single days.
  private func whole(
    _ packed: Series?, _ id: Int64, of key: SeriesKey, _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> Series {
    if let packed { return packed }
    let (series, left) = try days(id, of: key)
    if left > 0 { nonsense.found(left == 1 ? "a day" : "\(left) days", of: key) }
    return series
  }

  /// The single days of a series, and how many rows of them can't be.
  func days(_ id: Int64, of key: SeriesKey) throws(SQLiteError) -> (series: Series, left: Int) {
    let rows = try database.all("SELECT day, usd FROM days WHERE series = ?1", .integer(id)) {
      (day: $0.day(0), usd: $0.real(1))
    }
    let sound = rows.compactMap { row -> (day: Day, value: Double?)? in
      guard let day = row.day, abs(row.usd) <= Series.largestAmount, key.accepts(row.usd) else {
        return nil
      }
      return (day, row.usd)
    }
    return (Series(sound), rows.count - sound.count)
  }

  /// What of the packed series isn't as the single days are, series by series, in words.
  func differences() throws(SQLiteError) -> [String] {
    let sql = """
      SELECT exchange, side, id, bytes
      FROM series LEFT JOIN packed ON packed.series = series.id WHERE source = ?1 ORDER BY id
      """
    let rows = try database.all(sql, source) { row in
      (
        key: SeriesKey(exchange: row.text(0), side: row.text(1)), id: row.integer(2),
        packed: row.isNull(3) ? nil : row.blob(3) { Series(packed: $0) }
      )
    }
    var words: [String] = []
    for row in rows {
      guard let key = row.key else { continue }
      let (days, left) = try days(row.id, of: key)
      if left > 0 { words.append("\(key.name): \(left) in the table days can't be") }
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

// MARK: - Writing

extension ArchiveQueries {
  /// Merges an answer into what is kept; returns the series to show.
  func save(
    _ fetched: FetchedSeries, validator: Validator?, of key: SeriesKey, asOf: Timestamp
  ) throws(SQLiteError) -> Series {
    try change { () throws(SQLiteError) in
      let (id, before) = try row(of: key)
      let merged = before.revised(by: fetched.series)
      if merged != before || before.isEmpty {
        try revise(id, before, to: merged, asOf: asOf)
        try database.run(
          "INSERT OR REPLACE INTO packed VALUES (?1, ?2)", .integer(id), .blob(merged.packed))
      }
      try database.run(
        """
        UPDATE series SET as_of = ?2, etag = ?3, last_modified = ?4, rejections = ?5 WHERE id = ?1
        """,
        .integer(id), asOf.value, SQLiteValue(validator?.etag),
        SQLiteValue(validator?.lastModified),
        fetched.droppedValues.isEmpty ? .null : JSON.encode(fetched.droppedValues))
      try forgetFailure(of: key)
      return merged
    }
  }

  /// What is kept of the series is current as of then.
  func confirm(_ key: SeriesKey, asOf: Timestamp) throws(SQLiteError) {
    try change { () throws(SQLiteError) in
      try database.run(
        "UPDATE series SET as_of = ?4 WHERE source = ?1 AND exchange = ?2 AND side = ?3",
        source, key.exchangeName, key.sideName, asOf.value)
      try forgetFailure(of: key)
    }
  }

  /// How a call failed.
  func record(_ error: FetchError, at now: Timestamp) throws(SQLiteError) {
    try change { () throws(SQLiteError) in
      try database.run(
        "INSERT OR REPLACE INTO failures VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        source, token, error.key.exchangeName, error.key.sideName, now.value,
        .text(error.description), JSON.encode(error))
    }
  }

  private func forgetFailure(of key: SeriesKey) throws(SQLiteError) {
    try database.run(
      """
      DELETE FROM failures WHERE source = ?1 AND token = ?2 AND exchange = ?3 AND side = ?4
      """,
      source, token, key.exchangeName, key.sideName)
  }

  /// The number of the series' row, which is made if there is none, and the series that is kept.
  private func row(of key: SeriesKey) throws(SQLiteError) -> (id: Int64, series: Series) {
    var nonsense = Nonsense()
    let sql = """
      SELECT id, bytes FROM series LEFT JOIN packed ON packed.series = series.id
      WHERE source = ?1 AND exchange = ?2 AND side = ?3
      """
    let row = try database.first(sql, source, key.exchangeName, key.sideName) {
      (id: $0.integer(0), packed: Self.packed($0, 1, of: key, &nonsense))
    }
    if let row { return (row.id, try whole(row.packed, row.id, of: key, &nonsense)) }
    let id = try database.first(
      "INSERT INTO series (source, exchange, side) VALUES (?1, ?2, ?3) RETURNING id",
      source, key.exchangeName, key.sideName
    ) { $0.integer(0) }
    return (id ?? 0, .empty)
  }

  /// Writes the days that are new or have another value; what stood before becomes a revision.
  private func revise(
    _ id: Int64, _ before: Series, to series: Series, asOf: Timestamp
  ) throws(SQLiteError) {
    for (day, usd) in series.entries where before[day] != usd {
      let key = (SQLiteValue.integer(id), SQLiteValue(day.number))
      if !before.isEmpty {
        try database.run(
          """
          INSERT INTO revisions
          SELECT series, day, usd, fetched_at, ?3, ?4 FROM days WHERE series = ?1 AND day = ?2
          """,
          key.0, key.1, .real(usd), asOf.value)
      }
      try database.run(
        "INSERT OR REPLACE INTO days VALUES (?1, ?2, ?3, ?4)", key.0, key.1, .real(usd),
        asOf.value)
    }
  }
}

extension SeriesKey {
  /// The two words by which a row has it.
  var exchangeName: SQLiteValue {
    switch self {
    case .liquidations(let metric): .text(metric.exchange.slug)
    }
  }

  var sideName: SQLiteValue {
    switch self {
    case .liquidations(let metric): .text(metric.side.name)
    }
  }

  /// The series of those words in a row; nil if there is none.
  init?(exchange: String?, side: String?) {
    guard let exchange = Exchange.allCases.first(where: { $0.slug == exchange }),
      let side = Side.allCases.first(where: { $0.name == side })
    else { return nil }
    self = .liquidations(Metric(exchange, side))
  }
}

extension Timestamp {
  var value: SQLiteValue { .integer(seconds) }
}
