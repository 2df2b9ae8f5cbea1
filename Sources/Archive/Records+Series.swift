import Liquidations
import Refresh

// MARK: - Reading

extension Records {
  /// What was received of each metric of the source.
  func readings() throws(SQLiteError) -> [Metric: Kept.Reading] {
    let sql = """
      SELECT exchange, side, id, as_of, etag, last_modified, rejections, bytes
      FROM series LEFT JOIN packed ON packed.series = series.id WHERE source = ?1
      """
    let rows = try database.all(sql, source) { row in
      (
        metric: Metric(exchange: row.text(0), side: row.text(1)), id: row.integer(2),
        reading: Self.reading(row), series: Self.series(row, 7)
      )
    }
    var readings: [Metric: Kept.Reading] = [:]
    for row in rows {
      guard let metric = row.metric else { continue }
      var reading = row.reading
      reading.series = try whole(row.series, row.id)
      readings[metric] = reading
    }
    return readings
  }

  /// How many values of the source were replaced by others.
  func revisions() throws(SQLiteError) -> Int {
    let sql = """
      SELECT count(*) FROM revisions JOIN series ON series.id = revisions.series WHERE source = ?1
      """
    return Int(clamping: try database.first(sql, source) { $0.integer(0) } ?? 0)
  }

  private static func reading(_ row: SQLiteRow) -> Kept.Reading {
    let asOf = row.isNull(3) ? nil : Timestamp(seconds: row.integer(3))
    var reading = Kept.Reading(asOf: asOf)
    let (etag, lastModified) = (row.text(4), row.text(5))
    if etag != nil || lastModified != nil {
      reading.validator = Validator(etag: etag, lastModified: lastModified)
    }
    reading.droppedValues = JSON.decode(row.text(6)) ?? []
    return reading
  }

  /// The series in a column; nil if there is none that can be read.
  private static func series(_ row: SQLiteRow, _ column: Int32) -> Series? {
    row.isNull(column) ? nil : row.blob(column) { Series(packed: $0) }
  }

  /// The packed series, or one from its single days.
  private func whole(_ packed: Series?, _ id: Int64) throws(SQLiteError) -> Series {
    if let packed { return packed }
    let days = try database.all("SELECT day, usd FROM days WHERE series = ?1", .integer(id)) {
      (day: Day(number: Int($0.integer(0))), value: Optional($0.real(1)))
    }
    return Series(days)
  }
}

// MARK: - Writing

extension Records {
  /// Merges an answer into what is kept; returns the series to show.
  func save(
    _ fetched: FetchedSeries, validator: Validator?, of metric: Metric, asOf: Timestamp
  ) throws(SQLiteError) -> Series {
    try change { () throws(SQLiteError) in
      let (id, before) = try line(of: metric)
      let merged = before.merged(with: fetched.series)
      if merged != before || before.isEmpty {
        try revise(id, before, to: fetched.series, asOf: asOf)
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
      try forgetFailure(of: metric)
      return merged
    }
  }

  /// What is kept of the metric is current as of then.
  func confirm(_ metric: Metric, asOf: Timestamp) throws(SQLiteError) {
    try change { () throws(SQLiteError) in
      try database.run(
        "UPDATE series SET as_of = ?4 WHERE source = ?1 AND exchange = ?2 AND side = ?3",
        source, metric.exchangeName, metric.sideName, asOf.value)
      try forgetFailure(of: metric)
    }
  }

  /// How a call failed.
  func record(_ error: FetchError, at now: Timestamp) throws(SQLiteError) {
    try change { () throws(SQLiteError) in
      try database.run(
        "INSERT OR REPLACE INTO failures VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        source, token, error.metric.exchangeName, error.metric.sideName, now.value,
        .text(error.description), JSON.encode(error))
    }
  }

  private func forgetFailure(of metric: Metric) throws(SQLiteError) {
    try database.run(
      """
      DELETE FROM failures WHERE source = ?1 AND token = ?2 AND exchange = ?3 AND side = ?4
      """,
      source, token, metric.exchangeName, metric.sideName)
  }

  /// The number of the metric's row, which is made if there is none, and the series that is kept.
  private func line(of metric: Metric) throws(SQLiteError) -> (id: Int64, series: Series) {
    let sql = """
      SELECT id, bytes FROM series LEFT JOIN packed ON packed.series = series.id
      WHERE source = ?1 AND exchange = ?2 AND side = ?3
      """
    let row = try database.first(sql, source, metric.exchangeName, metric.sideName) {
      (id: $0.integer(0), series: Self.series($0, 1))
    }
    if let row { return (row.id, try whole(row.series, row.id)) }
    let id = try database.first(
      "INSERT INTO series (source, exchange, side) VALUES (?1, ?2, ?3) RETURNING id",
      source, metric.exchangeName, metric.sideName
    ) { $0.integer(0) }
    return (id ?? 0, .empty)
  }

  /// Writes the days that are new or have another value; what stood before becomes a revision.
  private func revise(
    _ id: Int64, _ before: Series, to series: Series, asOf: Timestamp
  ) throws(SQLiteError) {
    for (day, usd) in series.entries where before[day] != usd {
      let key = (SQLiteValue.integer(id), SQLiteValue(day.number))
      if before[day] != nil {
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
