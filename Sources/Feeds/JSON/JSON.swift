/// A value of JSON, read where it lies: no tree is made of a message, and a number keeps all its digits.
///
/// `JSONDecoder` takes five times as long for a liquidation, too long for a cascade.
struct JSON: Sendable {
  /// No message or answer of an exchange is longer, in bytes.
  static let longest = 16 << 20

  private let bytes: [UInt8]
  private let range: Range<Int>

  private init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
  }

  /// The value that the bytes are, in UTF-8 and with nothing but blanks round it; nil if they aren't
  /// one, or nest deeper than `JSONScanner.deepest`.
  init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.longest else { return nil }
    var scanner = JSONScanner(bytes: bytes, place: bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0)
    scanner.skipBlanks()
    let start = scanner.place
    guard scanner.passValue() else { return nil }
    let range = start..<scanner.place
    scanner.skipBlanks()
    guard scanner.next == nil else { return nil }
    let isASCII = bytes[range].allSatisfy { $0 < 0x80 }
    guard isASCII || String(validating: bytes[range], as: UTF8.self) != nil else { return nil }
    self.init(bytes, range)
  }

  var isObject: Bool { bytes[range.lowerBound] == UInt8(ascii: "{") }
  var isArray: Bool { bytes[range.lowerBound] == UInt8(ascii: "[") }
  var isString: Bool { bytes[range.lowerBound] == UInt8(ascii: "\"") }
  var isNull: Bool { bytes[range.lowerBound] == UInt8(ascii: "n") }

  /// Whether it is `true` or `false`; nil if neither.
  var truth: Bool? {
    switch bytes[range.lowerBound] {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }

  /// The elements of an array; none of anything else.
  var elements: [JSON] {
    guard isArray else { return [] }
    var scanner = JSONScanner(bytes: bytes, place: range.lowerBound + 1)
    var elements: [JSON] = []
    while true {
      scanner.skipBlanks()
      let start = scanner.place
      guard scanner.passValue() else { return elements }
      elements.append(JSON(bytes, start..<scanner.place))
      scanner.skipBlanks()
      guard scanner.pass(UInt8(ascii: ",")) else { return elements }
    }
  }

  /// The member of an object, the first if there are several of the name; nil if there is none, or
  /// if it is `null`.
  subscript(name: StaticString) -> JSON? {
    guard isObject else { return nil }
    var scanner = JSONScanner(bytes: bytes, place: range.lowerBound + 1)
    while true {
      scanner.skipBlanks()
      let start = scanner.place
      guard scanner.passString() else { return nil }
      let found = isName(name, start..<scanner.place)
      scanner.skipBlanks()
      scanner.place += 1
      scanner.skipBlanks()
      let valueStart = scanner.place
      guard scanner.passValue() else { return nil }
      if found {
        let value = JSON(bytes, valueStart..<scanner.place)
        return value.isNull ? nil : value
      }
      scanner.skipBlanks()
      guard scanner.pass(UInt8(ascii: ",")) else { return nil }
    }
  }

  private func isName(_ name: StaticString, _ quoted: Range<Int>) -> Bool {
    let inside = bytes[quoted.lowerBound + 1..<quoted.upperBound - 1]
    if inside.count == name.utf8CodeUnitCount {
      return name.withUTF8Buffer { inside.elementsEqual($0) }
    }
    // Escaped, a name is longer.
    guard inside.count > name.utf8CodeUnitCount, inside.contains(UInt8(ascii: "\\")) else {
      return false
    }
    return JSON(bytes, quoted).string == "\(name)"
  }
}

// MARK: - Texts and numbers

extension JSON {
  /// The text of a string; nil of anything else.
  var string: String? {
    guard isString else { return nil }
    let inside = bytes[range.lowerBound + 1..<range.upperBound - 1]
    guard inside.contains(UInt8(ascii: "\\")) else {
      return String(decoding: inside, as: UTF8.self)
    }
    return unescaped(inside)
  }

  /// The text of a string or of a number, which the exchanges write for each other.
  var word: String? {
    if let string { return string }
    switch bytes[range.lowerBound] {
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return String(decoding: bytes[range], as: UTF8.self)
    default: return nil
    }
  }

  /// The number, or the one that a string spells in decimal; nil of any other text.
  var number: Double? { word.flatMap(Self.number) }

  /// The whole number, be it written as a number, with an exponent or as a string.
  var integer: Int64? {
    guard let word else { return nil }
    return Int64(word) ?? Self.number(word).flatMap { Int64(exactly: $0) }
  }

  /// What a text spells in decimal, if nothing else is in it: `Double` would take `0x1p4` and `nan`.
  static func number(_ text: String) -> Double? {
    let isDecimal = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
      default: false
      }
    }
    guard isDecimal, text.utf8.count <= 64, let number = Double(text), number.isFinite else {
      return nil
    }
    return number
  }

  private func unescaped(_ inside: ArraySlice<UInt8>) -> String {
    var scanner = JSONScanner(bytes: bytes, place: inside.startIndex)
    var text: [UInt8] = []
    while scanner.place < inside.endIndex, let byte = scanner.next {
      scanner.place += 1
      guard byte == UInt8(ascii: "\\"), let escaped = scanner.next else {
        text.append(byte)
        continue
      }
      scanner.place += 1
      switch escaped {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0c)
      case UInt8(ascii: "n"): text.append(0x0a)
      case UInt8(ascii: "r"): text.append(0x0d)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"): text += scanner.scalar()
      default: text.append(escaped)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension JSONScanner {
  /// The scalar whose digits come next, with those of its second half, as UTF-8.
  fileprivate mutating func scalar() -> [UInt8] {
    guard let unit = passUnit() else { return [] }
    guard UTF16.isLeadSurrogate(unit) else {
      return Array(String(decoding: [unit], as: UTF16.self).utf8)
    }
    place += 2
    return Array(String(decoding: [unit, passUnit() ?? 0], as: UTF16.self).utf8)
  }
}
