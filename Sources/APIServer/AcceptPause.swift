import NIOCore
import SystemPackage

/// Stops accepting connections for a moment when there is no descriptor left for one: those that
/// wait are told by the system again and again, and would keep the processor busy until one goes.
final class AcceptPause: ChannelDuplexHandler {
  typealias InboundIn = any Channel
  typealias OutboundIn = Never

  static let length = TimeAmount.milliseconds(200)

  private var isPaused = false
  /// Whether a connection would have been accepted meanwhile.
  private var isReadDue = false

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? IOError, Self.scarce.contains(Errno(rawValue: error.errnoCode))
    else {
      return context.fireErrorCaught(error)
    }
    guard !isPaused else { return }
    isPaused = true
    context.eventLoop.assumeIsolated().scheduleTask(in: Self.length) {
      self.isPaused = false
      guard self.isReadDue else { return }
      self.isReadDue = false
      context.read()
    }
  }

  func read(context: ChannelHandlerContext) {
    if isPaused { isReadDue = true } else { context.read() }
  }

  /// How the system says that it has nothing left to make a connection of.
  private static let scarce: [Errno] = [
    .tooManyOpenFiles, .tooManyOpenFilesInSystem, .noBufferSpace, .noMemory,
  ]
}
