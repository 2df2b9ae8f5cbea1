import NIOCore
import Synchronization

/// The connections that are open, of which there is a limit.
final class OpenConnections: Sendable {
  /// Six sockets and a few requests for each of a dozen dashboards.
  static let most = 128

  private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

  /// Takes in a connection until it closes; false if there are too many.
  func take(_ channel: any Channel) -> Bool {
    let id = ObjectIdentifier(channel)
    let isTaken = channels.withLock { channels in
      guard channels.count < Self.most else { return false }
      channels[id] = channel
      return true
    }
    if isTaken {
      channel.closeFuture.whenComplete { _ in self.channels.withLock { $0[id] = nil } }
    }
    return isTaken
  }

  /// Has each of them say goodbye and close.
  func close() {
    for channel in channels.withLock({ Array($0.values) }) {
      channel.pipeline.fireUserInboundEventTriggered(Goodbye())
    }
  }

  /// The server ends.
  struct Goodbye: Sendable {}
}
