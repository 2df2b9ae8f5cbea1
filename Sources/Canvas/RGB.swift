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
  init?(_ text: some StringProtocol) {
    guard text.utf8.count == 7, text.first == "#", text.dropFirst().allSatisfy(\.isHexDigit),
      let hex = UInt32(text.dropFirst(), radix: 16)
    else { return nil }
    self.init(hex)
  }

  /// The colour as a number, such as 0xf5b82e.
  var hex: Int { Int(red) << 16 | Int(green) << 8 | Int(blue) }
}
