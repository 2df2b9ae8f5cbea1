package import NIOCore
import SystemPackage

/// Stops accepting connections for a moment when there is no descriptor left for one: those that
/// wait are told by the system again and again, and would keep the processor busy until one goes.
///
/// To hold a read back isn't enough: one that has failed is still pending, and the socket watched.
package final class AcceptPause: ChannelInboundHandler {
  package typealias InboundIn = any Channel

  static let length = TimeAmount.milliseconds(200)

  package init() {}

  package func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? IOError, Self.scarce.contains(Errno(rawValue: error.errnoCode)),
      let options = context.channel.syncOptions
    else {
      return context.fireErrorCaught(error)
    }
    // It can't fail while the channel is open, and when it isn't there is nothing to accept.
    try? options.setOption(.autoRead, value: false)
    context.eventLoop.assumeIsolated().scheduleTask(in: Self.length) {
      try? options.setOption(.autoRead, value: true)
    }
  }

  /// How the system says that it has nothing left to make a connection of.
  private static let scarce: [Errno] = [
    .tooManyOpenFiles, .tooManyOpenFilesInSystem, .noBufferSpace, .noMemory,
  ]
}
