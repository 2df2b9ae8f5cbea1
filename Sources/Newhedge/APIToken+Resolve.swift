import SystemPackage

extension APIToken {
  /// The environment variables that may hold a token, the first one that is set stands.
  public static let environmentVariables = ["NEWHEDGE_API_TOKEN", "NEWHEDGE_API_KEY"]

  /// More than a token and its line end can need; a mistaken file isn't read to its end.
  private static let fileLimit = 4_096

  /// Finds the token: in the file if one is given, else in the first variable that isn't empty.
  ///
  /// - Parameters:
  ///   - file: the path of a file or pipe that holds the token and nothing else; nil if none is given.
  ///   - environment: the environment variables by name; an empty one counts as not set.
  /// - Returns: the token; nil if there is none anywhere.
  /// - Throws: `TokenError` if the file can't be read, or what was found isn't a token.
  public static func resolve(
    file: String?, environment: [String: String]
  ) throws(TokenError) -> APIToken? {
    if let file { return try APIToken(try contents(of: file), from: .file(file)) }
    for name in environmentVariables {
      guard let text = environment[name], !trimmed(text).isEmpty else { continue }
      return try APIToken(text, from: .environmentVariable(name))
    }
    return nil
  }

  private static func contents(of path: String) throws(TokenError) -> String {
    let bytes: [UInt8]
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      bytes = try file.closeAfter { try read(file) }
    } catch {
      throw TokenError(.unreadable(reason: reason(for: error)), .file(path))
    }
    guard bytes.count <= fileLimit else {
      throw TokenError(.tooLong(limit: fileLimit), .file(path))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// As many bytes as there are, but for one over the limit.
  private static func read(_ file: FileDescriptor) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: fileLimit + 1) { buffer, count in
      let all = UnsafeMutableRawBufferPointer(buffer)
      while count < all.count {
        let new = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: all[count...]))
        if new == 0 { return }
        count += new
      }
    }
  }

  private static func reason(for error: any Error) -> String {
    switch error as? Errno {
    case .noSuchFileOrDirectory: "there is no such file"
    case .permissionDenied, .notPermitted: "it may not be read"
    case .isDirectory: "it is a directory"
    case let error: "the system says error \(error?.rawValue ?? 0)"
    }
  }
}
