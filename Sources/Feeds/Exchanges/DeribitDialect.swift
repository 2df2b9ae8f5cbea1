import Liquidations

/// Deribit's public channels. A liquidation is a trade that is flagged as one; as a rule the flag comes
/// an hour later and by request (`DeribitTradesPlan`), but where it does come, it is taken.
struct DeribitDialect: Dialect {
  var contracts = Contracts([])

  var routes: [FeedURL] {
    [
      .socket("www.deribit.com", "/ws/api/v2"), .socket("streams.deribit.com", "/ws/api/v2"),
    ]
  }

  // The ticker comes every two seconds, which shows life often enough and is a price where there is no other.
  // One channel a message, since one that is refused can have those beside it refused.
  var batches: [[Topic]] {
    [
      [.required("trades.future.BTC.100ms")], [.required("ticker.BTC-PERPETUAL.agg2")],
      [.optional("trades.future.USDC.100ms")], [.optional("platform_state")],
    ]
  }

  var opening: [String] { [Self.call("set_heartbeat", #"{"interval":30}"#, id: 1)] }
  var patience: Duration { .seconds(90) }

  func subscription(_ topics: [Topic], id: Int) -> String {
    let names = topics.map { "\"\($0.name)\"" }.joined(separator: ",")
    return Self.call("subscribe", #"{"channels":[\#(names)]}"#, id: id)
  }

  private static func call(_ method: String, _ parameters: String, id: Int) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"public/\#(method)","params":\#(parameters)}"#
  }

  func read(_ message: [UInt8], now: Int64) -> Reading {
    guard let json = JSON(message) else { return .odd(.notJSON) }
    var reading = Reading()
    switch json["method"]?.string {
    case "heartbeat":
      let isTest = json["params"]?["type"]?.string == "test_request"
      reading.answer = isTest ? Self.call("test", "{}", id: 2) : nil
    case "subscription": read(push: json["params"], into: &reading, now: now)
    case nil: read(reply: json, into: &reading)
    default: reading.oddities = [.unknownMessage]
    }
    return reading
  }

  private func read(push: JSON?, into reading: inout Reading, now: Int64) {
    let channel = push?["channel"]?.string ?? ""
    guard let data = push?["data"] else {
      reading.oddities = [.field]
      return
    }
    if channel.hasPrefix("trades.future.") {
      reading.isCanary = true
      reading.take(liquidations(among: data.elements, now: now))
    } else if channel.hasPrefix("ticker.") {
      reading.take(price: data["last_price"], sent: data["timestamp"])
    } else if channel == "platform_state" {
      if data["maintenance"]?.truth == true { reading.notice = .maintenance }
    } else {
      reading.oddities = [.unknownMessage]
    }
  }

  private func read(reply json: JSON, into reading: inout Reading) {
    let id = json["id"]?.integer.flatMap { Int(exactly: $0) }
    if let error = json["error"] {
      let code = error["code"]?.integer ?? 0
      let reason = error["data"]?["reason"]?.string ?? error["message"]?.string ?? ""
      reading.replies = [.refused(id, "\(code) \(reason)")]
      if code == 11_051 { reading.notice = .maintenance }
      if code == 10_028 { reading.notice = .tooFast }
    } else if let result = json["result"], let id {
      guard result.isArray else { return }
      // A channel that is refused may only be missing here.
      let channels = result.elements.compactMap(\.string).map { Reading.Reply.acceptedTopic($0) }
      reading.replies = channels + [.refused(id, "not among the channels of the answer")]
    } else {
      reading.oddities = [.unknownMessage]
    }
  }
}

// MARK: - Trades

extension DeribitDialect {
  /// The liquidations among trades of a message, or of a request's answer.
  func liquidations(among trades: [JSON], now: Int64) -> RowReader {
    var rows = RowReader(.deribit, now: now, hasUniqueKeys: true)
    for trade in trades {
      guard trade.isObject else {
        rows.note(.field)
        continue
      }
      guard let flag = trade["liquidation"] else { continue }
      // The channel of what is paid in USDC has all coins.
      if let name = trade["instrument_name"]?.word, !Self.isBitcoin(name) { continue }
      do throws(Oddity) {
        for side in try Self.sides(flag.word, direction: trade.text("direction")) {
          rows.take { () throws(Oddity) in try row(trade, side) }
        }
      } catch {
        rows.note(error)
      }
    }
    return rows
  }

  private static func isBitcoin(_ name: String) -> Bool {
    name.hasPrefix("BTC-") || name.hasPrefix("BTC_")
  }

  private func row(_ trade: JSON, _ side: Side) throws(Oddity) -> Row {
    let name = try trade.text("instrument_name")
    guard let contract = contracts[name] ?? Self.contract(name) else { throw .instrument }
    let id = try trade.text("trade_id")
    guard !id.isEmpty else { throw .field }
    return Row(
      contract: contract, side: side, milliseconds: try trade.time("timestamp"),
      quantity: try trade.amount("amount"), price: try trade.amount("price"),
      key: "\(name)|\(id)|\(side.name)")
  }

  /// Whose positions were closed: `T` the taker's, `M` the maker's, `MT` both; `direction` is the
  /// taker's.
  private static func sides(_ flag: String?, direction: String) throws(Oddity) -> [Side] {
    guard direction == "sell" || direction == "buy" else { throw .side }
    let takers: Side = direction == "sell" ? .long : .short
    let makers: Side = direction == "sell" ? .short : .long
    switch flag {
    case "T": return [takers]
    case "M": return [makers]
    case "MT", "TM": return [.long, .short]
    default: throw .side
    }
  }

  /// What a name says of a contract, which is all that has to be known of one here.
  static func contract(_ name: String) -> Contract? {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, isTerm(parts[1]) else { return nil }
    return switch parts[0] {
    case "BTC": Contract(name, .inverse)
    case "BTC_USDC": Contract(name, .linear)
    default: nil
    }
  }

  /// `PERPETUAL`, or a date such as `25DEC26` or `4DEC26`.
  private static func isTerm(_ text: Substring) -> Bool {
    let isDate =
      (6...7).contains(text.utf8.count)
      && text.utf8.suffix(5).prefix(3).allSatisfy { (0x41...0x5a).contains($0) }
    return text == "PERPETUAL" || isDate
  }
}
