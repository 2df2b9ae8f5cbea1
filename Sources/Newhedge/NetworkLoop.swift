package import NIOCore
import NIOPosix

/// The one thread on which all of this program's connections live, client's and server's alike.
///
/// It is made at the first use and lasts as long as the process.
package enum NetworkLoop {
  package static let group: any EventLoopGroup = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  /// Runs tasks on the loop's thread, which sleeps while there is nothing to do.
  ///
  /// The standard executor's threads are looked after by a timer that wakes once a second, from their
  /// first task to the end of the process.
  package static let executor: any TaskExecutor = LoopExecutor(loop: group.any())
}

private final class LoopExecutor: TaskExecutor {
  private let loop: any EventLoop

  init(loop: any EventLoop) {
    self.loop = loop
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
