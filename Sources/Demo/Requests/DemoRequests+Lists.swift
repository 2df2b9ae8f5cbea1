import Feeds
import Liquidations

/// The exchanges' lists of contracts, with some that aren't Bitcoin's or aren't traded.
extension DemoRequests {
  private func contracts(_ exchange: Exchange, at now: Int64) -> [DemoContract] {
    DemoContract.all(of: exchange, on: Day(millisecondsSinceEpoch: now))
  }

  func binanceList(_ feed: Feed, at now: Int64) -> DemoAnswer {
    let isInverse = feed == .binanceCOINM
    let listed = contracts(.binance, at: now).filter { $0.feed == feed }.map { contract in
      Self.binance(contract.name, base: "BTC", isInverse: isInverse, isDated: contract.end != nil)
    }
    let others =
      isInverse
      ? [Self.binance("ETHUSD_PERP", base: "ETH", isInverse: true, isDated: false)]
      : ["ETH", "BTCDOM"].map {
        Self.binance("\($0)USDT", base: $0, isInverse: false, isDated: false)
      }
    let symbols = (listed + others).joined(separator: ",")
    return DemoAnswer(body: #"{"timezone":"UTC","serverTime":\#(now),"symbols":[\#(symbols)]}"#)
  }

  private static func binance(
    _ name: String, base: String, isInverse: Bool, isDated: Bool
  ) -> String {
    let quote = isInverse ? "USD" : String(name.dropFirst(base.count).prefix(4))
    let status =
      isInverse
      ? #""contractStatus":"TRADING","contractSize":\#(base == "BTC" ? 100 : 10)"#
      : #""status":"TRADING""#
    return #"{"symbol":"\#(name)","pair":"\#(base)\#(quote)","#
      + #""contractType":"\#(isDated ? "CURRENT_QUARTER" : "PERPETUAL")",\#(status),"#
      + #""baseAsset":"\#(base)","quoteAsset":"\#(quote)","#
      + #""marginAsset":"\#(isInverse ? base : quote)"}"#
  }

  func bybitList(_ query: DemoQuery, at now: Int64) -> DemoAnswer {
    let feed: Feed
    switch query["category"] {
    case "linear": feed = .bybitLinear
    case "inverse": feed = .bybitInverse
    default: return DemoAnswer(body: Self.bybit(10_001, "params error: category", "{}", at: now))
    }
    let listed = contracts(.bybit, at: now).filter { $0.feed == feed }.map { contract in
      let kind =
        (contract.isInverse ? "Inverse" : "Linear")
        + (contract.end == nil ? "Perpetual" : "Futures")
      return #"{"symbol":"\#(contract.name)","contractType":"\#(kind)","status":"Trading","#
        + #""baseCoin":"BTC","quoteCoin":"\#(contract.isInverse ? "USD" : "USDT")"}"#
    }
    let ended =
      #"{"symbol":"BTC-26DEC25","contractType":"LinearFutures","status":"Closed","#
      + #""baseCoin":"BTC","quoteCoin":"USDC"}"#
    let list = (listed + [ended]).joined(separator: ",")
    let result =
      #"{"category":"\#(query["category"] ?? "")","list":[\#(list)],"nextPageCursor":""}"#
    return DemoAnswer(body: Self.bybit(0, "OK", result, at: now))
  }

  static func bybit(_ code: Int, _ words: String, _ result: String, at now: Int64) -> String {
    #"{"retCode":\#(code),"retMsg":"\#(words)","result":\#(result),"retExtInfo":{},"time":\#(now)}"#
  }

  func okxList(_ query: DemoQuery, at now: Int64) -> DemoAnswer {
    guard let kind = query["instType"], kind == "SWAP" || kind == "FUTURES" else {
      return Self.okxFault(51_000, "Parameter instType error")
    }
    let listed = contracts(.okx, at: now).filter { ($0.end == nil) == (kind == "SWAP") }
      .map { contract in
        Self.okx(
          contract.name, kind, contract.family, contract.value,
          contract.isInverse ? ("USD", "inverse") : ("BTC", "linear"))
      }
    let others =
      kind == "SWAP"
      ? [
        Self.okx("ETH-USDT-SWAP", kind, "ETH-USDT", "0.1", ("ETH", "linear")),
        Self.okx("BTC-EURT-SWAP", kind, "BTC-EURT", "", ("", "")),
      ] : []
    let data = (listed + others).joined(separator: ",")
    return DemoAnswer(body: #"{"code":"0","msg":"","data":[\#(data)]}"#)
  }

  private static func okx(
    _ name: String, _ kind: Substring, _ family: String, _ value: String,
    _ counted: (unit: String, kind: String)
  ) -> String {
    #"{"instType":"\#(kind)","instId":"\#(name)","instFamily":"\#(family)","uly":"\#(family)","#
      + #""ctVal":"\#(value)","ctMult":"\#(value.isEmpty ? "" : "1")","#
      + #""ctValCcy":"\#(counted.unit)","ctType":"\#(counted.kind)","#
      + #""state":"\#(value.isEmpty ? "preopen" : "live")"}"#
  }

  static func okxFault(_ code: Int, _ words: String) -> DemoAnswer {
    DemoAnswer(status: 400, body: #"{"code":"\#(code)","msg":"\#(words)","data":[]}"#)
  }

  func deribitList(_ query: DemoQuery, at now: Int64) -> DemoAnswer {
    guard let currency = query["currency"], currency == "BTC" || currency == "USDC" else {
      return Self.deribitFault("currency", at: now)
    }
    var entries = contracts(.deribit, at: now).filter { $0.isInverse == (currency == "BTC") }
      .map { Self.deribit($0.name, base: "BTC", isInverse: $0.isInverse) }
    if currency == "USDC" {
      entries.append(Self.deribit("ETH_USDC-PERPETUAL", base: "ETH", isInverse: false))
    }
    let result = #""result":[\#(entries.joined(separator: ","))]"#
    return DemoAnswer(body: DeribitText.envelope(result, at: now))
  }

  private static func deribit(_ name: String, base: String, isInverse: Bool) -> String {
    #"{"instrument_name":"\#(name)","base_currency":"\#(base)","kind":"future","#
      + #""instrument_type":"\#(isInverse ? "reversed" : "linear")","is_active":true,"#
      + #""contract_size":\#(isInverse ? "10.0" : "1e-04")}"#
  }

  static func deribitFault(_ parameter: String, at now: Int64) -> DemoAnswer {
    let error = DeribitText.error(-32_602, "Invalid params", "\(parameter) is missing or wrong")
    return DemoAnswer(status: 400, body: DeribitText.envelope(error, at: now))
  }
}
