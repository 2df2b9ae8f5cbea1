import Liquidations

/// OKX's side of a connection: the liquidations of all coins, of which those of Bitcoin are real enough.
struct OKXPeer: DemoPeer {
  private struct Argument: Decodable, Hashable {
    let channel: String
    let instType: String?
    let instId: String?
  }

  private struct Request: Decodable {
    let id: String?
    let op: String
    let args: [Argument]?
  }

  /// What is subscribed to, or could be.
  private enum Channel: Hashable {
    case liquidations(isSwap: Bool)
    case ticker(String)
  }

  private static let mostSubscriptions = 480
  /// The first message may hold what happened before.
  private static let old: Int64 = 5_000

  let pace: Int64 = 500
  let patience: (milliseconds: Int64, code: Int)? = (30_000, 4_004)

  private let tape: DemoTape
  private var channels: Set<Channel> = []
  /// Subscriptions in the hour, counted since when.
  private var asked: (since: Int64, count: Int) = (0, 0)

  init(_ tape: DemoTape) { self.tape = tape }

  mutating func answer(_ message: String, at now: Int64) -> [DemoAction] {
    if message == "ping" { return [.send("pong")] }
    guard let request = decoded(Request.self, message), let arguments = request.args else {
      return [Self.error(nil, 60_012, "Invalid request: \(message)")]
    }
    let isID = request.id.map(Self.isID) ?? true
    guard isID else { return [Self.error(nil, 60_012, "Invalid request: id")] }
    if now - asked.since >= 3_600_000 { asked = (now, 0) }
    asked.count += 1
    guard asked.count <= Self.mostSubscriptions else {
      return [Self.error(request.id, 60_014, "Requests too frequent")]
    }
    guard request.op == "subscribe" || request.op == "unsubscribe" else {
      return [Self.error(request.id, 60_019, "Invalid op: \(request.op)")]
    }
    return arguments.flatMap { take($0, request, at: now) }
  }

  private mutating func take(
    _ argument: Argument, _ request: Request, at now: Int64
  ) -> [DemoAction] {
    guard let channel = channel(argument, at: now) else {
      return [
        Self.error(request.id, 60_018, "Wrong URL or channel:\(argument.channel) doesn't exist")
      ]
    }
    let isNew = request.op == "subscribe" && channels.insert(channel).inserted
    if request.op == "unsubscribe" { channels.remove(channel) }
    let of =
      switch channel {
      case .liquidations(let isSwap): #""instType":"\#(isSwap ? "SWAP" : "FUTURES")""#
      case .ticker(let name): #""instId":"\#(name)""#
      }
    let id = request.id.map { #""id":\#(quoted($0)),"# } ?? ""
    let reply = DemoAction.send(
      #"{\#(id)"event":"\#(request.op)","arg":{"channel":\#(quoted(argument.channel)),\#(of)},"#
        + #""connId":"demo"}"#)
    guard isNew, case .liquidations(let isSwap) = channel else { return [reply] }
    return [reply] + liquidations(max(now - Self.old, 0)..<(now - now % pace), isSwap: isSwap)
  }

  private func channel(_ argument: Argument, at now: Int64) -> Channel? {
    switch (argument.channel, argument.instType, argument.instId) {
    case ("liquidation-orders", "SWAP", _): .liquidations(isSwap: true)
    case ("liquidation-orders", "FUTURES", _): .liquidations(isSwap: false)
    case ("tickers", _, let name?)
    where DemoContract.all(of: .okx, on: Day(millisecondsSinceEpoch: now)).contains {
      $0.name == name
    }: .ticker(name)
    default: nil
    }
  }

  /// 1 to 32 letters and digits.
  private static func isID(_ text: String) -> Bool {
    (1...32).contains(text.utf8.count)
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  private static func error(_ id: String?, _ code: Int, _ words: String) -> DemoAction {
    let id = id.map { #""id":\#(quoted($0)),"# } ?? ""
    return .send(
      #"{\#(id)"event":"error","code":"\#(code)","msg":\#(quoted(words)),"connId":"demo"}"#)
  }
}

// MARK: - What it tells

extension OKXPeer {
  mutating func tell(_ span: Range<Int64>) -> [DemoAction] {
    var actions: [DemoAction] = []
    for isSwap in [true, false] where channels.contains(.liquidations(isSwap: isSwap)) {
      actions += liquidations(span, isSwap: isSwap)
    }
    return actions + tickers(span)
  }

  private func liquidations(_ span: Range<Int64>, isSwap: Bool) -> [DemoAction] {
    guard !span.isEmpty else { return [] }
    let orders = tape.orders(of: .okx, in: span).filter { ($0.contract.end == nil) == isSwap }
    var blocks = OKXText.blocks(orders)
    // Someone else's coin, now and then: the channel can't be narrowed.
    if isSwap, span.passes(10_000) { blocks.append(OKXText.otherCoin(at: span.upperBound - 1)) }
    guard !blocks.isEmpty else { return [] }
    return [
      .send(
        #"{"arg":{"channel":"liquidation-orders","instType":"\#(isSwap ? "SWAP" : "FUTURES")"},"#
          + #""data":[\#(blocks.joined(separator: ","))]}"#)
    ]
  }

  private func tickers(_ span: Range<Int64>) -> [DemoAction] {
    guard span.passes(1_000) else { return [] }
    let names = channels.compactMap { if case .ticker(let name) = $0 { name } else { nil } }
    let price = decimal(tape.prices.tick(at: span.upperBound), places: 1)
    return names.sorted().map { name in
      .send(
        #"{"arg":{"channel":"tickers","instId":"\#(name)"},"data":[{"instId":"\#(name)","#
          + #""last":"\#(price)","askPx":"\#(price)","bidPx":"\#(price)","#
          + #""ts":"\#(span.upperBound)"}]}"#)
    }
  }
}

/// How OKX writes liquidations, on a connection and in answers alike.
enum OKXText {
  /// A block for each contract, with its rows newest first.
  static func blocks(_ orders: [DemoOrder]) -> [String] {
    Dictionary(grouping: orders, by: \.contract).sorted { $0.key.name < $1.key.name }.map {
      block($0.key, $0.value.sorted { DemoOrder.precedes($1, $0) }.map(row))
    }
  }

  private static func block(_ contract: DemoContract, _ rows: [String]) -> String {
    let kind = contract.end == nil ? "SWAP" : "FUTURES"
    return #"{"details":[\#(rows.joined(separator: ","))],"instFamily":"\#(contract.family)","#
      + #""instId":"\#(contract.name)","instType":"\#(kind)","totalLoss":"0","#
      + #""uly":"\#(contract.family)"}"#
  }

  /// Accounts hold positions by side or net.
  private static func row(_ order: DemoOrder) -> String {
    let isLong = order.side == .long
    let position = order.number % 3 == 0 ? "net" : isLong ? "long" : "short"
    return #"{"bkLoss":"0","bkPx":"\#(order.priceText)","ccy":"","posSide":"\#(position)","#
      + #""side":"\#(isLong ? "sell" : "buy")","sz":"\#(order.quantity)","#
      + #""ts":"\#(order.milliseconds)"}"#
  }

  static func otherCoin(at time: Int64) -> String {
    #"{"details":[{"bkLoss":"0","bkPx":"3050.15","ccy":"","posSide":"net","side":"buy","#
      + #""sz":"1.2","ts":"\#(time)"}],"instFamily":"ETH-USDT","instId":"ETH-USDT-SWAP","#
      + #""instType":"SWAP","totalLoss":"0","uly":"ETH-USDT"}"#
  }
}
