import NIOCore
import NIOHTTP1

/// Answers the exchanges' requests: with their lists of contracts, and with nothing that was before.
final class RequestHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let server: ExchangeServer
  private var head: HTTPRequestHead?

  init(_ server: ExchangeServer) {
    self.server = server
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      server.note(ExchangeServer.path(head))
    case .body: break
    case .end: if let head { answer(ExchangeServer.path(head), context) }
    }
  }

  private func answer(_ path: String, _ context: ChannelHandlerContext) {
    switch server.stage(of: path) {
    case .refusal(let status, let headers, let body):
      send(status, headers, body, context)
    case .noAnswer, .silence: break
    case .noCanary, .noSubscription, nil:
      let body = server.body(of: path) ?? Self.body(path)
      send(body == nil ? 404 : 200, [:], body ?? "", context)
    }
  }

  private func send(
    _ status: Int, _ headers: [String: String], _ body: String, _ context: ChannelHandlerContext
  ) {
    var fields = HTTPHeaders(headers.map { ($0.key, $0.value) })
    fields.add(name: "Content-Length", value: "\(body.utf8.count)")
    let head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: fields)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }

  private static func body(_ path: String) -> String? {
    switch true {
    case path.contains("fapi/v1/exchangeInfo"):
      #"{"symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","#
        + #""quoteAsset":"USDT","contractType":"PERPETUAL"}]}"#
    case path.contains("dapi/v1/exchangeInfo"):
      #"{"symbols":[{"symbol":"BTCUSD_PERP","contractStatus":"TRADING","contractSize":100,"#
        + #""baseAsset":"BTC","quoteAsset":"USD","contractType":"PERPETUAL"}]}"#
    case path.contains("instruments-info"):
      #"{"retCode":0,"result":{"list":[{"symbol":"BTCUSDT","contractType":"LinearPerpetual","#
        + #""status":"Trading","baseCoin":"BTC"},{"symbol":"BTCUSD","#
        + #""contractType":"InversePerpetual","status":"Trading","baseCoin":"BTC"}],"#
        + #""nextPageCursor":""}}"#
    case path.contains("public/instruments"):
      #"{"code":"0","msg":"","data":[{"instType":"SWAP","instId":"BTC-USDT-SWAP","#
        + #""instFamily":"BTC-USDT","uly":"BTC-USDT","ctVal":"0.01","ctMult":"1","#
        + #""ctValCcy":"BTC","ctType":"linear","state":"live"}]}"#
    case path.contains("liquidation-orders"): #"{"code":"0","msg":"","data":[]}"#
    case path.contains("get_instruments"):
      #"{"jsonrpc":"2.0","result":[{"instrument_name":"BTC-PERPETUAL","base_currency":"BTC","#
        + #""instrument_type":"reversed","is_active":true,"contract_size":10.0}]}"#
    case path.contains("get_last_trades"):
      // Deribit is never without a trade for long.
      #"{"jsonrpc":"2.0","result":{"has_more":false,"trades":[{"timestamp":\#(start(path)),"#
        + #""instrument_name":"BTC-PERPETUAL","trade_id":"1","direction":"buy","amount":10,"#
        + #""price":90000}]}}"#
    case path.contains("api/v3/klines"):
      "[\(DailyCandle.all(path).map(\.ofBinance).joined(separator: ","))]"
    case path.contains("history-candles"):
      #"{"code":"0","msg":"","data":["#
        + DailyCandle.all(path).reversed().map(\.ofOKX).joined(separator: ",") + "]}"
    default: nil
    }
  }

  /// From when on trades are asked for.
  private static func start(_ path: String) -> String {
    let name = "start_timestamp="
    let part = path.split(separator: "&").first { $0.hasPrefix(name) }
    return part.map { String($0.dropFirst(name.count)) } ?? "0"
  }
}
