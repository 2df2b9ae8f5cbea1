import TerminalSupport
import Testing

extension Workplace {
  /// Writes what a dashboard would have kept of the last hours: OKX heard all the time, Binance for an
  /// hour, Deribit until 65 minutes ago, Bybit never.
  private static let writer = """
    import sqlite3, sys, time
    db, count = sqlite3.connect(sys.argv[1]), int(sys.argv[2])
    now = int(time.time()); start = now // 3600 * 3600 - 3 * 3600
    db.execute("INSERT INTO live (id, source, saves, saved_at, saved_by, price, price_at, price_exchange)"
      " VALUES (1, ?, 1, ?, 'test', 91000.5, ?, 'okx')", (sys.argv[3], now, now))
    for exchange, first, last in [("okx", start, now), ("binance", start + 3600, start + 7200),
        ("deribit", start, now - 3900)]:
      db.execute("INSERT INTO coverage VALUES (1, ?, ?, ?)", (exchange, first, last))
    def row(i):
      exchange = "binance" if i % 5 == 4 else "okx"
      first = start + 3600 if exchange == "binance" else start + (7200 if i % 5 == 3 else 0)
      usd = 10 + i * 7919 % 10007 / 4
      return (first * 1000 + i * 3599999 // count, exchange, "short" if i % 3 else "long",
        'BTC-"USDT",SWAP', usd, usd / 91000, 91000 + i % 100 / 4, str(i))
    db.executemany("INSERT INTO tape (live, time, exchange, side, instrument, usd, bitcoin, price,"
      " identity) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)", (row(i) for i in range(count)))
    for table, unit in [("minutes", 60), ("hours", 3600)]:
      db.execute(f"INSERT INTO {table} SELECT 1, time / 1000 / {unit} * {unit}, exchange, side, sum(usd),"
        " count(*), max(usd), 1 FROM tape GROUP BY 2, 3, 4")
    db.executemany("INSERT INTO prices VALUES (1, ?, ?)",
      ((m, 91000 + m / 60 % 50) for m in range(start, now, 60) if m // 60 % 10))
    db.commit()
    """

  /// Writes so many liquidations and what belongs to them into an archive, as another program does.
  ///
  /// - Parameter url: where it would have reached the exchanges; nil for their own.
  func hear(_ count: Int, in archive: String, from url: String? = nil) throws {
    let writer = try write("writer.py", Self.writer)
    let end = try Command.run(["python3", writer, archive, "\(count)", url ?? "exchanges"])
    try #require(end.status == 0, "\(end.output)")
  }
}
