import Settings
import SystemPackage

/// The words on the program's command line.
enum Arguments {
  private static let file = "/proc/self/cmdline"

  /// All but the program's own name.
  ///
  /// - Throws: `ProgramError` if they were lost on the way to the program: without them it would ask
  ///   another server than it was told to, and with the token.
  static func all() throws(ProgramError) -> [String] {
    try words(Platform.arguments) { try? SmallFile.bytes(of: file) }
  }

  /// - Parameters:
  ///   - given: what the program was started with, and its name first.
  ///   - commandLine: what the system knows of it: the words, each ended by a zero.
  static func words(
    _ given: [[UInt8]], commandLine: () -> [UInt8]?
  ) throws(ProgramError) -> [String] {
    // A library that is loaded before the program can bring it about that it is told of none.
    var given = given
    if given.isEmpty, let bytes = commandLine(), bytes.last == 0 {
      given = bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
    }
    guard !given.isEmpty else {
      throw ProgramError("the arguments were lost before the program started", .usage)
    }
    return given.dropFirst().map { SystemText.text($0) ?? String(decoding: $0, as: UTF8.self) }
  }
}
