import Hummingbird
import HummingbirdCore
public import Liquidations
import Logging
import NIOCore
public import Newhedge
import ServiceLifecycle
import UnixSignals

/// Serves the liquidations API of the contract from any series store, to whoever has the token.
public struct LiquidationsServer: Sendable {
  /// What ends the server besides a cancelled task.
  public enum Stop: Hashable, Sendable {
    /// Nothing: signals are left as they are, for a server inside another program.
    case cancellation
    /// SIGTERM and SIGINT, for a server that is the program.
    case signals
  }

  private let host: String
  private let port: Int
  private let responder: LiquidationsResponder

  private static let silence = Logger(label: "server") { _ in SwiftLogNoOpLogHandler() }

  /// - Parameters:
  ///   - token: what a caller has to show.
  ///   - host: the name or address to listen on.
  ///   - port: 0…65,535; 0 takes a free one.
  ///   - reports: what is served below `/v1` beside them; nil for nothing.
  ///   - series: the store; asked at every call.
  public init(
    token: APIToken, host: String = "127.0.0.1", port: Int, reports: ReportSource? = nil,
    series: @escaping @Sendable (Metric) async -> Series
  ) {
    self.host = host
    self.port = port
    responder = LiquidationsResponder(
      token: token, series: series, reports: reports.map(ReportsResponder.init))
  }

  /// Serves until it is stopped; calls that are being answered are finished first.
  ///
  /// It prints nothing and logs nothing.
  ///
  /// - Parameters:
  ///   - stop: what ends it besides a cancelled task.
  ///   - onReady: told the port once calls are accepted.
  /// - Throws: `ServerError` if it can't listen.
  public func run(
    stoppingOn stop: Stop = .cancellation,
    onReady: @escaping @Sendable (_ port: Int) -> Void = { _ in }
  ) async throws(ServerError) {
    guard (0...65_535).contains(port) else { throw ServerError(.badPort, host: host, port: port) }
    let group: ServiceGroup
    do {
      group = self.group(stop, try service(onReady: onReady))
    } catch {
      throw ServerError(error, host: host, port: port)
    }
    // A task of its own: cancelled itself, it would break off the answers that are being written.
    let serving = Task { try await group.run() }
    do {
      try await withTaskCancellationHandler {
        try await serving.value
      } onCancel: {
        Task { await group.triggerGracefulShutdown() }
      }
    } catch {
      throw ServerError(error, host: host, port: port)
    }
  }

  private func group(_ stop: Stop, _ service: any Service) -> ServiceGroup {
    var configuration = ServiceGroupConfiguration(
      services: [service],
      gracefulShutdownSignals: stop == .signals ? [.sigterm, .sigint] : [],
      logger: Self.silence)
    configuration.maximumGracefulShutdownDuration = .seconds(3)
    return ServiceGroup(configuration: configuration)
  }

  /// The server without Hummingbird's application, whose clock for the Date header ticks each second
  /// and would wake an idle dashboard.
  private func service(onReady: @escaping @Sendable (Int) -> Void) throws -> any Service {
    let responder = responder
    let port = port
    return try HTTPServerBuilder.http1(
      configuration: HTTP1Channel.Configuration(
        additionalChannelHandlers: [ChunkRefusal()], idleTimeout: .seconds(60))
    ).buildServer(
      configuration: ServerConfiguration(address: .hostname(host, port: port)),
      eventLoopGroup: NetworkLoop.group,
      logger: Self.silence
    ) { request, writer, _ in
      let response = await responder.respond(to: request)
      try await writer.write(response: response.head, body: response.body)
    } onServerRunning: { channel in
      // It can't fail while the server runs.
      try? await channel.eventLoop.submit {
        try channel.pipeline.syncOperations.addHandler(AcceptPause(), position: .first)
      }.get()
      onReady(channel.localAddress?.port ?? port)
    }
  }
}
