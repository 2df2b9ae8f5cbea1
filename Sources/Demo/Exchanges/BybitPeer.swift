import Feeds
import Liquidations

/// Bybit's side of a connection: every liquidation, twice a second.
struct BybitPeer: DemoPeer {
  private struct Request: Decodable {
    let op: String
    let args: [String]?
    let req_id: String?
  }

  private static let mostTopics = 200

  let pace: Int64 = 500
  let patience: (milliseconds: Int64, code: Int)? = (600_000, 1_000)

  private let feed: Feed
  private let tape: DemoTape
  private var topics: Set<String> = []
  /// The prices that were told last, by contract: only what changes is told again.
  private var ticks: [String: Int] = [:]

  /// - Parameter feed: `bybitLinear` or `bybitInverse`.
  init(_ feed: Feed, _ tape: DemoTape) {
    self.feed = feed
    self.tape = tape
  }

  mutating func answer(_ message: String, at now: Int64) -> [DemoAction] {
    guard let request = decoded(Request.self, message) else {
      return [reply("", id: "", refusal: "error:invalid request")]
    }
    let id = request.req_id ?? ""
    let names = request.args ?? []
    switch request.op {
    case "ping": return [reply("ping", id: id, words: "pong")]
    case "subscribe":
      // One that is unknown has the others refused, too.
      if let bad = names.first(where: { !isTopic($0, at: now) }) {
        return [reply("subscribe", id: id, refusal: "error:handler not found,topic:\(bad)")]
      }
      guard topics.union(names).count <= Self.mostTopics else {
        return [reply("subscribe", id: id, refusal: "error:too many topics")]
      }
      topics.formUnion(names)
    case "unsubscribe": topics.subtract(names)
    default: return [reply(request.op, id: id, refusal: "error:unknown op")]
    }
    return [reply(request.op, id: id)]
  }

  private func contracts(at now: Int64) -> [DemoContract] {
    DemoContract.all(of: .bybit, on: Day(millisecondsSinceEpoch: now)).filter { $0.feed == feed }
  }

  private func isTopic(_ name: String, at now: Int64) -> Bool {
    contracts(at: now).contains { contract in
      name == "allLiquidation.\(contract.name)" || name == "tickers.\(contract.name)"
    }
  }

  private func reply(
    _ op: String, id: String, words: String = "", refusal: String? = nil
  ) -> DemoAction {
    .send(
      #"{"success":\#(refusal == nil),"ret_msg":\#(quoted(refusal ?? words)),"#
        + #""conn_id":"demo","req_id":\#(quoted(id)),"op":\#(quoted(op))}"#)
  }

  mutating func tell(_ span: Range<Int64>) -> [DemoAction] {
    guard !topics.isEmpty else { return [] }
    let orders = tape.orders(of: .bybit, in: span).filter {
      topics.contains("allLiquidation.\($0.contract.name)") && $0.contract.feed == feed
    }
    let groups = Dictionary(grouping: orders, by: \.contract.name)
    return groups.sorted { $0.key < $1.key }.map { name, orders in
      .send(
        #"{"topic":"allLiquidation.\#(name)","type":"snapshot","ts":\#(span.upperBound),"#
          + #""data":[\#(orders.map(Self.text).joined(separator: ","))]}"#)
    } + tickers(span)
  }

  private mutating func tickers(_ span: Range<Int64>) -> [DemoAction] {
    guard span.passes(1_000) else { return [] }
    var actions: [DemoAction] = []
    let tick = tape.prices.tick(at: span.upperBound)
    for contract in contracts(at: span.upperBound)
    where topics.contains("tickers.\(contract.name)") {
      let old = ticks.updateValue(tick, forKey: contract.name)
      let price = decimal(tick, places: 1)
      let last = old == tick ? "" : #","lastPrice":"\#(price)","markPrice":"\#(price)""#
      actions.append(
        .send(
          #"{"topic":"tickers.\#(contract.name)","type":"\#(old == nil ? "snapshot" : "delta")","#
            + #""data":{"symbol":"\#(contract.name)"\#(last)},"ts":\#(span.upperBound)}"#))
    }
    return actions
  }

  /// `S` is the side of the position here.
  private static func text(_ order: DemoOrder) -> String {
    #"{"T":\#(order.milliseconds),"s":"\#(order.contract.name)","#
      + #""S":"\#(order.side == .long ? "Buy" : "Sell")","v":"\#(order.quantity)","#
      + #""p":"\#(order.priceText)"}"#
  }
}
