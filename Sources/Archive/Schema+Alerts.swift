extension Schema {
  /// Those of the step below.
  static let alertTables = ["rules", "firings"]

  static let alerts = """
    -- What is remembered of an alert's rule, by where its days and its feeds are from, and by its meaning:
    -- since when it is there, since when it was looked at without a pause and when last, whether it may
    -- fire ('new', 'armed', 'fired'), when it fired last. Moments are seconds since 1970, UTC.
    CREATE TABLE rules (
      source TEXT NOT NULL,
      exchanges TEXT NOT NULL,
      name TEXT NOT NULL,
      definition TEXT NOT NULL,
      since INTEGER NOT NULL,
      watched_since INTEGER NOT NULL,
      looked_at INTEGER NOT NULL,
      edge TEXT NOT NULL,
      fired_at INTEGER,
      PRIMARY KEY (source, exchanges, name, definition)
    ) WITHOUT ROWID;
    -- What has fired: of which exchange ('' of all together), about which day (days since 1970; NULL of a
    -- rule about now), what was said of it, the values and limits as JSON, when a terminal
    -- called its user for it, and when a user has seen it. The newest 10,000 are kept.
    CREATE TABLE firings (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      source TEXT NOT NULL,
      exchanges TEXT NOT NULL,
      name TEXT NOT NULL,
      exchange TEXT NOT NULL,
      day INTEGER,
      fired_at INTEGER NOT NULL,
      title TEXT NOT NULL,
      text TEXT NOT NULL,
      readings TEXT NOT NULL,
      is_late INTEGER NOT NULL,
      called_at INTEGER,
      seen_at INTEGER
    );
    -- A rule tells of a day once, whoever looks at it.
    CREATE UNIQUE INDEX told_once ON firings (source, exchanges, name, exchange, day);
    CREATE VIEW alerts AS
      SELECT source, datetime(fired_at, 'unixepoch') AS fired_at, name,
        coalesce(nullif(exchange, ''), 'all') AS exchange, date(day * 86400, 'unixepoch') AS day, text,
        datetime(seen_at, 'unixepoch') AS seen_at
      FROM firings;
    """
}
