import FoundationEssentials
import Testing

/// Looks for the token in whatever the program has written.
enum Secrecy {
  /// The token as it may stand somewhere: plain, percent-encoded, in base 64.
  static func forms(of token: String) -> [String] {
    let encoded = token.utf8.map { "%" + String($0, radix: 16) }.joined()
    return [token, encoded, Data(token.utf8).base64EncodedString()].map { $0.lowercased() }
  }

  static func holds(_ text: String, _ token: String = Pane.token) -> Bool {
    let text = text.lowercased()
    return forms(of: token).contains { text.contains($0) }
  }

  /// The files under a folder that have the token in their contents or names.
  static func leaks(in folder: String) -> [String] {
    let files = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return files.filter { name in
      let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
      return holds(name) || holds(String(decoding: bytes, as: UTF8.self))
    }
  }
}
