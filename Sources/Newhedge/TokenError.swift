/// Why a token can't be used, as a sentence that never holds it.
public struct TokenError: Error, Hashable, Sendable {
  enum Code: Hashable {
    case malformed(length: Int, hasOtherCharacters: Bool)
  }

  private let code: Code

  /// Where the token was looked for.
  public let source: APIToken.Source

  init(_ code: Code, _ source: APIToken.Source) {
    self.code = code
    self.source = source
  }
}

extension TokenError: CustomStringConvertible {
  /// One sentence: where the token is from, how long it is, and what it should be.
  public var description: String {
    switch code {
    case .malformed(length: 0, _):
      "there is no token in \(source); it should hold the \(APIToken.length) letters and digits"
    case .malformed(let length, let hasOthers):
      "the token from \(source) is \(length) character\(length == 1 ? "" : "s") long"
        + (hasOthers ? " and has characters other than letters and digits" : "")
        + "; a token is \(APIToken.length) letters and digits"
    }
  }
}

extension APIToken.Source: CustomStringConvertible {
  /// The place in words, such as `the file /etc/token`.
  public var description: String {
    switch self {
    case .file(let path): "the file \(path)"
    case .environmentVariable(let name): "the environment variable \(name)"
    case .command(let name): "the output of the token command \(name)"
    case .program: "the program itself"
    }
  }
}
