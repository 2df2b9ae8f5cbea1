import CNcurses
import CTerminalGuard

/// What is on its way to the terminal, all that ncurses writes among it.
///
/// ncurses writes into memory, and what it has written is sent as the terminal takes it: ncurses would
/// wait for a terminal that doesn't read, drop what one takes no more of at the moment, and show half
/// a frame.
@MainActor
final class Output {
  /// The stream that ncurses is given. It is no terminal to it, so that it sets no modes either.
  let stream: UnsafeMutablePointer<FILE>
  private let memory: Int32
  private var bytes: [UInt8] = []
  /// Has room for what ncurses has written for one frame.
  private var written: [UInt8] = []
  private var sent = 0
  /// Whether the terminal was offered something that it hasn't taken yet.
  private(set) var isRefused = false

  /// Nil if the system has no descriptor left.
  init?() {
    memory = liq_memory_file()
    guard memory >= 0, let stream = fdopen(memory, "w") else { return nil }
    self.stream = stream
    liq_output_open()
  }

  /// Whether the terminal hasn't taken all yet.
  var isBehind: Bool { sent < bytes.count }

  /// Adds what ncurses has written since the last time; false if not all of it is there.
  func collect() -> Bool {
    let count = Int(lseek(memory, 0, SEEK_CUR))
    guard count > 0 else { return true }
    if written.count < count { written = Array(repeating: 0, count: count) }
    let length = max(0, pread(memory, &written, count, 0))
    lseek(memory, 0, SEEK_SET)
    NeededColours.add(written.prefix(length), to: &bytes)
    return length == count
  }

  /// Adds a control sequence past ncurses, all of whose own have been collected.
  func add(_ sequence: String) { bytes += Array(sequence.utf8) }

  /// Sends as much as the terminal takes now; false if it takes nothing any more, and the rest is
  /// lost.
  func flush() -> Bool {
    guard isBehind else { return true }
    let count = Self.send(bytes, from: sent)
    sent += max(0, count)
    isRefused = true
    if count < 0 || !isBehind { discard() }
    return count >= 0
  }

  // Of no actor, or the closure would ask at each call on which one it runs.
  private nonisolated static func send(_ bytes: [UInt8], from start: Int) -> Int {
    bytes.withUnsafeBytes { buffer in
      buffer.baseAddress.map { liq_send($0 + start, buffer.count - start) } ?? 0
    }
  }

  /// Sends all of it to a terminal that takes it in so long.
  func finish(within milliseconds: Int32) {
    _ = bytes.withUnsafeBytes { buffer in
      buffer.baseAddress.map { liq_send_within($0 + sent, buffer.count - sent, milliseconds) }
    }
    discard()
  }

  /// Sends no more of what the terminal hasn't taken.
  func discard() {
    bytes.removeAll(keepingCapacity: true)
    sent = 0
    isRefused = false
  }

  /// Closes what was opened; ncurses must be done with it.
  func end() {
    fclose(stream)
  }
}
