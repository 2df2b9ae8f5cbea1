/// Texts that the system hands over as bytes: the environment, the command line.
enum SystemText {
  /// The bytes as a text. A path that isn't UTF-8 becomes another one, of the same file; nil for
  /// anything else that isn't UTF-8.
  static func text(_ bytes: [UInt8]) -> String? {
    if let text = valid(bytes[...]) { return text }
    guard bytes.first == UInt8(ascii: "/") else { return nil }
    return path(bytes)
  }

  /// A path by way of an open folder: the longest one that is there and after which all is UTF-8.
  private static func path(_ bytes: [UInt8]) -> String? {
    var end = bytes.endIndex
    while end > 0 {
      let rest = valid(bytes[end...])
      guard let rest else { return nil }
      if let folder = Platform.openFolder(Array(bytes[..<end])) { return folder + rest }
      end = bytes[..<end].lastIndex(of: UInt8(ascii: "/")) ?? 0
    }
    return nil
  }

  /// The bytes as UTF-8; nil if they aren't. What isn't is repaired, and so other bytes.
  private static func valid(_ bytes: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.utf8.elementsEqual(bytes) ? text : nil
  }
}
