/// How many colours a terminal has.
public enum ColourDepth: Int, Comparable, CaseIterable, Sendable {
  /// None, or `NO_COLOR` asks for none: not even greys.
  case none
  /// The terminal's own eight.
  case eight
  /// The terminal's own eight and their bright twins.
  case sixteen
  /// The 256 of xterm.
  case indexed

  public static func < (left: ColourDepth, right: ColourDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}

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
}

/// Which colour each ink is.
public struct Theme: Hashable, Sendable {
  /// A colour for terminals with 256 colours and its stand-in for those with sixteen.
  struct Paint: Hashable, Sendable {
    /// Nil is the terminal's default.
    let rgb: RGB?
    /// 0…15 of the terminal's own palette; nil is the terminal's default.
    let ansi: Int?
  }

  public let name: String
  private let paints: [Paint]
  private let indexed: [Int?]

  init(name: String, _ paint: (Ink) -> Paint) {
    self.name = name
    paints = Ink.allCases.map(paint)
    indexed = paints.map { $0.rgb.map(XtermPalette.nearest) }
  }

  /// The number of an ink's colour in the terminal's palette; nil is the terminal's default.
  public func colour(of ink: Ink, depth: ColourDepth) -> Int? {
    let index = Int(ink.rawValue)
    switch depth {
    case .none: return nil
    case .eight: return paints[index].ansi.map { $0 % 8 }
    case .sixteen: return paints[index].ansi
    case .indexed: return indexed[index]
    }
  }

  /// The colour that the theme means, whatever the terminal can do; nil is the terminal's default.
  public func rgb(of ink: Ink) -> RGB? {
    paints[Int(ink.rawValue)].rgb
  }

  public static func == (left: Theme, right: Theme) -> Bool {
    left.name == right.name && left.paints == right.paints
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
  }
}

extension Theme {
  /// The terminal's own ground and text, with colours that can be seen on dark and on light.
  public static let terminal = Theme(name: "terminal") { ink in
    switch ink {
    case .ground, .raised: Paint(rgb: nil, ansi: nil)
    case .strong, .text: Paint(rgb: nil, ansi: nil)
    case .muted: Paint(rgb: RGB(0x8a8a8a), ansi: nil)
    case .faint: Paint(rgb: RGB(0x585858), ansi: 8)
    case .accent: Paint(rgb: RGB(0xff8700), ansi: 3)
    case .good: Paint(rgb: RGB(0x5faf87), ansi: 2)
    case .warning: Paint(rgb: RGB(0xd78700), ansi: 3)
    case .bad: Paint(rgb: RGB(0xff5f5f), ansi: 1)
    case .series0: Paint(rgb: RGB(0xffaf00), ansi: 11)
    case .series1: Paint(rgb: RGB(0x875fff), ansi: 5)
    case .series2: Paint(rgb: RGB(0x00afaf), ansi: 14)
    case .series3: Paint(rgb: RGB(0xff5f87), ansi: 1)
    case .net: Paint(rgb: RGB(0x5f87d7), ansi: 12)
    case .provisional0: Paint(rgb: RGB(0xaf8700), ansi: 3)
    case .provisional1: Paint(rgb: RGB(0x5f5faf), ansi: 5)
    case .provisional2: Paint(rgb: RGB(0x008787), ansi: 6)
    case .provisional3: Paint(rgb: RGB(0xaf5f5f), ansi: 1)
    case .provisionalNet: Paint(rgb: RGB(0x5f5f87), ansi: 4)
    }
  }

  /// Light on a near-black ground.
  public static let dark = Theme(name: "dark") { ink in
    switch ink {
    case .ground: Paint(rgb: RGB(0x121212), ansi: nil)
    case .raised: Paint(rgb: RGB(0x1c1c1c), ansi: nil)
    case .strong: Paint(rgb: RGB(0xffffff), ansi: 15)
    case .text: Paint(rgb: RGB(0xd0d0d0), ansi: 7)
    case .muted: Paint(rgb: RGB(0x8a8a8a), ansi: 7)
    case .faint: Paint(rgb: RGB(0x303030), ansi: 8)
    case .accent: Paint(rgb: RGB(0xffaf00), ansi: 11)
    case .good: Paint(rgb: RGB(0x5faf87), ansi: 10)
    case .warning: Paint(rgb: RGB(0xffaf5f), ansi: 11)
    case .bad: Paint(rgb: RGB(0xff5f5f), ansi: 9)
    case .series0: Paint(rgb: RGB(0xffaf00), ansi: 11)
    case .series1: Paint(rgb: RGB(0x875fff), ansi: 5)
    case .series2: Paint(rgb: RGB(0x00afaf), ansi: 14)
    case .series3: Paint(rgb: RGB(0xff5f87), ansi: 1)
    case .net: Paint(rgb: RGB(0x87afd7), ansi: 12)
    case .provisional0: Paint(rgb: RGB(0xaf8700), ansi: 3)
    case .provisional1: Paint(rgb: RGB(0x5f5faf), ansi: 5)
    case .provisional2: Paint(rgb: RGB(0x008787), ansi: 6)
    case .provisional3: Paint(rgb: RGB(0xaf5f5f), ansi: 1)
    case .provisionalNet: Paint(rgb: RGB(0x5f87af), ansi: 4)
    }
  }

  /// Dark on a near-white ground.
  public static let light = Theme(name: "light") { ink in
    switch ink {
    case .ground: Paint(rgb: RGB(0xffffff), ansi: nil)
    case .raised: Paint(rgb: RGB(0xeeeeee), ansi: nil)
    case .strong: Paint(rgb: RGB(0x000000), ansi: 0)
    case .text: Paint(rgb: RGB(0x303030), ansi: 0)
    case .muted: Paint(rgb: RGB(0x6c6c6c), ansi: 8)
    case .faint: Paint(rgb: RGB(0xd0d0d0), ansi: 7)
    case .accent: Paint(rgb: RGB(0xaf5f00), ansi: 1)
    case .good: Paint(rgb: RGB(0x00875f), ansi: 2)
    case .warning: Paint(rgb: RGB(0xaf5f00), ansi: 3)
    case .bad: Paint(rgb: RGB(0xd70000), ansi: 1)
    case .series0: Paint(rgb: RGB(0xffaf00), ansi: 3)
    case .series1: Paint(rgb: RGB(0x5f5fd7), ansi: 4)
    case .series2: Paint(rgb: RGB(0x00afaf), ansi: 6)
    case .series3: Paint(rgb: RGB(0xd7005f), ansi: 1)
    case .net: Paint(rgb: RGB(0x005faf), ansi: 4)
    case .provisional0: Paint(rgb: RGB(0xffd787), ansi: 3)
    case .provisional1: Paint(rgb: RGB(0xafafff), ansi: 4)
    case .provisional2: Paint(rgb: RGB(0x87d7d7), ansi: 6)
    case .provisional3: Paint(rgb: RGB(0xff87af), ansi: 1)
    case .provisionalNet: Paint(rgb: RGB(0x87afd7), ansi: 4)
    }
  }

  /// The themes that come with the program.
  public static let all = [terminal, dark, light]
}
