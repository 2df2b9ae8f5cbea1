import SystemPackage

/// A file that is read whole, from a path or from standard input, up to a limit.
enum InputFile {
  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - limit: in bytes.
  /// - Throws: `ProgramError` if it can't be read, or is longer.
  static func bytes(of path: String, upTo limit: Int) throws(ProgramError) -> [UInt8] {
    let bytes: [UInt8]
    do {
      if path == "-" {
        bytes = try read(.standardInput, upTo: limit + 1)
      } else {
        let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
        bytes = try file.closeAfter { try read(file, upTo: limit + 1) }
      }
    } catch {
      throw ProgramError("\(name(path)) can't be read: \(error).", .noInput)
    }
    guard bytes.count <= limit else {
      throw ProgramError("\(name(path)) has more than \(limit >> 20) MiB.", .noInput)
    }
    return bytes
  }

  /// For a sentence.
  static func name(_ path: String) -> String { path == "-" ? "standard input" : path }

  private static func read(_ file: FileDescriptor, upTo limit: Int) throws(Errno) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit {
      let count: Int
      do {
        count = try piece.withUnsafeMutableBytes { try file.read(into: $0) }
      } catch {
        throw error as? Errno ?? .ioError
      }
      if count == 0 { break }
      bytes += piece[..<count]
    }
    return bytes
  }
}
