/// A colour by its red, green and blue, 0…255 each.
public struct RGB: Hashable, Sendable {
  public let red: UInt8
  public let green: UInt8
  public let blue: UInt8

  /// The colour written as in `0xf5b82e`.
  public init(_ hex: UInt32) {
    red = UInt8(truncatingIfNeeded: hex >> 16)
    green = UInt8(truncatingIfNeeded: hex >> 8)
    blue = UInt8(truncatingIfNeeded: hex)
  }

  /// The colour written as in `#f5b82e`; nil if it is written in any other way.
  init?(_ text: String) {
    let bytes = text.utf8
    guard bytes.count == 7, bytes.first == UInt8(ascii: "#") else { return nil }
    var hex: UInt32 = 0
    for byte in bytes.dropFirst() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): hex = hex << 4 | UInt32(byte & 0x0f)
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        hex = hex << 4 | UInt32(byte & 0x0f + 9)
      default: return nil
      }
    }
    self.init(hex)
  }

  /// Whether black text can be read on it better than white, by its luma (BT.601).
  var isLight: Bool {
    299 * Int(red) + 587 * Int(green) + 114 * Int(blue) > 127_500
  }

  /// The colour as a number, such as 0xf5b82e.
  public var hex: Int { Int(red) << 16 | Int(green) << 8 | Int(blue) }
}
