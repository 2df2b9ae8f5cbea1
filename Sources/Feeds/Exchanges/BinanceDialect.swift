import Liquidations

/// Binance's futures streams, which send the largest liquidation of each contract and second.
struct BinanceDialect: Dialect {
  let feed: Feed
  var contracts: Contracts

  /// - Parameter feed: `binanceUSDM` or `binanceCOINM`.
  init(_ feed: Feed) {
    self.feed = feed
    contracts = Contracts(Self.withoutList(feed))
  }

  /// What is listened to where the list can't be had: dated contracts are left out.
  static func withoutList(_ feed: Feed) -> [Contract] {
    switch feed {
    case .binanceCOINM: [Contract("BTCUSD_PERP", .inverse, size: 100)].compactMap(\.self)
    default: [Contract("BTCUSDT", .linear), Contract("BTCUSDC", .linear)].compactMap(\.self)
    }
  }

  // Without a route in its path USD-M's old address is acknowledged and silent; whether COIN-M's has
  // to have one nobody says for sure.
  var routes: [FeedURL] {
    switch feed {
    case .binanceCOINM:
      [.socket("dstream.binance.com", "/ws"), .socket("dstream.binance.com", "/market/ws")]
    default: [.socket("fstream.binance.com", "/market/ws"), .socket("fstream.binance.com", "/ws")]
    }
  }

  private var mainContract: String { feed == .binanceCOINM ? "BTCUSD_PERP" : "BTCUSDT" }

  var batches: [[Topic]] {
    let names = contracts.all.map(\.name)
    let orders = names.map { name in
      Topic(name: "\(name.lowercased())@forceOrder", isRequired: name == mainContract)
    }
    return [orders + [.required("\(mainContract.lowercased())@markPrice@1s")]]
  }

  var patience: Duration { .seconds(15) }
  var life: Duration? { .seconds(23 * 3_600 + 1_800) }

  func subscription(_ topics: [Topic], id: Int) -> String {
    let names = topics.map { "\"\($0.name)\"" }.joined(separator: ",")
    return #"{"method":"SUBSCRIBE","params":[\#(names)],"id":\#(id)}"#
  }

  func read(_ message: [UInt8], now: Int64) -> Reading {
    guard let json = JSON(message) else { return .odd(.notJSON) }
    var reading = Reading()
    var rows = RowReader(.binance, now: now)
    for part in json.isArray ? json.elements : [json] {
      read(part["data"] ?? part, into: &reading, &rows)
    }
    reading.take(rows)
    return reading
  }

  private func read(_ json: JSON, into reading: inout Reading, _ rows: inout RowReader) {
    switch json["e"]?.string {
    case "forceOrder": read(order: json["o"], into: &reading, &rows)
    case "markPriceUpdate":
      let price = json["s"]?.string == mainContract ? json["p"] : nil
      reading.take(price: price, sent: json["E"])
    case "serverShutdown": reading.notice = .closingSoon
    case nil: reading.take(binanceReply: json)
    default: rows.note(.unknownMessage)
    }
  }

  private func read(order: JSON?, into reading: inout Reading, _ rows: inout RowReader) {
    guard let order else { return rows.note(.field) }
    // A row that is partly filled is followed by one that includes it.
    if let status = order["X"]?.word, status != "FILLED" {
      reading.unfilled += 1
      return
    }
    rows.take { () throws(Oddity) in try row(order) }
  }

  private func row(_ order: JSON) throws(Oddity) -> Row {
    let name = try order.text("s")
    guard let contract = contracts[name] else { throw .instrument }
    let side = try order.text("S")
    let time = try order.time("T")
    let (original, limit) = (try order.optionalAmount("q"), try order.optionalAmount("p"))
    let (filled, average) = (try order.optionalAmount("z"), try order.optionalAmount("ap"))
    let (quantity, price) = try Self.amount(filled, average, or: original, limit)
    return Row(
      contract: contract, side: try Self.side(closedBy: side), milliseconds: time,
      quantity: quantity, price: price,
      key: "\(name)|\(side)|\(time)|"
        + [original, limit, filled, average].map { $0.map { "\($0)" } ?? "" }
        .joined(separator: "|"))
  }

  /// What was filled at which price, or if either is missing or 0, what was ordered.
  private static func amount(
    _ filled: Double?, _ average: Double?, or original: Double?, _ limit: Double?
  ) throws(Oddity) -> (quantity: Double, price: Double) {
    if let filled, let average, filled != 0, average != 0 { return (filled, average) }
    guard let original, let limit else { throw .field }
    return (original, limit)
  }

  /// The side of the position that an order of that side closes.
  private static func side(closedBy order: String) throws(Oddity) -> Side {
    switch order {
    case "SELL": .long
    case "BUY": .short
    default: throw .side
    }
  }
}

extension Reading {
  /// Takes an answer to a subscription; its error stands in it, or in some documents beneath `error`.
  fileprivate mutating func take(binanceReply json: JSON) {
    let id = json["id"]?.integer.flatMap { Int(exactly: $0) }
    let error = json["error"] ?? json
    if let code = error["code"]?.integer {
      let words = error["msg"]?.string ?? ""
      replies.append(.refused(id, "\(code) \(words)"))
      if code == -1_003 { notice = .tooFast }
    } else if let id, json.isObject {
      replies.append(.accepted(id))
    } else {
      oddities.append(.unknownMessage)
    }
  }
}
