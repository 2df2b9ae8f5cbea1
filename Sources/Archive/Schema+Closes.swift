extension Schema {
  static let closes = """
    -- What one BTC cost at the end of a UTC day (days since 1970), in USD, by the market of the exchange that
    -- said it, and when it was fetched. Days of one exchange's market stand by themselves, for ever.
    CREATE TABLE closes (
      live INTEGER NOT NULL REFERENCES live,
      exchange TEXT NOT NULL,
      day INTEGER NOT NULL,
      usd REAL NOT NULL,
      fetched_at INTEGER NOT NULL,
      save INTEGER NOT NULL,
      PRIMARY KEY (live, exchange, day)
    ) WITHOUT ROWID;
    CREATE INDEX closes_by_save ON closes (live, save);

    CREATE VIEW daily_closes AS
      SELECT source, date(day * 86400, 'unixepoch') AS day, exchange, usd,
        datetime(fetched_at, 'unixepoch') AS fetched_at
      FROM closes JOIN live ON live.id = closes.live;
    """

  /// Whether a database has the table of closes: one that is read as it lies there may be older.
  static func hasCloses(_ database: Database) throws(SQLiteError) -> Bool {
    try database.first(
      "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'closes'"
    ) { $0.integer(0) } != nil
  }
}
