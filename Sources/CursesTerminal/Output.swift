import CNcurses
import CTerminalGuard

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
    sendBuffer()
  }

  /// Sends a control sequence past ncurses, which has sent all of its own by the end of each frame.
  func send(_ sequence: String) {
    let bytes = Array(sequence.utf8)
    liq_write(STDOUT_FILENO, bytes, bytes.count)
  }

  private func sendBuffer() {
    let count = Int(lseek(buffer, 0, SEEK_CUR))
    guard count > 0 else { return }
    if bytes.count < count { bytes = Array(repeating: 0, count: count) }
    let length = pread(buffer, &bytes, count, 0)
    lseek(buffer, 0, SEEK_SET)
    if length > 0 { liq_write(STDOUT_FILENO, bytes, length) }
  }

  /// Closes what was opened; ncurses must be done with it.
  func end() {
    fclose(stream)
    if buffer >= 0 { close(buffer) }
  }
}
