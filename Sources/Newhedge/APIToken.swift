/// The key to the API: 24 ASCII letters and digits, checked before any call.
///
/// It never shows itself: printed, reflected or dumped, it is `APIToken(hidden)`.
public struct APIToken: Hashable, Sendable {
  /// Where a token was taken from, for the sentence of an error.
  public enum Source: Hashable, Sendable {
    case file(String)
    case environmentVariable(String)
    /// What a program put out, by its name.
    case command(String)
    /// The program's own, as for the demo.
    case program
  }

  /// How many characters a token has.
  public static let length = 24

  /// The token itself, for the URL of a call and for showing a demo's own token.
  public let secret: String

  /// Checks a token; white space and line ends around it are dropped, since files end in one, and so
  /// is a byte order mark before it.
  ///
  /// - Throws: `TokenError`, which says where the text is from and how long it is, never what it is.
  public init(_ text: String, from source: Source) throws(TokenError) {
    let secret = Self.trimmed(text)
    let others = secret.utf8.contains { !Self.isAlphanumeric($0) }
    guard secret.count == Self.length, !others else {
      throw TokenError(.malformed(length: secret.count, hasOtherCharacters: others), source)
    }
    self.secret = secret
  }

  /// Whether the candidate is the token, in a time that doesn't tell how much of it is right.
  public func matches(_ candidate: some StringProtocol) -> Bool {
    let expected = Array(secret.utf8)
    let given = Array(candidate.utf8)
    var difference = expected.count ^ given.count
    for index in expected.indices {
      let byte = given.isEmpty ? 0 : given[index % given.count]
      difference |= Int(expected[index] ^ byte)
    }
    return difference == 0
  }

  static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.first?.isWhitespace == true || text.first == "\u{feff}" { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
}

extension APIToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "APIToken(hidden)" }

  public var debugDescription: String { description }

  public var customMirror: Mirror { Mirror(self, children: []) }
}
