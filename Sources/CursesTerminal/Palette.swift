import CNcurses
import Canvas

/// The colour pairs of a theme, allocated in ncurses when first used, in a flat table.
@MainActor
struct Palette {
  private struct Entry {
    let pair: Int32
    let isReversed: Bool
  }

  private static let inkCount = Ink.allCases.count
  /// The pair of the terminal's own colours: pair 0 would have every attribute reset by ncurses, a third
  /// of what a return to plain text costs.
  private static let plain: Int32 = 1

  let theme: Theme
  private let depth: ColourDepth
  private var entries: [Entry?]
  private var pairs: [Int32] = []

  init(theme: Theme, depth: ColourDepth) {
    self.theme = theme
    self.depth = depth
    entries = Array(repeating: nil, count: Self.inkCount * Self.inkCount)
    guard depth != .none else { return }
    init_extended_pair(Self.plain, CellColours.standard, CellColours.standard)
    pairs.append(Self.plain)
  }

  /// Sets `cell` to a glyph in a style.
  mutating func fill(_ cell: inout cchar_t, _ glyph: Unicode.Scalar, _ style: Style) {
    let entry = entry(style)
    var attributes = liq_normal()
    if style.attributes.contains(.bold) { attributes |= liq_bold() }
    if style.attributes.contains(.underline) { attributes |= liq_underline() }
    if style.attributes.contains(.reverse) != entry.isReversed { attributes |= liq_reverse() }
    liq_set_cell(&cell, glyph.value, attributes, entry.pair)
  }

  private mutating func entry(_ style: Style) -> Entry {
    let index = Int(style.ink.rawValue) * Self.inkCount + Int(style.ground.rawValue)
    if let entry = entries[index] { return entry }
    let colours = CellColours(style.ink, on: style.ground, theme: theme, depth: depth)
    let entry = Entry(pair: pair(colours), isReversed: colours.isReversed)
    entries[index] = entry
    return entry
  }

  /// When a terminal has no pair left the cell has the default colours: `alloc_pair` would
  /// otherwise recolour what is drawn already.
  private mutating func pair(_ colours: CellColours) -> Int32 {
    guard depth != .none else { return 0 }
    if colours.foreground == CellColours.standard, colours.background == CellColours.standard {
      return Self.plain
    }
    let isRoom = pairs.count < liq_pair_count() - 1
    let pair =
      isRoom
      ? alloc_pair(colours.foreground, colours.background)
      : find_pair(colours.foreground, colours.background)
    guard pair > 0 else { return 0 }
    if !pairs.contains(pair) { pairs.append(pair) }
    return pair
  }
}

/// The two palette numbers a cell is drawn in, -1 for the terminal's default, and whether they are
/// to be exchanged by the terminal.
struct CellColours: Hashable {
  let foreground: Int32
  let background: Int32
  let isReversed: Bool
}

extension CellColours {
  fileprivate static let standard: Int32 = -1

  /// A glyph in the colour of the ground can't be had by a number where that ground is the
  /// terminal's default: the default foreground is another colour. There the two are exchanged.
  init(_ ink: Ink, on ground: Ink, theme: Theme, depth: ColourDepth) {
    let inkColour = theme.colour(of: ink, depth: depth).map(Int32.init)
    let groundColour = theme.colour(of: ground, depth: depth).map(Int32.init)
    let isReversed = ink == .ground && ground != .ground && inkColour == nil
    foreground = (isReversed ? groundColour : inkColour) ?? Self.standard
    background = (isReversed ? inkColour : groundColour) ?? Self.standard
    self.isReversed = isReversed
  }
}
