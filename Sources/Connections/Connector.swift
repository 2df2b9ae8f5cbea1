import Feeds
import NIOCore
import NIOExtras
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Newhedge

/// Makes WebSockets: by every address of a name, through a proxy if there is one, over TLS, and with the
/// handshake.
struct Connector: Sendable {
  let ways: Ways
  let userAgent: String
  let limits: Limits
  let clock: FeedClock
  private let encryption = Encryption()

  init(_ ways: Ways, userAgent: String, _ limits: Limits, _ clock: FeedClock) {
    self.ways = ways
    self.userAgent = userAgent
    self.limits = limits
    self.clock = clock
  }

  /// Begins to open one; what becomes of it goes to the inbox.
  func open(_ id: ConnectionID, _ url: FeedURL, _ inbox: Inbox) -> Socket {
    guard let place = Place(url, ways.relay) else {
      let socket = Socket(id, by: Route(), limits, inbox, clock)
      socket.end(.ended(id, .unreachable))
      return socket
    }
    let route = ways.route(to: place)
    let socket = Socket(id, by: route, limits, inbox, clock)
    let next = route.proxyPlace ?? (place.name, place.port)
    let connected = ClientBootstrap(group: NetworkLoop.group).connectTimeout(limits.connect)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .connect(host: next.host, port: next.port)
    connected.flatMap { channel in
      socket.take(channel)
      return tunnel(channel, to: place, route).flatMapThrowing {
        try shakeHands(channel, place, route, socket)
      }
    }.whenFailure { error in
      socket.end(error)
      connected.whenSuccess { $0.close(promise: nil) }
    }
    return socket
  }

  /// Has the proxy, if there is one, connect to the place.
  private func tunnel(
    _ channel: any Channel, to place: Place, _ route: Route
  ) -> EventLoopFuture<Void> {
    guard route.proxyPlace != nil else { return channel.eventLoop.makeSucceededVoidFuture() }
    let connected = channel.eventLoop.makePromise(of: Void.self)
    do {
      var headers: HTTPHeaders = ["Host": "\(place.host):\(place.port)", "User-Agent": userAgent]
      if let login = route.proxyLogin { headers.add(name: "Proxy-Authorization", value: login) }
      let pipeline = channel.pipeline.syncOperations
      let encoder = HTTPRequestEncoder()
      let decoder = ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes))
      try pipeline.addHandlers(encoder, decoder)
      try pipeline.addHandler(
        NIOHTTP1ProxyConnectHandler(
          targetHost: place.host, targetPort: place.port, headers: headers,
          deadline: .now() + limits.connect, promise: connected))
      let bound = NIOLoopBound((encoder, decoder), eventLoop: channel.eventLoop)
      return connected.futureResult.flatMap {
        let (encoder, decoder) = bound.value
        let pipeline = channel.pipeline.syncOperations
        return pipeline.removeHandler(encoder).and(pipeline.removeHandler(decoder)).map { _ in }
      }
    } catch {
      connected.fail(error)
      return connected.futureResult
    }
  }

  private func shakeHands(
    _ channel: any Channel, _ place: Place, _ route: Route, _ socket: Socket
  ) throws {
    let pipeline = channel.pipeline.syncOperations
    if place.isEncrypted { try pipeline.addHandler(encryption.handler(to: place, by: route)) }
    // A string of its own for each connection, as the protocol has it.
    let upgrader = NIOWebSocketClientUpgrader(
      maxFrameSize: limits.message, automaticErrorHandling: false
    ) { channel, _ in
      channel.eventLoop.makeCompletedFuture { try speak(channel, socket) }
    }
    try pipeline.addHTTPClientHandlers(
      leftOverBytesStrategy: .forwardBytes,
      withClientUpgrade: (
        upgraders: [upgrader],
        completionHandler: { context in
          let pipeline = context.pipeline.syncOperations
          if let reader = try? pipeline.handler(type: AnswerReader.self) {
            pipeline.removeHandler(reader, promise: nil)
          }
        }
      ))
    try pipeline.addHandler(AnswerReader(socket))
    let headers: HTTPHeaders = ["Host": place.authority, "User-Agent": userAgent]
    let head = HTTPRequestHead(
      version: .http1_1, method: .GET, uri: place.path, headers: headers)
    channel.write(HTTPClientRequestPart.head(head), promise: nil)
    channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
  }

  private func speak(_ channel: any Channel, _ socket: Socket) throws {
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(
      NIOWebSocketFrameAggregator(
        minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: limits.fragments,
        maxAccumulatedFrameSize: limits.message))
    try pipeline.addHandler(SocketHandler(socket))
  }
}
