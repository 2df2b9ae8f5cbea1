/// Format 1 of the archive, as the programs made it that knew no other.
enum FormatOne {
  static let tables = """
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
    PRAGMA application_id = 1818849652;
    PRAGMA user_version = 1;
    """

  /// What stood in one that had been used: three series, a failed call, a plan, calls.
  static let rows = """
    INSERT INTO series VALUES
      (1, 'https://newhedge.io', 'okx', 'long', 1781517600, '"a1"', NULL, NULL),
      (2, 'https://newhedge.io', 'bybit', 'short', 1781514000, NULL, NULL, NULL),
      (3, 'https://other', 'okx', 'long', 1781517600, NULL, NULL, NULL);
    WITH RECURSIVE d(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM d WHERE n < 899)
      INSERT INTO days SELECT 1, 19700 + n, 1000.0 + n, 1781517600 FROM d;
    WITH RECURSIVE d(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM d WHERE n < 899)
      INSERT INTO days SELECT 2, 19700 + n, -500.0 - n, 1781514000 FROM d WHERE n != 450;
    INSERT INTO days VALUES (3, 20000, 7.0, 1781517600);
    INSERT INTO revisions VALUES (1, 19800, 9.0, 1781400000, 1100.0, 1781517600);
    INSERT INTO failures VALUES (
      'https://newhedge.io', '0123456789abcdef', 'bybit', 'short', 1781517700, 'Forbidden.',
      '{"metric":"bitcoin_liquidations_bybit_short","reason":{"forbidden":{}}}');
    INSERT INTO leaders VALUES (
      'https://newhedge.io', '0123456789abcdef', 'elsewhere/boot/pid/1/x', 1781517600,
      '{"loading":[],"schedule":{"none":{}}}', '{"at":1781517500,"isBeyondQuota":false}');
    INSERT INTO calls VALUES ('0123456789abcdef', '2026-06', 123);
    UPDATE changes SET count = 42;
    """
}
