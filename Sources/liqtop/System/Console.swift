import Newhedge
import SystemPackage

/// Lines of text on standard output and standard error, written at once, without C's buffers.
enum Console {
  static func say(_ line: String) { put(line, on: .standardOutput) }

  /// What looks like a token in it is withheld, since it may repeat what the user mistook for
  /// something else.
  static func complain(_ line: String) { put(APIToken.withheld(in: line), on: .standardError) }

  private static func put(_ line: String, on file: FileDescriptor) {
    // Who doesn't read can't be told either.
    _ = try? file.writeAll((line + "\n").utf8)
  }
}
