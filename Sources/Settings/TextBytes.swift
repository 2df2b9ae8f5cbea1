/// The bytes of a text file, in whichever way an editor has written them.
enum TextBytes {
  private static let mark: [UInt8] = [0xef, 0xbb, 0xbf]

  /// The text as UTF-8 without a byte order mark. What begins with the mark of UTF-16, as Notepad and
  /// PowerShell write it, is taken for that.
  static func plain(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.starts(with: mark) { return Array(bytes.dropFirst(mark.count)) }
    guard bytes.count.isMultiple(of: 2) else { return bytes }
    switch (bytes.first, bytes.dropFirst().first) {
    case (0xff, 0xfe): return utf8(bytes, low: 0, high: 1)
    case (0xfe, 0xff): return utf8(bytes, low: 1, high: 0)
    default: return bytes
    }
  }

  /// The pairs of bytes but for the first, which is the mark.
  private static func utf8(_ bytes: [UInt8], low: Int, high: Int) -> [UInt8] {
    let units = stride(from: 2, to: bytes.count, by: 2).map { place in
      UInt16(bytes[place + low]) | UInt16(bytes[place + high]) << 8
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
