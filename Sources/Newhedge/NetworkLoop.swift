package import NIOCore
import NIOPosix

/// The one thread on which all of this program's connections live, client's and server's alike.
///
/// It is made at the first use and lasts as long as the process.
package enum NetworkLoop {
  package static let group: any EventLoopGroup = MultiThreadedEventLoopGroup(numberOfThreads: 1)
}
