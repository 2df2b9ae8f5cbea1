import Feeds
import Liquidations

/// What is answered to a request.
struct DemoAnswer: Hashable, Sendable {
  var status = 200
  let body: String

  static let notFound = DemoAnswer(
    status: 404, body: #"{"code":404,"msg":"there is no such path"}"#)
}

/// What is asked for behind a question mark; the first of several with one name counts.
struct DemoQuery {
  private let values: [Substring: Substring]

  init(_ text: Substring) {
    let pairs = text.split(separator: "&").prefix(20).map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (parts[0], parts.count > 1 ? parts[1] : "")
    }
    values = Dictionary(pairs) { first, _ in first }
  }

  subscript(name: Substring) -> Substring? { values[name] }

  /// A moment in milliseconds since 1970-01-01T00:00Z, taken into the years 1970…2199.
  func moment(_ name: Substring) -> Int64? {
    values[name].flatMap { Int64($0) }.map {
      min(max($0, 0), Timestamp.bounds.upperBound.seconds * 1_000)
    }
  }

  /// A number of rows, at least one and no more than the exchange gives.
  func count(_ name: Substring, or usual: Int, most: Int) -> Int {
    min(max(values[name].flatMap { Int($0) } ?? usual, 1), most)
  }
}

/// The requests that the demo's exchanges answer, by host and path; pure.
struct DemoRequests: Sendable {
  let tape: DemoTape

  init(_ tape: DemoTape) { self.tape = tape }

  /// Answers a request.
  ///
  /// - Parameters:
  ///   - target: the exchange's host and path behind a slash, and maybe a query.
  ///   - now: in milliseconds since 1970-01-01T00:00Z.
  func answer(_ target: String, at now: Int64) -> DemoAnswer {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let query = DemoQuery(parts.count > 1 ? parts[1] : "")
    switch parts.first ?? "" {
    case "/fapi.binance.com/fapi/v1/exchangeInfo": return binanceList(.binanceUSDM, at: now)
    case "/dapi.binance.com/dapi/v1/exchangeInfo": return binanceList(.binanceCOINM, at: now)
    case "/api.bybit.com/v5/market/instruments-info": return bybitList(query, at: now)
    case "/www.okx.com/api/v5/public/instruments": return okxList(query, at: now)
    case "/www.okx.com/api/v5/public/liquidation-orders": return okxLiquidations(query, at: now)
    case "/www.deribit.com/api/v2/public/get_instruments": return deribitList(query, at: now)
    case "/www.deribit.com/api/v2/public/get_last_trades_by_currency_and_time":
      return deribitTrades(query, at: now)
    case "/data-api.binance.vision/api/v3/klines": return binancePrices(query, at: now)
    case "/www.okx.com/api/v5/market/history-candles": return okxPrices(query, at: now)
    case "/api.bybit.com/v5/market/kline": return bybitPrices(query, at: now)
    case "/www.deribit.com/api/v2/public/get_tradingview_chart_data":
      return deribitPrices(query, at: now)
    default: return .notFound
    }
  }
}
