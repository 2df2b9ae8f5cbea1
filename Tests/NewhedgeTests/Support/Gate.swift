import NIOCore
import Synchronization

/// Holds channels back until as many have come as it waits for, then hands them all on.
final class Gate: Sendable {
  private let count: Int
  private let waiting = Mutex<[any Channel]>([])

  init(count: Int) {
    self.count = count
  }

  /// All channels, to whoever brings the last one; nil to the others.
  func enter(_ channel: any Channel) -> [any Channel]? {
    waiting.withLock { waiting in
      waiting.append(channel)
      return waiting.count == count ? waiting : nil
    }
  }
}

/// Lets a test wait until something has happened once.
struct Event: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() {
    (stream, continuation) = AsyncStream.makeStream()
  }

  func signal() { continuation.finish() }

  func wait() async {
    for await _ in stream {}
  }
}
