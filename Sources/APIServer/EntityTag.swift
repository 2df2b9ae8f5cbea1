/// What an answer's bytes are known by: the same for the same bytes, in every process.
struct EntityTag: Equatable, Sendable {
  /// As the `ETag` header has it, quotes included.
  let text: String

  /// FNV-1a of 64 bits: it has to tell versions of one answer apart, not to resist anyone.
  init(_ bytes: [UInt8]) {
    let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    text = "\"\(String(hash, radix: 16))\""
  }

  /// Whether an `If-None-Match` header names it, weakly or not.
  func isNamed(in header: String) -> Bool {
    header.split(separator: ",").contains { part in
      let tag = part.trimmingPrefix { $0 == " " }.prefix { $0 != " " }
      return tag == "*" || tag == text || tag == "W/\(text)"
    }
  }
}
