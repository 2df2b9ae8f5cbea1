import Newhedge

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Lines of text on standard output and standard error, written at once, without C's buffers.
enum Console {
  static func say(_ line: String) { put(line, on: STDOUT_FILENO) }

  /// What looks like a token in it is withheld, since it may repeat what the user mistook for
  /// something else.
  static func complain(_ line: String) { put(APIToken.withheld(in: line), on: STDERR_FILENO) }

  private static func put(_ line: String, on descriptor: Int32) {
    let bytes = Array((line + "\n").utf8)
    // Who doesn't read can't be told either.
    _ = write(descriptor, bytes, bytes.count)
  }
}
