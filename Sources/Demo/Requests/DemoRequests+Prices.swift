import Liquidations

/// What one BTC cost, UTC day by UTC day, as each exchange writes it.
extension DemoRequests {
  private struct Candle {
    /// Milliseconds since 1970-01-01T00:00Z.
    let start: Int64
    /// In tenths of a USD.
    let open: Int
    let high: Int
    let low: Int
    let close: Int
    let isOver: Bool

    /// Open, high, low and close.
    var texts: [String] { [open, high, low, close].map { decimal($0, places: 1) } }

    var quoted: String { texts.map { "\"\($0)\"" }.joined(separator: ",") }
  }

  private static let dayLength: Int64 = 86_400_000

  /// The newest days that begin within a span, oldest first and as many as are wanted. Today's close is
  /// the price of the moment.
  private func candles(_ count: Int, _ start: Int64, _ end: Int64, at now: Int64) -> [Candle] {
    let first = tape.firstDay.millisecondsSinceEpoch
    let newest = min(end, now) / Self.dayLength
    let oldest = (max(start, first) + Self.dayLength - 1) / Self.dayLength
    guard oldest <= newest else { return [] }
    return (max(oldest, newest - Int64(count) + 1)...newest).map {
      candle($0 * Self.dayLength, at: now)
    }
  }

  private func candle(_ start: Int64, at now: Int64) -> Candle {
    let end = min(start + Self.dayLength, now)
    let ticks = (0...4).map { tape.prices.tick(at: start + (end - start) * $0 / 4) }
    return Candle(
      start: start, open: ticks[0], high: ticks.max() ?? ticks[0], low: ticks.min() ?? ticks[0],
      close: ticks[4], isOver: end < now)
  }

  func binancePrices(_ query: DemoQuery, at now: Int64) -> DemoAnswer {
    guard query["symbol"] == "BTCUSDT", query["interval"] == "1d" else {
      return DemoAnswer(status: 400, body: #"{"code":-1121,"msg":"Invalid symbol."}"#)
    }
    let candles = candles(
      query.count("limit", or: 500, most: 1_000), query.moment("startTime") ?? 0,
      query.moment("endTime") ?? now, at: now)
    let rows = candles.map { candle in
      #"[\#(candle.start),\#(candle.quoted),"1000.0",\#(candle.start + Self.dayLength - 1),"#
        + #""90000000.0",90000,"500.0","45000000.0","0"]"#
    }
    return DemoAnswer(body: "[\(rows.joined(separator: ","))]")
  }

  /// Newest first.
  func okxPrices(_ query: DemoQuery, at now: Int64) -> DemoAnswer {
    guard query["instId"] == "BTC-USDT", query["bar"] == "1Dutc" else {
      return Self.okxFault(51_000, "Parameter instId or bar error")
    }
    let candles = candles(
      query.count("limit", or: 100, most: 300), 0, (query.moment("after") ?? now + 1) - 1, at: now)
    let rows = candles.reversed().map { candle in
      #"["\#(candle.start)",\#(candle.quoted),"1000","1000","90000000","\#(candle.isOver ? 1 : 0)"]"#
    }
    return DemoAnswer(body: #"{"code":"0","msg":"","data":[\#(rows.joined(separator: ","))]}"#)
  }

  /// Newest first.
  func bybitPrices(_ query: DemoQuery, at now: Int64) -> DemoAnswer {
    guard query["symbol"] == "BTCUSDT", query["interval"] == "D" else {
      return DemoAnswer(body: Self.bybit(10_001, "params error", "{}", at: now))
    }
    let candles = candles(
      query.count("limit", or: 200, most: 1_000), query.moment("start") ?? 0,
      query.moment("end") ?? now, at: now)
    let rows = candles.reversed().map { #"["\#($0.start)",\#($0.quoted),"1000","90000000"]"# }
    let result =
      #"{"category":"spot","symbol":"BTCUSDT","list":[\#(rows.joined(separator: ","))]}"#
    return DemoAnswer(body: Self.bybit(0, "OK", result, at: now))
  }

  func deribitPrices(_ query: DemoQuery, at now: Int64) -> DemoAnswer {
    guard query["instrument_name"] == "BTC-PERPETUAL", query["resolution"] == "1D" else {
      return Self.deribitFault("instrument_name or resolution", at: now)
    }
    let candles = candles(
      1_000, query.moment("start_timestamp") ?? 0, query.moment("end_timestamp") ?? now, at: now)
    let columns = ["open", "high", "low", "close"].enumerated().map { index, name in
      #""\#(name)":[\#(candles.map { $0.texts[index] }.joined(separator: ","))]"#
    }
    let times = candles.map { String($0.start) }.joined(separator: ",")
    let result =
      #""result":{"status":"\#(candles.isEmpty ? "no_data" : "ok")","ticks":[\#(times)],"#
      + #"\#(columns.joined(separator: ","))}"#
    return DemoAnswer(body: DeribitText.envelope(result, at: now))
  }
}
