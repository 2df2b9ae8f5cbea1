import Liquidations

/// Deribit's side of a connection: trades, none of which is flagged, since flags come an hour later
/// and by request.
struct DeribitPeer: DemoPeer {
  private struct Request: Decodable {
    struct Parameters: Decodable {
      let channels: [String]?
      let interval: Int?
    }

    let id: Int?
    let method: String
    let params: Parameters?
  }

  private static let known: Set<String> = Set(
    ["BTC", "USDC"].flatMap { ["trades.future.\($0).100ms", "trades.future.\($0).agg2"] }
      + ["ticker.BTC-PERPETUAL.100ms", "ticker.BTC-PERPETUAL.agg2", "platform_state"])
  private static let shortestInterval = 10
  /// A test that isn't answered for so long ends the connection, in milliseconds.
  private static let testLimit: Int64 = 10_000

  let pace: Int64 = 500

  private let tape: DemoTape
  private var channels: Set<String> = []
  /// Between heartbeats, in milliseconds, once they are asked for.
  private var interval: Int64?
  private var beaten: Int64 = 0
  /// When the test was sent that isn't answered yet.
  private var tested: Int64?

  init(_ tape: DemoTape) { self.tape = tape }

  mutating func answer(_ message: String, at now: Int64) -> [DemoAction] {
    guard let request = decoded(Request.self, message) else {
      return [Self.error(nil, -32_700, "Parse error", "not a request", at: now)]
    }
    switch request.method {
    case "public/set_heartbeat":
      guard let seconds = request.params?.interval,
        (Self.shortestInterval...3_600).contains(seconds)
      else {
        return [refusal(request, "interval must be 10 or more", at: now)]
      }
      interval = Int64(seconds) * 1_000
      beaten = now
      return [Self.result(#""ok""#, request.id, at: now)]
    case "public/disable_heartbeat":
      interval = nil
      return [Self.result(#""ok""#, request.id, at: now)]
    case "public/test":
      tested = nil
      return [Self.result(#"{"version":"demo"}"#, request.id, at: now)]
    case "public/subscribe": return subscribe(request, at: now)
    case "public/unsubscribe":
      channels.subtract(request.params?.channels ?? [])
      return [Self.result(Self.list(request.params?.channels ?? []), request.id, at: now)]
    default: return [Self.error(request.id, -32_601, "Method not found", request.method, at: now)]
    }
  }

  private mutating func subscribe(_ request: Request, at now: Int64) -> [DemoAction] {
    let names = request.params?.channels ?? []
    guard !names.isEmpty else { return [refusal(request, "channels are missing", at: now)] }
    if names.contains(where: { $0.hasSuffix(".raw") }) {
      let words = "raw_subscriptions_not_available_for_unauthorized"
      return [Self.error(request.id, 13_778, words, words, at: now)]
    }
    // One that is unknown has the others refused, too.
    guard let bad = names.first(where: { !Self.known.contains($0) }) else {
      channels.formUnion(names)
      return [Self.result(Self.list(names), request.id, at: now)]
    }
    return [refusal(request, "unrecognized channel \(bad)", at: now)]
  }

  mutating func wait(at now: Int64) -> [DemoAction] {
    guard let interval else { return [] }
    if let tested, now - tested >= Self.testLimit { return [.close(1_000)] }
    guard now - beaten >= interval else { return [] }
    beaten = now
    tested = tested ?? now
    return ["heartbeat", "test_request"].map { kind in
      .send(#"{"jsonrpc":"2.0","method":"heartbeat","params":{"type":"\#(kind)"}}"#)
    }
  }
}

// MARK: - Texts

extension DeribitPeer {
  mutating func tell(_ span: Range<Int64>) -> [DemoAction] {
    trades(span) + ticker(span)
  }

  private func trades(_ span: Range<Int64>) -> [DemoAction] {
    let wanted = channels.filter { $0.hasPrefix("trades.") }.sorted()
    guard !wanted.isEmpty else { return [] }
    let trades = Dictionary(grouping: tape.trades(in: span), by: \.currency)
    return wanted.compactMap { channel in
      guard let trades = trades[channel.contains(".USDC.") ? "USDC" : "BTC"] else { return nil }
      let rows = trades.map { DeribitText.row($0, isFlagged: false) }
      return Self.push(channel, "[\(rows.joined(separator: ","))]")
    }
  }

  private func ticker(_ span: Range<Int64>) -> [DemoAction] {
    let price = decimal(tape.prices.tick(at: span.upperBound), places: 1)
    let channels = channels.filter {
      $0.hasPrefix("ticker.") && span.passes($0.hasSuffix(".agg2") ? 2_000 : 1_000)
    }
    return channels.sorted().map { channel in
      Self.push(
        channel,
        #"{"timestamp":\#(span.upperBound),"state":"open","instrument_name":"BTC-PERPETUAL","#
          + #""last_price":\#(price),"mark_price":\#(price),"index_price":\#(price)}"#)
    }
  }

  private static func push(_ channel: String, _ data: String) -> DemoAction {
    .send(
      #"{"jsonrpc":"2.0","method":"subscription","params":{"channel":\#(quoted(channel)),"#
        + #""data":\#(data)}}"#)
  }

  private func refusal(_ request: Request, _ reason: String, at now: Int64) -> DemoAction {
    Self.error(request.id, -32_602, "Invalid params", reason, at: now)
  }

  private static func list(_ names: [String]) -> String {
    "[\(names.map(quoted).joined(separator: ","))]"
  }

  private static func result(_ result: String, _ id: Int?, at now: Int64) -> DemoAction {
    .send(DeribitText.envelope(#""result":\#(result)"#, id: id, at: now))
  }

  private static func error(
    _ id: Int?, _ code: Int, _ words: String, _ reason: String, at now: Int64
  ) -> DemoAction {
    .send(DeribitText.envelope(DeribitText.error(code, words, reason), id: id, at: now))
  }
}

/// How Deribit writes, on a connection and in answers alike.
enum DeribitText {
  /// An answer with its times; `usIn` is Deribit's clock.
  static func envelope(_ content: String, id: Int? = nil, at now: Int64) -> String {
    let id = id.map { #""id":\#($0),"# } ?? ""
    return #"{"jsonrpc":"2.0",\#(id)\#(content),"usIn":\#(now * 1_000),"#
      + #""usOut":\#(now * 1_000 + 90),"usDiff":90,"testnet":false}"#
  }

  static func error(_ code: Int, _ words: String, _ reason: String) -> String {
    #""error":{"code":\#(code),"message":\#(quoted(words)),"#
      + #""data":{"reason":\#(quoted(reason)),"param":"channels"}}"#
  }

  static func row(_ trade: DemoTrade, isFlagged: Bool) -> String {
    let price = decimal(trade.tick, places: 1)
    let flag = isFlagged ? trade.flag.map { #","liquidation":"\#($0)""# } ?? "" : ""
    return
      #"{"timestamp":\#(trade.milliseconds),"price":\#(price),"amount":\#(number(trade.amount)),"#
      + #""direction":"\#(trade.isSell ? "sell" : "buy")","index_price":\#(price),"#
      + #""instrument_name":"\#(trade.name)","trade_seq":\#(trade.id),"mark_price":\#(price),"#
      + #""tick_direction":\#(trade.id % 4),"contracts":\#(number(trade.amount)),"#
      + #""trade_id":"\#(trade.id)"\#(flag)}"#
  }

  /// Numbers come in either form, such as `1.25e4`.
  private static func number(_ text: String) -> String {
    guard text.utf8.count >= 4, !text.contains(".") else { return text }
    return "\(text.prefix(1)).\(text.dropFirst())e\(text.utf8.count - 1)"
  }
}
