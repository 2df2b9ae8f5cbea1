import Newhedge
import SystemPackage
import Wording

/// Lines of text on standard output and standard error, written at once, without C's buffers.
enum Console {
  /// How a shell reports one that wrote to a pipe which nobody reads on.
  static let brokenPipe: Int32 = 128 + 13

  /// Says a text; the program ends if it can't be written, without a word if nobody reads on.
  static func say(_ text: String) { write((text.shown(keepsLines: true) + "\n").utf8) }

  /// Writes bytes as they are, which nobody from outside may have made; the program ends as above.
  static func write(_ bytes: some Sequence<UInt8>) {
    do {
      _ = try FileDescriptor.standardOutput.writeAll(bytes)
    } catch Errno.brokenPipe {
      Platform.end(with: brokenPipe)
    } catch {
      ProgramError("standard output can't be written: \(error)", .output).endProgram()
    }
  }

  /// Asks on standard error, where the answer is typed in the same line.
  static func ask(_ question: String) {
    _ = try? FileDescriptor.standardError.writeAll(question.shown().utf8)
  }

  static func complain(_ text: String) {
    // Who doesn't read can't be told either.
    _ = try? FileDescriptor.standardError.writeAll((complaint(text) + "\n").utf8)
  }

  /// The text with what looks like a token withheld, since it may repeat what the user mistook for
  /// something else.
  static func complaint(_ text: String) -> String {
    APIToken.withheld(in: text).shown(keepsLines: true)
  }
}

extension String {
  /// The text as one line that may be printed, logged or drawn, whoever wrote it: nothing in it
  /// steers a terminal, and what looks like a token is withheld.
  ///
  /// Every text from outside takes this way out: of files and their names, servers, the environment,
  /// other programs.
  var printable: String { APIToken.withheld(in: self).shown() }
}
