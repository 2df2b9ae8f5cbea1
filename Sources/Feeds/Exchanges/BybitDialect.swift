import Liquidations

/// Bybit's public streams, which send every liquidation twice a second.
struct BybitDialect: Dialect {
  let feed: Feed
  var contracts: Contracts

  /// - Parameter feed: `bybitLinear` or `bybitInverse`.
  init(_ feed: Feed) {
    self.feed = feed
    contracts = Contracts(Self.withoutList(feed))
  }

  /// What is listened to where the list can't be had: dated contracts are left out.
  static func withoutList(_ feed: Feed) -> [Contract] {
    switch feed {
    case .bybitInverse: [Contract("BTCUSD", .inverse)].compactMap(\.self)
    default: [Contract("BTCUSDT", .linear), Contract("BTCPERP", .linear)].compactMap(\.self)
    }
  }

  var routes: [FeedURL] {
    [.socket("stream.bybit.com", "/v5/public/\(feed == .bybitInverse ? "inverse" : "linear")")]
  }

  private var mainContract: String { feed == .bybitInverse ? "BTCUSD" : "BTCUSDT" }

  // A topic that is refused can have those beside it refused, and dated contracts end.
  var batches: [[Topic]] {
    let perpetuals = Self.withoutList(feed).map(\.name)
    let dated = contracts.all.map(\.name).filter { !perpetuals.contains($0) }
    let first = perpetuals.map { topic($0) } + [.required("tickers.\(mainContract)")]
    return [first] + dated.map { [topic($0)] }
  }

  private func topic(_ name: String) -> Topic {
    Topic(name: "allLiquidation.\(name)", isRequired: name == mainContract)
  }

  var ping: String? { #"{"req_id":"1","op":"ping"}"# }
  var patience: Duration { .seconds(45) }

  func subscription(_ topics: [Topic], id: Int) -> String {
    let names = topics.map { "\"\($0.name)\"" }.joined(separator: ",")
    return #"{"req_id":"\#(id)","op":"subscribe","args":[\#(names)]}"#
  }

  func read(_ message: [UInt8], now: Int64) -> Reading {
    guard let json = JSON(message) else { return .odd(.notJSON) }
    guard let topic = json["topic"]?.string else { return reply(json) }
    if topic.hasPrefix("allLiquidation.") { return liquidations(json["data"], now: now) }
    guard topic.hasPrefix("tickers.") else { return .odd(.unknownMessage) }
    var reading = Reading()
    // What hasn't changed is left out.
    let price = topic == "tickers.\(mainContract)" ? json["data"]?["lastPrice"] : nil
    reading.take(price: price, sent: json["ts"])
    return reading
  }

  private func liquidations(_ data: JSON?, now: Int64) -> Reading {
    guard let data else { return .odd(.field) }
    var rows = RowReader(.bybit, now: now)
    // The page's table says that it is an object, its sample that it is an array.
    for row in data.isArray ? data.elements : [data] {
      rows.take { () throws(Oddity) in try self.row(row) }
    }
    var reading = Reading()
    reading.take(rows)
    return reading
  }

  private func row(_ json: JSON) throws(Oddity) -> Row {
    let name = try json.text("s")
    guard let contract = contracts[name] else { throw .instrument }
    let (side, time) = (try json.text("S"), try json.time("T"))
    let (quantity, price) = (try json.amount("v"), try json.amount("p"))
    return Row(
      contract: contract, side: try Self.side(side), milliseconds: time,
      quantity: quantity, price: price,
      key: "\(name)|\(time)|\(side)|\(quantity)|\(price)")
  }

  /// `S` is the side of the position here, not of the order.
  private static func side(_ word: String) throws(Oddity) -> Side {
    switch word {
    case "Buy": .long
    case "Sell": .short
    default: throw .side
    }
  }

  private func reply(_ json: JSON) -> Reading {
    let id = json["req_id"]?.integer.flatMap { Int(exactly: $0) }
    let words = json["ret_msg"]?.string ?? ""
    var reading = Reading()
    switch (json["op"]?.string, json["success"]?.truth) {
    case ("pong", _), ("ping", _): break
    case ("subscribe", true): reading.replies = id.map { [.accepted($0)] } ?? []
    case (_, false): reading.replies = [.refused(id, words)]
    default: reading.oddities = [.unknownMessage]
    }
    return reading
  }
}
