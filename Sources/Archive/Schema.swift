/// The tables, as they have grown: each step makes the next version of the format.
enum Schema {
  /// What a database turns out to be.
  enum State: Equatable {
    case current
    /// One that this program brings up; 0 of one in which nothing is yet.
    case older(version: Int64)
    case newer(version: Int64)
    /// It doesn't bear this program's mark.
    case foreign
  }

  /// Marks a SQLite file as an archive: `liqt` in ASCII.
  static let application: Int64 = 0x6c69_7174

  /// The version that this program reads and writes.
  static var version: Int64 { Int64(steps.count) }

  /// The first version that has tables of what the exchanges' feeds told.
  static let withFeeds: Int64 = 2

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
      case (application, ...version): return .older(version: max(0, found))
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

  /// Whether what it holds can be read as it is. What is older lacks only tables that are newer.
  static func isReadable(_ database: Database) throws(SQLiteError) -> Bool {
    switch try state(of: database) {
    case .current: try missingTable(in: database) == nil
    case .older(let version) where version > 0:
      try missingTable(in: database, of: version) == nil
    case .older, .newer, .foreign: false
    }
  }

  /// The first of a version's tables in whose place there is none; nil if all are there.
  static func missingTable(
    in database: Database, of version: Int64 = Schema.version
  ) throws(SQLiteError) -> String? {
    let sql = """
      SELECT name FROM sqlite_schema
      WHERE type = 'table' AND rootpage > 0 AND sql LIKE 'CREATE TABLE %' LIMIT 1000
      """
    let found = Set(try database.all(sql) { $0.text(0) })
    return tables.prefix(Int(version)).joined().first { !found.contains($0) }
  }

  /// The first of this version's tables, or of their columns, that isn't there, such as `table days` or `column
  /// series.etag`; nil if all are.
  ///
  /// Columns are only looked at where there is the time: after an error, and by `liqtop check`.
  static func lack(in database: Database) throws(SQLiteError) -> String? {
    if let table = try missingTable(in: database) { return "table \(table)" }
    let whole = try Database(":memory:", .writing, patience: .zero)
    try migrate(whole)
    for table in tables.joined() {
      let found = Set(try columns(of: table, in: database))
      let missing = try columns(of: table, in: whole).first { !found.contains($0) }
      if let missing { return "column \(table).\(missing)" }
    }
    return nil
  }

  private static func columns(
    of table: String, in database: Database
  ) throws(SQLiteError) -> [String] {
    let sql = "SELECT name FROM pragma_table_info(?1) LIMIT 1000"
    return try database.all(sql, .text(table)) { $0.text(0) ?? "" }
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

  static func number(
    _ pragma: String, of database: Database
  ) throws(SQLiteError) -> Int64 {
    try database.first("PRAGMA \(pragma)") { $0.integer(0) } ?? 0
  }

  /// Those of each step.
  static let tables = [
    ["series", "days", "revisions", "packed", "failures", "leaders", "calls", "changes"],
    ["live", "minutes", "hours", "coverage", "tape", "prices"],
    alertTables,
    ["closes"],
  ]

  /// Each adds tables, their indices and views only, and changes none that are there: programs of an
  /// older version may be at work on the same file while it is brought up, and what they have written
  /// stays as it is.
  static let steps = [first, second, alerts, closes]

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

  private static let second = """
    -- What the exchanges' own feeds told, by where they were reached: 'exchanges', or the address of
    -- what stands in for them. How often it was saved, when and by whom; up to which millisecond it isn't
    -- known any more what was counted; the last price; how each feed is, as JSON.
    CREATE TABLE live (
      id INTEGER PRIMARY KEY,
      source TEXT NOT NULL UNIQUE,
      saves INTEGER NOT NULL,
      saved_at INTEGER NOT NULL,
      saved_by TEXT NOT NULL,
      frozen INTEGER,
      price REAL,
      price_at INTEGER,
      price_exchange TEXT,
      feeds TEXT
    );
    -- What was counted in a minute, by its first second: USD (above 0 on either side), how many orders,
    -- the largest of them. A minute without a row had none, or wasn't covered. Kept for eight days.
    CREATE TABLE minutes (
      live INTEGER NOT NULL REFERENCES live,
      minute INTEGER NOT NULL,
      exchange TEXT NOT NULL,
      side TEXT NOT NULL,
      usd REAL NOT NULL,
      count INTEGER NOT NULL,
      largest REAL NOT NULL,
      save INTEGER NOT NULL,
      PRIMARY KEY (live, minute, exchange, side)
    ) WITHOUT ROWID;
    -- The same of an hour, for ever.
    CREATE TABLE hours (
      live INTEGER NOT NULL REFERENCES live,
      hour INTEGER NOT NULL,
      exchange TEXT NOT NULL,
      side TEXT NOT NULL,
      usd REAL NOT NULL,
      count INTEGER NOT NULL,
      largest REAL NOT NULL,
      save INTEGER NOT NULL,
      PRIMARY KEY (live, hour, exchange, side)
    ) WITHOUT ROWID;
    -- From when until before when all that an exchange told was counted.
    CREATE TABLE coverage (
      live INTEGER NOT NULL REFERENCES live,
      exchange TEXT NOT NULL,
      start INTEGER NOT NULL,
      end INTEGER NOT NULL,
      PRIMARY KEY (live, exchange, start)
    ) WITHOUT ROWID;
    -- Each liquidation, in the order in which they came; the time in milliseconds. Kept for eight days,
    -- and no more than 200,000.
    CREATE TABLE tape (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      live INTEGER NOT NULL REFERENCES live,
      time INTEGER NOT NULL,
      exchange TEXT NOT NULL,
      side TEXT NOT NULL,
      instrument TEXT NOT NULL,
      usd REAL NOT NULL,
      bitcoin REAL NOT NULL,
      price REAL NOT NULL,
      identity TEXT NOT NULL
    );
    CREATE INDEX tape_by_time ON tape (live, time);
    -- The last price of a minute, in USD for one BTC. Kept for eight days.
    CREATE TABLE prices (
      live INTEGER NOT NULL REFERENCES live,
      minute INTEGER NOT NULL,
      usd REAL NOT NULL,
      PRIMARY KEY (live, minute)
    ) WITHOUT ROWID;

    \(liveViews)
    """

  private static let liveViews = """
    CREATE VIEW by_minute AS
      SELECT source, datetime(minute, 'unixepoch') AS minute, exchange, side, usd, count, largest
      FROM minutes JOIN live ON live.id = minutes.live;
    CREATE VIEW by_hour AS
      SELECT source, datetime(hour, 'unixepoch') AS hour, exchange, side, usd, count, largest
      FROM hours JOIN live ON live.id = hours.live;
    CREATE VIEW covered AS
      SELECT source, exchange, datetime(start, 'unixepoch') AS start,
        datetime(end, 'unixepoch') AS end, end - start AS seconds
      FROM coverage JOIN live ON live.id = coverage.live;
    CREATE VIEW events AS
      SELECT source, strftime('%Y-%m-%d %H:%M:%f', time / 1000.0, 'unixepoch') AS time, exchange,
        side, usd, bitcoin, tape.price AS price, instrument
      FROM tape JOIN live ON live.id = tape.live;
    """
}
