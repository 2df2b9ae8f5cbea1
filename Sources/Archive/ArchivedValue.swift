public import Liquidations

/// A value of a day, as an archive has it: one that stands, or one that stood before.
public struct ArchivedValue: Equatable, Sendable {
  /// The base URL from which it was fetched, or the name under which it was imported.
  public let source: String
  public let day: Day
  public let key: SeriesKey
  /// Longs ≥ 0, shorts ≤ 0.
  public let usd: Double
  /// Since when the archive has it; nil if that isn't known.
  public let fetchedAt: Timestamp?
  /// When another took its place; nil while it stands.
  public let replacedAt: Timestamp?

  /// Hands on every value of an archive, by source and day, what stood before ahead of what stands. The file
  /// is read as it lies there, as one picture.
  ///
  /// - Parameters:
  ///   - path: of the archive's file.
  ///   - source: of this one alone; nil for all.
  ///   - patience: how long others' locks are waited for.
  ///   - begin: called before the first; again if the file was replaced meanwhile, and all values come anew.
  /// - Returns: how many rows were left out because they can't be; nil if there is no file.
  public static func forEach(
    in path: String, of source: String? = nil, patience: Duration = .seconds(1),
    begin: () -> Void, _ body: (ArchivedValue) -> Void
  ) throws(ArchiveUpkeepError) -> Int? {
    do throws(ArchiveReadingError) {
      return try ArchiveReader(path: path, patience: patience).read {
        database, _ throws(SQLiteError) in
        database.takeTime()
        begin()
        return try read(database, source, body)
      }
    } catch {
      throw ArchiveUpkeepError(error)
    }
  }

  private static func read(
    _ database: Database, _ source: String?, _ body: (ArchivedValue) -> Void
  ) throws(SQLiteError) -> Int {
    let sql = """
      SELECT source, exchange, side, day, usd, fetched_at, NULL, id FROM days
      JOIN series ON series.id = days.series WHERE ?1 IS NULL OR source = ?1
      UNION ALL
      SELECT source, exchange, side, day, old_usd, old_fetched_at, new_fetched_at, id FROM revisions
      JOIN series ON series.id = revisions.series WHERE ?1 IS NULL OR source = ?1
      ORDER BY source, day, id, 6
      """
    var left = 0
    _ = try database.all(sql, SQLiteValue(source)) { row in
      if let value = ArchivedValue(row) { body(value) } else { left += 1 }
    }
    return left
  }

  /// Nil for a row that can't be.
  private init?(_ row: SQLiteRow) {
    guard let source = row.text(0), let key = SeriesKey(exchange: row.text(1), side: row.text(2)),
      let day = row.day(3), abs(row.real(4)) <= Series.largestAmount, key.accepts(row.real(4))
    else { return nil }
    self.source = source
    self.key = key
    self.day = day
    usd = row.real(4)
    fetchedAt = row.moment(5)
    replacedAt = row.moment(6)
  }
}
