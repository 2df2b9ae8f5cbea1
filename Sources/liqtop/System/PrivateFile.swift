#if canImport(Glibc)
  // The compiler takes `stat` for this module's where it meets that one first.
  import CDispatch
  import Glibc
#else
  import Darwin
#endif

/// Files that hold or name a secret: nobody but their owner may read or change them.
enum PrivateFile {
  /// Throws `ProgramError` if others can read or change the file; what isn't a file isn't asked.
  ///
  /// - Parameter holding: what is in the file, in words.
  static func check(_ path: String, holding: String) throws(ProgramError) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_mode & (S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH) != 0
    else { return }
    throw ProgramError(
      "the file \(path) \(holding) and is open to others; run: chmod 600 \(word(path))",
      .configuration)
  }

  /// The path as a shell takes it.
  static func word(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "+")...UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "@"):
        true
      default: byte >= 0x80
      }
    }
    guard !isPlain || path.hasPrefix("-") else { return path }
    let pieces = path.split(separator: "'", omittingEmptySubsequences: false)
    return "\(path.hasPrefix("-") ? "-- " : "")'\(pieces.joined(separator: #"'\''"#))'"
  }
}
