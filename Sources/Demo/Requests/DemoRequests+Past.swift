import Liquidations

/// What the exchanges still know of the last day.
extension DemoRequests {
  /// Both keep a day, in milliseconds.
  private static let memory: Int64 = 24 * 3_600_000
  /// Deribit flags a liquidation so long after the trade, in milliseconds.
  static let flagDelay: Int64 = 60 * 60_000

  /// OKX: newest first; `after` asks for older rows, `before` for newer ones.
  func okxLiquidations(_ query: DemoQuery, at now: Int64) -> DemoAnswer {
    guard let family = query["instFamily"] ?? query["uly"] else {
      return Self.okxFault(50_015, "Either parameter uly or instFamily is required")
    }
    guard let kind = query["instType"], kind == "SWAP" || kind == "FUTURES" else {
      return Self.okxFault(51_000, "Parameter instType error")
    }
    let end = min(query.moment("after") ?? now, now)
    let start = max(now - Self.memory, (query.moment("before") ?? -1) + 1)
    let rows = tape.newest(
      query.count("limit", or: 100, most: 100), of: .okx, in: min(start, end)..<end
    ) { order in
      order.contract.family == family && (order.contract.end == nil) == (kind == "SWAP")
    }
    let data = OKXText.blocks(rows).joined(separator: ",")
    return DemoAnswer(body: #"{"code":"0","msg":"","data":[\#(data)]}"#)
  }

  /// Deribit: of a start that is too long ago nothing, without an error.
  func deribitTrades(_ query: DemoQuery, at now: Int64) -> DemoAnswer {
    guard let currency = query["currency"], currency == "BTC" || currency == "USDC" else {
      return Self.deribitFault("currency", at: now)
    }
    guard let start = query.moment("start_timestamp"), let end = query.moment("end_timestamp")
    else {
      return Self.deribitFault("start_timestamp or end_timestamp", at: now)
    }
    let count = query.count("count", or: 10, most: 1_000)
    let isKept = start >= now - Self.memory && start <= min(end, now)
    let trades = (isKept ? tape.trades(in: start..<min(end, now) + 1) : [])
      .filter { $0.currency == currency }
    let page =
      query["sorting"] == "asc" ? Array(trades.prefix(count)) : trades.suffix(count).reversed()
    let rows = page.map { trade in
      DeribitText.row(trade, isFlagged: trade.milliseconds <= now - Self.flagDelay)
    }
    let result =
      #""result":{"trades":[\#(rows.joined(separator: ","))],"has_more":\#(trades.count > count)}"#
    return DemoAnswer(body: DeribitText.envelope(result, at: now))
  }
}
