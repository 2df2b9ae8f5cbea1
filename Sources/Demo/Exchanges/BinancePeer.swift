import Feeds
import Liquidations

/// Binance's side of a connection: of each contract and second one liquidation at most.
struct BinancePeer: DemoPeer {
  private struct Request: Decodable {
    let method: String
    let params: [String]?
    let id: Int?
  }

  private static let mostStreams = 200

  let pace: Int64 = 1_000
  let life: Int64? = 24 * 3_600_000
  let sendsPings = true

  private let feed: Feed
  private let tape: DemoTape
  /// Whether what is told is wrapped, with its stream's name.
  private let isCombined: Bool
  /// The old address of USD-M takes every subscription and sends nothing.
  private let isSilent: Bool
  private var streams: Set<String>

  /// Nil if it doesn't listen there.
  init?(_ path: String, _ query: String, _ tape: DemoTape) {
    var parts = path.split(separator: "/").map(String.init)[...]
    switch parts.popFirst() {
    case "fstream.binance.com": feed = .binanceUSDM
    case "dstream.binance.com": feed = .binanceCOINM
    default: return nil
    }
    let isRouted = parts.first == "market"
    if isRouted { parts.removeFirst() }
    switch parts.popFirst() {
    case "ws":
      isCombined = false
      streams = Set(parts.prefix(Self.mostStreams))
    case "stream" where parts.isEmpty:
      isCombined = true
      let names = query.hasPrefix("streams=") ? query.dropFirst(8) : ""
      streams = Set(names.split(separator: "/").prefix(Self.mostStreams).map(String.init))
    default: return nil
    }
    isSilent = feed == .binanceUSDM && !isRouted
    self.tape = tape
  }

  mutating func answer(_ message: String, at now: Int64) -> [DemoAction] {
    guard let request = decoded(Request.self, message) else {
      return [.send(#"{"code":3,"msg":"Invalid JSON or request"}"#)]
    }
    let id = request.id.map(String.init) ?? "null"
    let names = request.params ?? []
    switch request.method {
    case "SUBSCRIBE":
      guard streams.union(names).count <= Self.mostStreams else {
        return [.send(#"{"code":2,"msg":"Invalid request: too many streams","id":\#(id)}"#)]
      }
      streams.formUnion(names)
    case "UNSUBSCRIBE": streams.subtract(names)
    case "LIST_SUBSCRIPTIONS":
      let list = streams.sorted().map(quoted).joined(separator: ",")
      return [.send(#"{"result":[\#(list)],"id":\#(id)}"#)]
    default:
      return [.send(#"{"code":2,"msg":"Invalid request: unknown method","id":\#(id)}"#)]
    }
    return [.send(#"{"result":null,"id":\#(id)}"#)]
  }

  mutating func tell(_ span: Range<Int64>) -> [DemoAction] {
    guard !isSilent, !streams.isEmpty else { return [] }
    let orders = tape.orders(of: .binance, in: span).filter { $0.contract.feed == feed }
    return orders.compactMap { order in
      send(Self.text(order), stream: "\(order.contract.name.lowercased())@forceOrder")
    } + marks(span)
  }

  private func marks(_ span: Range<Int64>) -> [DemoAction] {
    let day = Day(millisecondsSinceEpoch: span.upperBound)
    return DemoContract.all(of: .binance, on: day).filter { $0.feed == feed }.flatMap { contract in
      let name = "\(contract.name.lowercased())@markPrice"
      let wanted = [span.passes(1_000) ? "\(name)@1s" : nil, span.passes(3_000) ? name : nil]
      return wanted.compactMap(\.self).filter { streams.contains($0) }.compactMap { stream in
        send(
          Self.mark(contract, tape.prices.tick(at: span.upperBound), span.upperBound),
          stream: stream)
      }
    }
  }

  /// What a stream tells; nil if it wasn't subscribed to.
  private func send(_ text: String, stream: String) -> DemoAction? {
    guard streams.contains(stream) else { return nil }
    return .send(isCombined ? #"{"stream":\#(quoted(stream)),"data":\#(text)}"# : text)
  }

  private static func text(_ order: DemoOrder) -> String {
    let (name, time, quantity) = (order.contract.name, order.milliseconds, order.quantity)
    let pair = order.contract.feed == .binanceCOINM ? #""ps":"BTCUSD","# : ""
    // The order that closes a long sells; its limit lies beyond what was paid.
    let isLong = order.side == .long
    let limit = decimal(order.tick + order.tick / (isLong ? -200 : 200), places: 1)
    return #"{"e":"forceOrder","E":\#(time + 2),"o":{"s":"\#(name)",\#(pair)"#
      + #""S":"\#(isLong ? "SELL" : "BUY")","o":"LIMIT","f":"IOC","q":"\#(quantity)","#
      + #""p":"\#(limit)","ap":"\#(order.priceText)","X":"FILLED","l":"\#(quantity)","#
      + #""z":"\#(quantity)","T":\#(time)}}"#
  }

  private static func mark(_ contract: DemoContract, _ tick: Int, _ time: Int64) -> String {
    let price = decimal(tick, places: 1)
    return #"{"e":"markPriceUpdate","E":\#(time),"s":"\#(contract.name)","p":"\#(price)","#
      + #""i":"\#(price)","P":"\#(price)","r":"0.00010000","T":\#(time + 3_600_000)}"#
  }
}
