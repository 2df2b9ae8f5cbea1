import CProcess
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// What has to do with other processes: those that the program starts, those that look after it.
extension Platform {
  /// Has a write to what nobody reads any more fail, instead of end the program.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Ends what runs in a process group of its own.
  static func endGroup(_ group: Int32) { kill(-group, SIGKILL) }

  /// The end of a pipe from which these bytes and no more can be read; nil if there is no room for them.
  static func pipe(holding bytes: [UInt8]) -> FileDescriptor? {
    guard let pipe = try? FileDescriptor.pipe() else { return nil }
    for end in [pipe.readEnd, pipe.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(pipe.writeEnd.rawValue, F_SETFL, O_NONBLOCK)
    let count = bytes.withUnsafeBytes { try? pipe.writeEnd.write($0) }
    try? pipe.writeEnd.close()
    if count == bytes.count { return pipe.readEnd }
    try? pipe.readEnd.close()
    return nil
  }

  /// What a wait for two files has found.
  struct Readiness: Equatable {
    /// Something can be read of the one.
    var hasInput = false
    /// The other takes something.
    var takesOutput = false
    /// Nobody reads the other any more.
    var isOutputLost = false
  }

  /// Sleeps until `input` can be read, `output` takes a line of a page, if that is wanted, or is lost, or the
  /// deadline has come.
  static func wait(
    for input: Int32, or output: Int32, takes isWanted: Bool,
    until deadline: ContinuousClock.Instant?
  ) -> Readiness {
    var entries = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: output, events: isWanted ? Int16(POLLOUT) : 0, revents: 0),
    ]
    guard poll(&entries, 2, milliseconds(until: deadline)) > 0 else { return Readiness() }
    let (read, write) = (Int32(entries[0].revents), Int32(entries[1].revents))
    return Readiness(
      hasInput: read & POLLIN != 0, takesOutput: write & POLLOUT != 0,
      isOutputLost: write & (POLLERR | POLLHUP | POLLNVAL) != 0)
  }

  /// So many that the deadline is over then, or a negative number without one.
  private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return -1 }
    let left = max(.zero, ContinuousClock.now.duration(to: deadline))
    return Int32(clamping: Int64((left / .milliseconds(1)).rounded(.up)))
  }

  /// Since the machine was started, by the clock that service managers compare with.
  static var monotonicMicroseconds: Int64 { liq_monotonic_microseconds() }

  /// Sends a message to a Unix socket of datagrams, which gets a second to take it; whether it did.
  ///
  /// - Parameter address: the bytes of its path, or a zero and a name in no folder.
  static func send(_ message: String, toSocketAt address: [UInt8]) -> Bool {
    let bytes = Array(message.utf8)
    return liq_send_datagram(address, address.count, bytes, bytes.count)
  }
}
