/// Walks over JSON (RFC 8259) byte by byte, and says where its values end.
///
/// It goes no deeper than `deepest`, so that no message can exhaust the stack, and takes no more values
/// than `most`, so that none can fill the memory.
struct JSONScanner {
  static let deepest = 32
  /// The longest list of contracts has a hundred thousand.
  static let most = 400_000

  let bytes: [UInt8]
  var place: Int
  private var count = 0

  init(bytes: [UInt8], place: Int) {
    self.bytes = bytes
    self.place = place
  }

  /// What is at the place; nil at the end.
  var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      place += 1
    }
  }

  /// Passes the byte; false if another is there.
  mutating func pass(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    place += 1
    return true
  }

  /// Passes one value; false if there is none, or one that isn't whole.
  mutating func passValue(depth: Int = 0) -> Bool {
    count += 1
    guard depth <= Self.deepest, count <= Self.most else { return false }
    switch next {
    case UInt8(ascii: "{"): return passMembers(depth: depth)
    case UInt8(ascii: "["): return passElements(depth: depth)
    case UInt8(ascii: "\""): return passString()
    case UInt8(ascii: "t"): return pass("true")
    case UInt8(ascii: "f"): return pass("false")
    case UInt8(ascii: "n"): return pass("null")
    default: return passNumber()
    }
  }

  private mutating func passMembers(depth: Int) -> Bool {
    place += 1
    skipBlanks()
    if pass(UInt8(ascii: "}")) { return true }
    while true {
      guard passString() else { return false }
      skipBlanks()
      guard pass(UInt8(ascii: ":")) else { return false }
      skipBlanks()
      guard passValue(depth: depth + 1) else { return false }
      skipBlanks()
      if pass(UInt8(ascii: "}")) { return true }
      guard pass(UInt8(ascii: ",")) else { return false }
      skipBlanks()
    }
  }

  private mutating func passElements(depth: Int) -> Bool {
    place += 1
    skipBlanks()
    if pass(UInt8(ascii: "]")) { return true }
    while true {
      guard passValue(depth: depth + 1) else { return false }
      skipBlanks()
      if pass(UInt8(ascii: "]")) { return true }
      guard pass(UInt8(ascii: ",")) else { return false }
      skipBlanks()
    }
  }

  mutating func passString() -> Bool {
    guard pass(UInt8(ascii: "\"")) else { return false }
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"): guard passEscape() else { return false }
      case 0..<0x20: return false
      default: break
      }
    }
    return false
  }

  private mutating func passEscape() -> Bool {
    guard let byte = next else { return false }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return true
    case UInt8(ascii: "u"):
      guard let unit = passUnit() else { return false }
      guard UTF16.isSurrogate(unit) else { return true }
      guard UTF16.isLeadSurrogate(unit), pass(UInt8(ascii: "\\")), pass(UInt8(ascii: "u")) else {
        return false
      }
      return passUnit().map(UTF16.isTrailSurrogate) ?? false
    default: return false
    }
  }

  /// Passes the four digits of an escape.
  mutating func passUnit() -> UInt16? {
    guard place + 4 <= bytes.count else { return nil }
    var unit: UInt16 = 0
    for byte in bytes[place..<place + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    place += 4
    return unit
  }

  private mutating func passNumber() -> Bool {
    _ = pass(UInt8(ascii: "-"))
    guard let first = next else { return false }
    if first == UInt8(ascii: "0") { place += 1 } else if passDigits() == 0 { return false }
    if pass(UInt8(ascii: ".")), passDigits() == 0 { return false }
    if pass(UInt8(ascii: "e")) || pass(UInt8(ascii: "E")) {
      if !pass(UInt8(ascii: "+")) { _ = pass(UInt8(ascii: "-")) }
      if passDigits() == 0 { return false }
    }
    return true
  }

  /// How many digits were passed.
  mutating func passDigits() -> Int {
    let start = place
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
    return place - start
  }

  private mutating func pass(_ word: StaticString) -> Bool {
    word.withUTF8Buffer { word in word.allSatisfy { pass($0) } }
  }
}
