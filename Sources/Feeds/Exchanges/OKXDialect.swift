import Liquidations

/// OKX's public channel, which sends the liquidations of all coins, and not all of them.
struct OKXDialect: Dialect {
  var contracts = Contracts([])

  // The port is what the documents say; in some networks only 443 leads anywhere.
  var routes: [FeedURL] {
    [
      .socket("ws.okx.com", port: 8_443, "/ws/v5/public"), .socket("ws.okx.com", "/ws/v5/public"),
    ]
  }

  private static let canary = "tickers:BTC-USDT-SWAP"

  var batches: [[Topic]] {
    [
      [
        .required("liquidation-orders:SWAP"), .required("liquidation-orders:FUTURES"),
        .required(Self.canary),
      ]
    ]
  }

  var ping: String? { "ping" }
  var patience: Duration { .seconds(45) }

  func subscription(_ topics: [Topic], id: Int) -> String {
    let arguments = topics.map { topic in
      let parts = topic.name.split(separator: ":", maxSplits: 1)
      let key = parts[0] == "tickers" ? "instId" : "instType"
      return #"{"channel":"\#(parts[0])","\#(key)":"\#(parts[1])"}"#
    }
    return #"{"id":"\#(id)","op":"subscribe","args":[\#(arguments.joined(separator: ","))]}"#
  }

  func read(_ message: [UInt8], now: Int64) -> Reading {
    if message.elementsEqual("pong".utf8) { return Reading() }
    guard let json = JSON(message) else { return .odd(.notJSON) }
    if let event = json["event"]?.string { return notice(event, json) }
    switch json["arg"]?["channel"]?.string {
    case "liquidation-orders": return liquidations(json["data"], now: now)
    case "tickers":
      var reading = Reading()
      let ticker = json["data"]?.elements.first
      reading.take(price: ticker?["last"], sent: ticker?["ts"])
      return reading
    default: return .odd(.unknownMessage)
    }
  }

  private func notice(_ event: String, _ json: JSON) -> Reading {
    var reading = Reading()
    let code = json["code"]?.word
    switch event {
    case "subscribe":
      let argument = json["arg"]
      let channel = argument?["channel"]?.string ?? ""
      let of = argument?["instType"]?.string ?? argument?["instId"]?.string ?? ""
      reading.replies = [.acceptedTopic("\(channel):\(of)")]
    case "error":
      let id = json["id"]?.integer.flatMap { Int(exactly: $0) }
      reading.replies = [.refused(id, "\(code ?? "") \(json["msg"]?.string ?? "")")]
      if code == "60014" { reading.notice = .tooFast }
    case "notice": if code == "64008" { reading.notice = .closingSoon }
    case "channel-conn-count", "unsubscribe": break
    default: reading.oddities = [.unknownMessage]
    }
    return reading
  }
}

// MARK: - Rows

extension OKXDialect {
  /// Reads the blocks of a message, or of a request's answer: each of one contract.
  func liquidations(_ data: JSON?, now: Int64) -> Reading {
    guard let data, data.isArray else { return .odd(.field) }
    var reading = Reading()
    var rows = RowReader(.okx, now: now)
    for block in data.elements {
      guard let name = block["instId"]?.word else {
        rows.note(.field)
        continue
      }
      // The channel can't be narrowed to a coin.
      guard name.hasPrefix("BTC-") else { continue }
      guard let details = block["details"], details.isArray else {
        rows.note(.field)
        continue
      }
      let contract = contract(name)
      if contract == nil { reading.hasUnknownContract = true }
      for row in details.elements { read(row, of: contract, &rows) }
    }
    reading.take(rows)
    return reading
  }

  private func read(_ json: JSON, of contract: Contract?, _ rows: inout RowReader) {
    var contradicts = false
    rows.take { () throws(Oddity) in
      guard let contract else { throw .instrument }
      let (position, order) = (try json.text("posSide"), try json.text("side"))
      let (time, size, price) = (
        try json.time("ts"), try json.amount("sz"), try json.amount("bkPx")
      )
      let (side, isClear) = try Self.side(position: position, order: order)
      contradicts = !isClear
      return Row(
        contract: contract, side: side, milliseconds: time, quantity: size,
        price: price,
        key: "\(contract.name)|\(time)|\(position)|\(order)|\(size)|\(price)")
    }
    if contradicts { rows.note(.contradiction) }
  }

  /// The side of the position, and whether both words agree; if they don't, the position's is surer.
  private static func side(
    position: String, order: String
  ) throws(Oddity) -> (side: Side, isClear: Bool) {
    let closed: Side
    switch order {
    case "sell": closed = .long
    case "buy": closed = .short
    default: throw .side
    }
    switch position {
    case "net": return (closed, true)
    case "long": return (.long, closed == .long)
    case "short": return (.short, closed == .short)
    default: throw .side
    }
  }

  /// By the list; while it can't be had, only what has been the same for years.
  private func contract(_ name: String) -> Contract? {
    contracts[name] ?? (contracts.isListed ? nil : Self.withoutList(name))
  }

  static func withoutList(_ name: String) -> Contract? {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "BTC", isTerm(parts[2]) else { return nil }
    return switch parts[1] {
    case "USDT": Contract(name, .linear, size: 0.01, family: "BTC-USDT")
    case "USD": Contract(name, .inverse, size: 100, family: "BTC-USD")
    default: nil
    }
  }

  private static func isTerm(_ text: Substring) -> Bool {
    text == "SWAP" || text.utf8.count == 6 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
