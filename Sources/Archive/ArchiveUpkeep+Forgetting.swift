public import Liquidations

/// What an archive has of one source, and would lose with it.
public struct SourceCount: Equatable, Sendable {
  /// The values of days, and on how many days they are.
  public internal(set) var values = 0
  public internal(set) var days = 0
  /// Values that others have replaced.
  public internal(set) var revisions = 0
  /// Hours of an exchange and a side, and single liquidations, where the source is one of feeds.
  public internal(set) var hours = 0
  public internal(set) var liquidations = 0

  /// Whether there is nothing.
  public var isNothing: Bool { self == SourceCount() }
}

extension ArchiveUpkeep {
  /// What there is of a source: a base URL, the name of an import, or where feeds were reached.
  public func count(of source: String) throws(ArchiveUpkeepError) -> SourceCount? {
    try work { () throws(SQLiteError) in try queries(source).count() }
  }

  /// Takes a source out of the archive with all that belongs to it; the month's calls stay counted.
  ///
  /// - Returns: what is gone; nil if there was nothing of the source.
  /// - Throws: with the kind `busy` if somebody fetches it, or listens there: he would keep it anew.
  public func forget(
    _ source: String, at now: Timestamp
  ) throws(ArchiveUpkeepError) -> SourceCount? {
    let other = try work { () throws(SQLiteError) -> LeaseHolder? in
      if let holder = try holder(of: source, at: now) { return holder }
      return try holder(of: "live \(source)", at: now)
    }
    if let other {
      throw ArchiveUpkeepError(
        .busy,
        "\(other.words) is at work on \(source) and would keep it anew; end that first."
      )
    }
    let queries = queries(source)
    return try work { () throws(SQLiteError) in
      let count = try queries.forget()
      queries.tendLog()
      return count
    }
  }
}

extension ArchiveQueries {
  /// What there is; nil if the source isn't known.
  fileprivate func count() throws(SQLiteError) -> SourceCount? {
    try database.reading { () throws(SQLiteError) in try counted() }
  }

  private func counted() throws(SQLiteError) -> SourceCount? {
    let known =
      try number("SELECT count(*) FROM series WHERE source = ?1")
      + number("SELECT count(*) FROM live WHERE source = ?1")
    guard known > 0 else { return nil }
    var count = SourceCount()
    let ofDays = "FROM days JOIN series ON series.id = days.series WHERE source = ?1"
    count.values = try number("SELECT count(*) \(ofDays)")
    count.days = try number("SELECT count(DISTINCT day) \(ofDays)")
    count.revisions = try revisions()
    let live = "JOIN live ON live.id = live WHERE source = ?1"
    count.hours = try number("SELECT count(*) FROM hours \(live)")
    count.liquidations = try number("SELECT count(*) FROM tape \(live)")
    return count
  }

  private func number(_ sql: String) throws(SQLiteError) -> Int {
    try database.first(sql, source) { $0.count(0) } ?? 0
  }

  /// Deletes all rows that belong to the source.
  fileprivate func forget() throws(SQLiteError) -> SourceCount? {
    try change { () throws(SQLiteError) in
      guard let count = try counted() else { return nil }
      for table in ["series", "live"] {
        for (child, column) in try children(of: table) {
          try database.run(
            "DELETE FROM \(child) WHERE \(column) IN (SELECT id FROM \(table) WHERE source = ?1)",
            source)
        }
        try database.run("DELETE FROM \(table) WHERE source = ?1", source)
      }
      try database.run("DELETE FROM failures WHERE source = ?1", source)
      try database.run(
        "DELETE FROM leaders WHERE source = ?1 OR source = 'live ' || ?1", source)
      return count
    }
  }

  /// The tables of any step whose rows belong to those of another, and by which column.
  private func children(
    of parent: String
  ) throws(SQLiteError) -> [(table: String, column: String)] {
    var children: [(String, String)] = []
    for table in Schema.tables.joined() {
      let columns = try database.all("PRAGMA foreign_key_list(\(table))") { row in
        row.text(2) == parent ? row.text(3) : nil
      }
      children += columns.compactMap { column in column.map { (table, $0) } }
    }
    return children
  }
}
