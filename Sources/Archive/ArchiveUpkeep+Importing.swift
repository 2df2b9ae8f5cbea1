public import Liquidations
import Refresh

/// What an import came to, in values.
public struct ImportCount: Equatable, Sendable {
  /// Of days that had none.
  public internal(set) var new = 0
  /// In place of another value, which is kept as a revision.
  public internal(set) var changed = 0
  /// That were there already.
  public internal(set) var same = 0
}

/// A value to be imported.
public struct ImportedValue: Equatable, Sendable {
  public let day: Day
  public let key: SeriesKey
  /// Longs ≥ 0, shorts ≤ 0.
  public let usd: Double
  /// When it was fetched; nil if that isn't known.
  public let fetchedAt: Timestamp?

  public init(day: Day, key: SeriesKey, usd: Double, fetchedAt: Timestamp?) {
    self.day = day
    self.key = key
    self.usd = usd
    self.fetchedAt = fetchedAt
  }
}

extension ArchiveUpkeep {
  /// The days that can have values: from Bitcoin's first day to today, UTC.
  public static func days(at now: Timestamp) -> ClosedRange<Day> {
    StoredDays.first...max(StoredDays.first, now.day)
  }

  /// Adds values to a source of their own, all of them or none.
  ///
  /// - Parameters:
  ///   - values: one for a day and a series.
  ///   - source: the name under which they are read.
  ///   - asOf: when they were known to be current: days that weren't over then may still change.
  ///   - now: the current moment.
  public func add(
    _ values: [ImportedValue], to source: String, asOf: Timestamp, at now: Timestamp
  ) throws(ArchiveUpkeepError) -> ImportCount {
    let queries = queries(source)
    return try work { () throws(SQLiteError) in
      let count = try queries.add(values, asOf: asOf, at: now)
      queries.tendLog()
      return count
    }
  }
}

extension ArchiveQueries {
  fileprivate func add(
    _ values: [ImportedValue], asOf: Timestamp, at now: Timestamp
  ) throws(SQLiteError) -> ImportCount {
    try change { () throws(SQLiteError) in
      var count = ImportCount()
      for key in SeriesKey.liquidations {
        let own = values.filter { $0.key == key }
        if !own.isEmpty { try add(own, to: key, asOf: asOf, at: now, &count) }
      }
      return count
    }
  }

  private func add(
    _ values: [ImportedValue], to key: SeriesKey, asOf: Timestamp, at now: Timestamp,
    _ count: inout ImportCount
  ) throws(SQLiteError) {
    let (id, before) = try row(of: key, at: now)
    let merged = before.revised(by: Series(values.map { ($0.day, Optional($0.usd)) }))
    for value in values {
      if before[value.day] == nil {
        count.new += 1
      } else if before[value.day] == merged[value.day] {
        count.same += 1
      } else {
        count.changed += 1
      }
    }
    let times = Dictionary(values.map { ($0.day, $0.fetchedAt ?? asOf) }) { _, last in last }
    try revise(id, before, to: merged) { times[$0] ?? asOf }
    try database.run(
      "INSERT OR REPLACE INTO packed VALUES (?1, ?2)", .integer(id), .blob(merged.packed))
    try database.run(
      "UPDATE series SET as_of = max(ifnull(as_of, ?2), ?2) WHERE id = ?1", .integer(id), asOf.value
    )
  }
}
