/// A text that is being pasted, between `ESC [ 200 ~` and `ESC [ 201 ~`, in whatever pieces it comes.
struct Paste {
  /// More than any line here takes.
  private static let limit = 1_024
  /// The end of one that has been silent so long was lost.
  private static let patience = Duration.seconds(5)
  static let end = Array("\u{1b}[201~".utf8)
  /// The same where such a control is one byte.
  static let eightBitEnd = [0x9b] + end.dropFirst(2)

  private let end: [UInt8]
  private var bytes: [UInt8] = []
  /// How much of the end has come.
  private var matched = 0
  private var last: Instant

  init(until end: [UInt8], at now: Instant) {
    self.end = end
    last = now
  }

  func isLost(at now: Instant) -> Bool { now - last > Self.patience }

  /// Takes what belongs to it off the bytes; the whole text if its end is among them.
  mutating func take(
    from new: inout ArraySlice<UInt8>, at now: Instant
  ) -> String? {
    last = now
    while let byte = new.popFirst() {
      if byte != end[matched] { giveUpMatch() }
      if byte == end[matched] {
        matched += 1
        if matched == end.count { return String(decoding: bytes, as: UTF8.self) }
      } else {
        keep(byte)
      }
    }
    return nil
  }

  private mutating func giveUpMatch() {
    end[..<matched].forEach { keep($0) }
    matched = 0
  }

  private mutating func keep(_ byte: UInt8) {
    if bytes.count < Self.limit { bytes.append(byte) }
  }
}
