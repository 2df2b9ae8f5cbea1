/// Format 2 of the archive, as the programs made it that knew no newer one: what the exchanges' own feeds
/// told stands beside the days.
enum FormatTwo {
  static let tables = """
    \(FormatOne.tables)
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
    PRAGMA user_version = 2;
    """

  /// What stood in one that had been used: the days of format 1, and two hours of feeds.
  static let rows = """
    \(FormatOne.rows)
    INSERT INTO live VALUES (
      1, 'exchanges', 7, 1781517600, 'elsewhere/boot/pid/1/x', NULL, 90000, 1781517600, 'okx',
      '[{"feed":"okx OKX","standing":{"odd":0,"state":"live"}}]');
    INSERT INTO minutes VALUES (1, 1781514000, 'okx', 'long', 5000, 1, 5000, 3);
    INSERT INTO minutes VALUES (1, 1781517540, 'okx', 'short', 7000, 2, 4000, 7);
    INSERT INTO hours VALUES (1, 1781514000, 'okx', 'long', 5000, 1, 5000, 3);
    INSERT INTO hours VALUES (1, 1781514000, 'okx', 'short', 7000, 2, 4000, 7);
    INSERT INTO coverage VALUES (1, 'okx', 1781510400, 1781517600);
    INSERT INTO tape (live, time, exchange, side, instrument, usd, bitcoin, price, identity) VALUES
      (1, 1781514012345, 'okx', 'long', 'BTC-USDT-SWAP', 5000, 0.05, 100000, 'a'),
      (1, 1781517541000, 'okx', 'short', 'BTC-USDT-SWAP', 3000, 0.03, 100000, 'b'),
      (1, 1781517542000, 'okx', 'short', 'BTC-USDT-SWAP', 4000, 0.04, 100000, 'c');
    INSERT INTO prices VALUES (1, 1781517540, 90000);
    """
}
