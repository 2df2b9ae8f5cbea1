/// Which colour each ink is. Copies share one table, so that comparing them is cheap.
public struct Theme: Hashable, Sendable {
  /// A colour for terminals with 256 colours or more and its stand-in for those with sixteen.
  struct Paint: Hashable, Sendable {
    /// Nil is the terminal's default.
    let rgb: RGB?
    /// 0…15 of the terminal's own palette; nil is the terminal's default.
    let ansi: Int?

    static let standard = Paint(rgb: nil, ansi: nil)
  }

  /// The numbers of the inks' colours, worked out once, by the inks' raw values.
  private final class Table: Sendable {
    let name: String
    let usesPatterns: Bool
    let isMono: Bool
    let paints: [Paint]
    let eight: [Int?]
    let indexed: [Int?]

    init(name: String, usesPatterns: Bool, paints: [Paint]) {
      self.name = name
      isMono = paints.allSatisfy { $0 == .standard }
      self.usesPatterns = usesPatterns || isMono
      self.paints = paints
      eight = Self.eight(paints)
      indexed = paints.map { $0.rgb.map(XtermPalette.nearest) }
    }

    /// Without bright twins, an ink that would vanish in the ground takes the colour of text.
    private static func eight(_ paints: [Paint]) -> [Int?] {
      let ground = paints[Int(Ink.ground.rawValue)].ansi.map { $0 % 8 }
      let text = paints[Int(Ink.text.rawValue)].ansi.map { $0 % 8 }
      return paints.enumerated().map { index, paint in
        guard let ansi = paint.ansi else { return nil }
        let isGround = index <= Int(Ink.raised.rawValue)
        let vanishes = ansi == 8 || (ground == ansi % 8)
        return vanishes && !isGround ? text : ansi % 8
      }
    }
  }

  private let table: Table

  /// - Parameter paints: one for each ink, in the order of `Ink.allCases`.
  init(name: String, usesPatterns: Bool, paints: [Paint]) {
    table = Table(name: name, usesPatterns: usesPatterns, paints: paints)
  }

  public var name: String { table.name }

  /// Whether the series of a stack are to be told apart by patterns, even where there are colours.
  public var usesPatterns: Bool { table.usesPatterns }

  /// Whether the theme has no colours at all: it is to be drawn as for `ColourDepth.none`.
  public var isMono: Bool { table.isMono }

  /// The number of an ink's colour in the terminal's palette, or 0xRRGGBB for `.direct`; nil is
  /// the terminal's default.
  public func colour(of ink: Ink, depth: ColourDepth) -> Int? {
    let index = Int(ink.rawValue)
    return switch depth {
    case .none: nil
    case .eight: table.eight[index]
    case .sixteen: table.paints[index].ansi
    case .indexed: table.indexed[index]
    // Below 8 are the terminal's own colours.
    case .direct: table.paints[index].rgb.map { max($0.hex, 8) }
    }
  }

  /// The colour that the theme means, whatever the terminal can do; nil is the terminal's default.
  public func rgb(of ink: Ink) -> RGB? { paint(of: ink).rgb }

  /// Whether what is provisional has the colour of what isn't, and so must be told by a shade, which is
  /// nearer to the ground whatever the ground is.
  public func shadesProvisional(depth: ColourDepth) -> Bool {
    (0...5).contains { index in
      colour(of: .series(index, isProvisional: true), depth: depth)
        == colour(of: .series(index), depth: depth)
    }
  }

  func paint(of ink: Ink) -> Paint { table.paints[Int(ink.rawValue)] }

  public static func == (left: Theme, right: Theme) -> Bool {
    let (one, other) = (left.table, right.table)
    return one === other
      || (one.name == other.name && one.usesPatterns == other.usesPatterns
        && one.paints == other.paints)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
  }
}
