import CNcurses
import CTerminalGuard

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What ncurses writes to: the terminal, or while a frame is painted a buffer.
///
/// ncurses writes at every move of the cursor. Sent as they are, a frame's hundred pieces wake the
/// terminal a hundred times, and it may show half a frame.
@MainActor
final class Output {
  /// The stream that ncurses is given. Its descriptor is none of the standard ones, since a crash
  /// must find the terminal at standard output whatever ncurses writes to.
  let stream: UnsafeMutablePointer<FILE>
  private let buffer: Int32
  private var bytes: [UInt8] = []

  /// Nil if the system has no descriptor left.
  init?() {
    let descriptor = dup(STDOUT_FILENO)
    guard descriptor >= 0, let stream = fdopen(descriptor, "w") else { return nil }
    self.stream = stream
    buffer = liq_memory_file()
  }

  /// Sends all that ncurses writes in `paint` at once, when it is over.
  ///
  /// Not after the terminal was given back: in that paint ncurses also sets the terminal's modes.
  func inOnePiece(_ paint: () -> Void) {
    guard !isendwin(), buffer >= 0, dup2(buffer, fileno(stream)) >= 0 else { return paint() }
    paint()
    dup2(STDOUT_FILENO, fileno(stream))
    send()
  }

  private func send() {
    let count = Int(lseek(buffer, 0, SEEK_CUR))
    guard count > 0 else { return }
    if bytes.count < count { bytes = Array(repeating: 0, count: count) }
    let length = pread(buffer, &bytes, count, 0)
    lseek(buffer, 0, SEEK_SET)
    var sent = 0
    while sent < length {
      let written = bytes[sent..<length].withUnsafeBytes {
        write(STDOUT_FILENO, $0.baseAddress, $0.count)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return }
      sent += written
    }
  }

  /// Closes what was opened; ncurses must be done with it.
  func end() {
    fclose(stream)
    if buffer >= 0 { close(buffer) }
  }
}
