#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
    guard let file = fopen(path, "rb") else { throw unreadable(path) }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: fileLimit + 1)
    let count = fread(&bytes, 1, bytes.count, file)
    guard ferror(file) == 0 else { throw unreadable(path) }
    guard count <= fileLimit else { throw TokenError(.tooLong(limit: fileLimit), .file(path)) }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  /// The reason is read from `errno` and so must be asked for right after the failed call.
  private static func unreadable(_ path: String) -> TokenError {
    let reason =
      switch errno {
      case ENOENT: "there is no such file"
      case EACCES, EPERM: "it may not be read"
      case EISDIR: "it is a directory"
      case let code: "the system says error \(code)"
      }
    return TokenError(.unreadable(reason: reason), .file(path))
  }
}
