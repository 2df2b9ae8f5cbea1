/// The tables, as they have grown: each step makes the next version of the format.
enum Schema {
  /// What a database turns out to be.
  enum State: Equatable {
    case current
    case older
    case newer(version: Int64)
    /// It doesn't bear this program's mark.
    case foreign
  }

  /// Marks a SQLite file as an archive: `liqt` in ASCII.
  static let application: Int64 = 0x6c69_7174

  /// The version that this program reads and writes.
  static var version: Int64 { Int64(steps.count) }

  /// Brings a database to the current version, whichever it has.
  static func migrate(_ database: Database) throws(SQLiteError) {
    try database.writing { () throws(SQLiteError) in
      // Somebody else may have done it meanwhile.
      let found = Int(try number("user_version", of: database))
      guard found < steps.count else { return }
      for step in steps[max(0, found)...] { try database.script(step) }
      try database.script("PRAGMA application_id = \(application)")
      try database.script("PRAGMA user_version = \(steps.count)")
    }
  }

  /// Whose file it is, and of which version.
  static func state(of database: Database) throws(SQLiteError) -> State {
    // In one picture: somebody may be bringing it up at this moment.
    try database.reading { () throws(SQLiteError) in
      let mark = try number("application_id", of: database)
      let found = try number("user_version", of: database)
      switch (mark, found) {
      case (application, version): return .current
      case (application, ...version): return .older
      case (application, _): return .newer(version: found)
      default: return .foreign
      }
    }
  }

  /// Whether it still is of the current version.
  static func isCurrent(_ database: Database) throws(SQLiteError) -> Bool {
    guard try number("application_id", of: database) == application else { return false }
    return try number("user_version", of: database) == version
  }

  /// The first of the tables in whose place there is none; nil if all are there.
  static func missingTable(in database: Database) throws(SQLiteError) -> String? {
    let sql = """
      SELECT name FROM sqlite_schema
      WHERE type = 'table' AND rootpage > 0 AND sql LIKE 'CREATE TABLE %' LIMIT 1000
      """
    let found = Set(try database.all(sql) { $0.text(0) })
    return tables.first { !found.contains($0) }
  }

  /// An archive with nothing in it, as bytes of a file that has a log.
  static func emptyArchive() throws(SQLiteError) -> [UInt8] {
    let database = try Database(":memory:", .writing, patience: .zero)
    try migrate(database)
    var bytes = try database.bytes()
    // Versions of the format for who writes and who reads: 2 is that with a log.
    for place in [18, 19] where bytes.count > place { bytes[place] = 2 }
    return bytes
  }

  private static func number(
    _ pragma: String, of database: Database
  ) throws(SQLiteError) -> Int64 {
    try database.first("PRAGMA \(pragma)") { $0.integer(0) } ?? 0
  }

  static let tables = [
    "series", "days", "revisions", "packed", "failures", "leaders", "calls", "changes",
  ]

  /// Each adds tables and views only, and changes none that are there: programs of an older version
  /// may be at work on the same file while it is brought up, and go on with what they know.
  static let steps = [first]

  private static let first = """
    -- One of the eight series of one source (base URL). Moments are seconds since 1970, UTC.
    CREATE TABLE series (
      id INTEGER PRIMARY KEY,
      source TEXT NOT NULL,
      exchange TEXT NOT NULL,
      side TEXT NOT NULL,
      as_of INTEGER,
      etag TEXT,
      last_modified TEXT,
      rejections TEXT,
      UNIQUE (source, exchange, side)
    );
    -- Every day ever fetched: days since 1970, the value that stands, and since when it does.
    CREATE TABLE days (
      series INTEGER NOT NULL REFERENCES series,
      day INTEGER NOT NULL,
      usd REAL NOT NULL,
      fetched_at INTEGER NOT NULL,
      PRIMARY KEY (series, day)
    ) WITHOUT ROWID;
    -- What stood before.
    CREATE TABLE revisions (
      series INTEGER NOT NULL REFERENCES series,
      day INTEGER NOT NULL,
      old_usd REAL NOT NULL,
      old_fetched_at INTEGER NOT NULL,
      new_usd REAL NOT NULL,
      new_fetched_at INTEGER NOT NULL
    );
    -- The values of `days` once more, in the form in which the program starts soonest.
    CREATE TABLE packed (
      series INTEGER PRIMARY KEY REFERENCES series,
      bytes BLOB NOT NULL
    );
    -- How the last call failed, for each token (by its fingerprint); gone after one that succeeded.
    CREATE TABLE failures (
      source TEXT NOT NULL,
      token TEXT NOT NULL,
      exchange TEXT NOT NULL,
      side TEXT NOT NULL,
      failed_at INTEGER NOT NULL,
      sentence TEXT NOT NULL,
      error TEXT NOT NULL,
      PRIMARY KEY (source, token, exchange, side)
    ) WITHOUT ROWID;
    -- Who refreshes for all that share a source and a token, what they plan, what they are asked.
    CREATE TABLE leaders (
      source TEXT NOT NULL,
      token TEXT NOT NULL,
      holder TEXT,
      renewed_at INTEGER,
      plan TEXT,
      asked TEXT,
      PRIMARY KEY (source, token)
    ) WITHOUT ROWID;
    -- The calls that count against a token's quota, by UTC month (2026-11).
    CREATE TABLE calls (
      token TEXT NOT NULL,
      month TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (token, month)
    ) WITHOUT ROWID;
    -- How often anything above has changed, apart from leases.
    CREATE TABLE changes (count INTEGER NOT NULL);
    INSERT INTO changes VALUES (0);

    \(views)
    """

  private static let views = """
    CREATE VIEW liquidations AS
      SELECT source, date(day * 86400, 'unixepoch') AS day,
        sum(usd) FILTER (WHERE exchange = 'binance' AND side = 'long') AS binance_long,
        sum(usd) FILTER (WHERE exchange = 'bybit' AND side = 'long') AS bybit_long,
        sum(usd) FILTER (WHERE exchange = 'okx' AND side = 'long') AS okx_long,
        sum(usd) FILTER (WHERE exchange = 'deribit' AND side = 'long') AS deribit_long,
        sum(usd) FILTER (WHERE exchange = 'binance' AND side = 'short') AS binance_short,
        sum(usd) FILTER (WHERE exchange = 'bybit' AND side = 'short') AS bybit_short,
        sum(usd) FILTER (WHERE exchange = 'okx' AND side = 'short') AS okx_short,
        sum(usd) FILTER (WHERE exchange = 'deribit' AND side = 'short') AS deribit_short
      FROM days JOIN series ON series.id = days.series
      GROUP BY source, days.day;
    CREATE VIEW amounts AS
      SELECT source, date(day * 86400, 'unixepoch') AS day, exchange, side, usd,
        datetime(fetched_at, 'unixepoch') AS fetched_at
      FROM days JOIN series ON series.id = days.series;
    CREATE VIEW revised AS
      SELECT source, date(day * 86400, 'unixepoch') AS day, exchange, side,
        old_usd, datetime(old_fetched_at, 'unixepoch') AS old_fetched_at,
        new_usd, datetime(new_fetched_at, 'unixepoch') AS new_fetched_at
      FROM revisions JOIN series ON series.id = revisions.series;
    """
}
