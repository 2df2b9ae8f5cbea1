import Newhedge
import SystemPackage

/// Lines of text on standard output and standard error, written at once, without C's buffers.
enum Console {
  static func say(_ line: String) { put(line, on: .standardOutput) }

  static func complain(_ line: String) { put(complaint(line), on: .standardError) }

  /// The line with what looks like a token withheld, since it may repeat what the user mistook for
  /// something else.
  static func complaint(_ line: String) -> String { APIToken.withheld(in: line) }

  private static func put(_ line: String, on file: FileDescriptor) {
    // Who doesn't read can't be told either.
    _ = try? file.writeAll((line + "\n").utf8)
  }
}
