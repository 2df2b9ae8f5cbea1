import FoundationEssentials
import NIOConcurrencyHelpers
import NIOCore
import NIOWebSocket

/// One connection of an exchange, at the server's end.
final class PeerHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let server: ExchangeServer
  private let path: String
  private var timer: RepeatedTask?

  init(_ server: ExchangeServer, _ path: String) {
    self.server = server
    self.path = path
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let (key, channel) = (ObjectIdentifier(context.channel), context.channel)
    server.note(path)
    server.state.withLockedValue { state in
      state.sockets[key] = .init(channel: channel, path: path)
      state.opened[ExchangeServer.host(path), default: 0] += 1
    }
    server.look()
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    let key = ObjectIdentifier(context.channel)
    server.state.withLockedValue { $0.sockets[key] = nil }
    server.look()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text: take(String(buffer: frame.unmaskedData), context)
    case .connectionClose:
      let answer = WebSocketFrame(
        fin: true, opcode: .connectionClose, data: frame.unmaskedData)
      let channel = context.channel
      context.writeAndFlush(wrapOutboundOut(answer)).whenComplete { _ in
        channel.close(promise: nil)
      }
    default: break
    }
  }

  private func take(_ text: String, _ context: ChannelHandlerContext) {
    if case .silence = server.stage(of: path) { return }
    if text == "ping" { return ExchangeServer.send("pong", on: context.channel) }
    guard let asked = try? JSONDecoder().decode(Asked.self, from: Data(text.utf8)) else { return }
    if asked.isSubscription, case .noSubscription(let words) = server.stage(of: path) {
      return ExchangeServer.send(asked.refusal(path, words), on: context.channel)
    }
    let answers = asked.answers(path)
    for answer in answers { ExchangeServer.send(answer, on: context.channel) }
    guard asked.isSubscription else { return }
    let key = ObjectIdentifier(context.channel)
    server.state.withLockedValue { $0.sockets[key]?.isSubscribed = true }
    server.look()
    startCanaries(context)
  }

  private func startCanaries(_ context: ChannelHandlerContext) {
    guard timer == nil, let canary = Canary(path) else { return }
    let (server, path, channel) = (server, path, context.channel)
    timer = context.eventLoop.scheduleRepeatedTask(
      initialDelay: .zero, delay: .milliseconds(200)
    ) { _ in
      if case .noCanary = server.stage(of: path) { return }
      ExchangeServer.send(canary.text(at: milliseconds()), on: channel)
    }
  }
}

/// Since 1970-01-01T00:00Z.
public func milliseconds() -> Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }

/// A message of a client, as far as it matters.
private struct Asked: Decodable {
  struct Argument: Decodable {
    var channel: String?
    var instType: String?
    var instId: String?
    var name: String?

    private enum CodingKeys: CodingKey { case channel, instType, instId }

    init(from decoder: any Decoder) throws {
      if let text = try? decoder.singleValueContainer().decode(String.self) {
        name = text
        return
      }
      let container = try decoder.container(keyedBy: CodingKeys.self)
      channel = try container.decodeIfPresent(String.self, forKey: .channel)
      instType = try container.decodeIfPresent(String.self, forKey: .instType)
      instId = try container.decodeIfPresent(String.self, forKey: .instId)
    }
  }

  struct Parameters: Decodable {
    var channels: [String]?
  }

  var method: String?
  var op: String?
  var number: Int?
  var id: String?
  var reqID: String?
  var args: [Argument]?
  var channels: [String]?

  private enum CodingKeys: String, CodingKey {
    case method, op, id, args, params
    case reqID = "req_id"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    method = try container.decodeIfPresent(String.self, forKey: .method)
    op = try container.decodeIfPresent(String.self, forKey: .op)
    number = try? container.decode(Int.self, forKey: .id)
    id = try? container.decode(String.self, forKey: .id)
    reqID = try container.decodeIfPresent(String.self, forKey: .reqID)
    args = try? container.decode([Argument].self, forKey: .args)
    channels = (try? container.decode(Parameters.self, forKey: .params))?.channels
  }

  var isSubscription: Bool {
    method == "SUBSCRIBE" || op == "subscribe" || method == "public/subscribe"
  }

  /// The exchange's own form of a no.
  func refusal(_ path: String, _ words: String) -> String {
    switch (method, path.contains("okx")) {
    case ("SUBSCRIBE", _): #"{"code":2,"msg":"\#(words)","id":\#(number ?? 0)}"#
    case ("public/subscribe", _):
      #"{"jsonrpc":"2.0","id":\#(number ?? 0),"error":{"code":-32602,"#
        + #""message":"Invalid params","data":{"reason":"\#(words)","param":"channels"}}}"#
    case (_, true): #"{"id":"\#(id ?? "")","event":"error","code":"60018","msg":"\#(words)"}"#
    case (_, false):
      #"{"success":false,"ret_msg":"\#(words)","conn_id":"c","#
        + #""req_id":"\#(reqID ?? "")","op":"subscribe"}"#
    }
  }

  func answers(_ path: String) -> [String] {
    switch (method, op) {
    case ("SUBSCRIBE", _): return [#"{"result":null,"id":\#(number ?? 0)}"#]
    case ("public/subscribe", _):
      let names = (channels ?? []).map { "\"\($0)\"" }.joined(separator: ",")
      return [#"{"jsonrpc":"2.0","id":\#(number ?? 0),"result":[\#(names)]}"#]
    case (.some, _): return [#"{"jsonrpc":"2.0","id":\#(number ?? 0),"result":"ok"}"#]
    case (_, "subscribe") where path.contains("okx"):
      return (args ?? []).map { argument in
        let of =
          argument.instType.map { #""instType":"\#($0)""# }
          ?? #""instId":"\#(argument.instId ?? "")""#
        return #"{"id":"\#(id ?? "")","event":"subscribe","#
          + #""arg":{"channel":"\#(argument.channel ?? "")",\#(of)},"connId":"a"}"#
      }
    case (_, .some(let op)):
      return [
        #"{"success":true,"ret_msg":"","conn_id":"c","req_id":"\#(reqID ?? "")","op":"\#(op)"}"#
      ]
    default: return []
    }
  }
}
