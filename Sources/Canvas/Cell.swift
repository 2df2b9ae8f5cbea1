/// How a glyph is drawn besides its colours.
public struct Attributes: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  public static let bold = Attributes(rawValue: 1)
  public static let underline = Attributes(rawValue: 2)
  /// Foreground and background exchanged; what marks a choice where there is no colour.
  public static let reverse = Attributes(rawValue: 4)
}

/// The colours and attributes of a cell.
///
/// They take two bytes, and a cell four: a key has two pictures copied and compared that no cache holds.
public struct Style: Hashable, Sendable {
  /// The ink in the lowest six bits, the ground in the six above, the attributes in the rest.
  fileprivate var bits: UInt16

  public init(_ ink: Ink = .text, on ground: Ink = .ground, _ attributes: Attributes = []) {
    bits =
      UInt16(ink.rawValue) | UInt16(ground.rawValue) << 6 | UInt16(attributes.rawValue) << 12
  }

  fileprivate init(bits: UInt16) {
    self.bits = bits
  }

  public var ink: Ink {
    get { Ink(rawValue: UInt8(bits & 0x3f)) ?? .text }
    set { self = Style(newValue, on: ground, attributes) }
  }

  public var ground: Ink {
    get { Ink(rawValue: UInt8(bits >> 6 & 0x3f)) ?? .ground }
    set { self = Style(ink, on: newValue, attributes) }
  }

  public var attributes: Attributes {
    get { Attributes(rawValue: UInt8(bits >> 12)) }
    set { self = Style(ink, on: ground, newValue) }
  }

  public static let plain = Style()
}

/// One place of the picture: a glyph one column wide, and its style.
public struct Cell: Hashable, Sendable {
  /// The glyph's number in the lower half, the style in the upper: one word, so that many cells are compared
  /// at once.
  private(set) var bits: UInt32

  /// A glyph that isn't known to be one column wide is drawn as `?`.
  public init(_ glyph: Unicode.Scalar, _ style: Style = .plain) {
    bits = (Self.isOneColumn(glyph) ? glyph : "?").value | UInt32(style.bits) << 16
  }

  public var glyph: Unicode.Scalar { Unicode.Scalar(UInt16(truncatingIfNeeded: bits)) ?? "?" }

  public var style: Style {
    get { Style(bits: UInt16(bits >> 16)) }
    set { bits = bits & 0xffff | UInt32(newValue.bits) << 16 }
  }

  public static let blank = Cell(" ")

  /// The ink of what covers most of the cell: of blocks their own or their ground's, of all else the
  /// ground's.
  public var mainInk: Ink {
    ((BlockGlyph.mask(of: glyph) ?? 0).nonzeroBitCount >= 32) != style.attributes.contains(.reverse)
      ? style.ink : style.ground
  }

  /// Whether every terminal draws the scalar in one column: no controls, marks or wide scripts.
  static func isOneColumn(_ glyph: Unicode.Scalar) -> Bool {
    switch glyph.value {
    case 0x20...0x7e, 0xa0...0xac, 0xae...0x2ff, 0x370...0x482, 0x48a...0x52f: true
    case 0x2010...0x2027, 0x2030...0x205e, 0x20a0...0x20bf, 0x2190...0x2319: true
    case 0x2500...0x25fc, 0x25ff...0x2613, 0x2800...0x28ff: true
    default: false
    }
  }
}
