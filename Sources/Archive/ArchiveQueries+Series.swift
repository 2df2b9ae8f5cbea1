import Liquidations
import Refresh

// MARK: - Reading

extension ArchiveQueries {
  /// What was received of each series of the source.
  func readings(
    at now: Timestamp, _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> [SeriesKey: SeriesReading] {
    let sql = """
      SELECT id, as_of, etag, last_modified, rejections, \(Self.packedBytes)
      FROM series LEFT JOIN packed ON packed.series = series.id
      WHERE source = ?1 AND exchange = ?2 AND side = ?3
      """
    var found = nonsense
    var rows: [(key: SeriesKey, id: Int64, reading: SeriesReading, packed: Series?)] = []
    for key in SeriesKey.liquidations {
      let row = try database.first(sql, source, key.exchangeName, key.sideName) { row in
        (
          key: key, id: row.integer(0), reading: Self.reading(row, of: key, &found),
          packed: Self.packed(row, 5, of: key, &found)
        )
      }
      if let row { rows.append(row) }
    }
    var newest: [Day] = []
    for row in rows {
      var last = row.packed?.days?.upperBound
      if last == nil { last = try lastDay(row.id) }
      if let last { newest.append(last) }
    }
    let known = StoredDays(at: now, newest: newest)
    var readings: [SeriesKey: SeriesReading] = [:]
    for row in rows {
      var reading = row.reading
      reading.series = try whole(row.packed, row.id, of: row.key, known, &found)
      readings[row.key] = reading
    }
    nonsense = found
    return readings
  }

  /// Of more bytes than any series has, one, which is none.
  static let packedBytes = """
    CASE WHEN typeof(bytes) = 'blob' AND length(bytes) > 700000 THEN x'00' ELSE bytes END
    """

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
    // Mostly there is none, which one look tells instead of eight.
    let isAny = try database.first("SELECT 1 FROM failures WHERE source = ?1", source) { _ in true }
    guard isAny != nil else { return [] }
    let sql = """
      SELECT error, failed_at FROM failures
      WHERE source = ?1 AND token = ?2 AND exchange = ?3 AND side = ?4
      """
    var failures: [(error: FetchError, at: Timestamp)] = []
    for key in SeriesKey.liquidations {
      let row = try database.first(sql, source, token, key.exchangeName, key.sideName) {
        (error: JSON.decode($0.text(0)) as FetchError?, at: $0.moment(1))
      }
      guard let row else { continue }
      if let error = row.error, let at = row.at, error.key == key {
        failures.append((error, at))
      } else {
        nonsense.found("a failed call")
      }
    }
    return failures
  }

  private static func reading(
    _ row: SQLiteRow, of key: SeriesKey, _ nonsense: inout Nonsense
  ) -> SeriesReading {
    var reading = SeriesReading(asOf: row.moment(1))
    if reading.asOf == nil, !row.isNull(1) { nonsense.found("the time of the answer", of: key) }
    let validator = Validator(etag: row.text(2), lastModified: row.text(3))
    if !validator.isInBounds {
      nonsense.found("what to send back", of: key)
    } else if validator != Validator() {
      reading.validator = validator
    }
    reading.droppedValues = JSON.decode(row.text(4)) ?? []
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

  /// The packed series, or one from its single days if that can't be.
  private func whole(
    _ packed: Series?, _ id: Int64, of key: SeriesKey, _ known: StoredDays,
    _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> Series {
    if let packed, known.hold(packed) { return packed }
    if packed != nil { nonsense.found("days before 2009 or after tomorrow", of: key) }
    let (series, left) = try days(id, of: key)
    let sound = known.cut(series)
    let outside = left + series.count - sound.count
    if packed == nil, outside > 0 {
      nonsense.found(outside == 1 ? "a day" : "\(outside) days", of: key)
    }
    return sound
  }
}

// MARK: - Writing

extension ArchiveQueries {
  /// Merges an answer into what is kept; returns the series to show.
  func save(
    _ fetched: FetchedSeries, validator: Validator?, of key: SeriesKey, asOf: Timestamp
  ) throws(SQLiteError) -> Series {
    try change { () throws(SQLiteError) in
      let (id, before) = try row(of: key, at: asOf)
      let merged = before.revised(by: fetched.series)
      if merged != before || before.isEmpty {
        try revise(id, before, to: merged) { _ in asOf }
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
  func row(
    of key: SeriesKey, at now: Timestamp
  ) throws(SQLiteError) -> (id: Int64, series: Series) {
    var nonsense = Nonsense()
    let sql = """
      SELECT id, \(Self.packedBytes) FROM series LEFT JOIN packed ON packed.series = series.id
      WHERE source = ?1 AND exchange = ?2 AND side = ?3
      """
    let row = try database.first(sql, source, key.exchangeName, key.sideName) {
      (id: $0.integer(0), packed: Self.packed($0, 1, of: key, &nonsense))
    }
    if let row {
      return (row.id, try whole(row.packed, row.id, of: key, try knownDays(at: now), &nonsense))
    }
    let id = try database.all(
      "INSERT INTO series (source, exchange, side) VALUES (?1, ?2, ?3) RETURNING id",
      source, key.exchangeName, key.sideName
    ) { $0.integer(0) }.first
    return (id ?? 0, .empty)
  }

  /// Writes the days that are new or have another value; what stood before becomes a revision.
  ///
  /// - Parameter since: when a day's value was fetched.
  func revise(
    _ id: Int64, _ before: Series, to series: Series, since: (Day) -> Timestamp
  ) throws(SQLiteError) {
    for (day, usd) in series.entries where before[day] != usd {
      let key = (SQLiteValue.integer(id), SQLiteValue(day.number))
      let fetched = since(day).value
      if !before.isEmpty {
        try database.run(
          """
          INSERT INTO revisions
          SELECT series, day, usd, fetched_at, ?3, ?4 FROM days WHERE series = ?1 AND day = ?2
          """,
          key.0, key.1, .real(usd), fetched)
      }
      try database.run(
        "INSERT OR REPLACE INTO days VALUES (?1, ?2, ?3, ?4)", key.0, key.1, .real(usd), fetched)
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
