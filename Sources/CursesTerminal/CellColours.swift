import Canvas

/// The two palette numbers a cell is drawn in, -1 for the terminal's default, and whether they are
/// to be exchanged by the terminal.
struct CellColours: Hashable {
  let foreground: Int32
  let background: Int32
  let isReversed: Bool
}

extension CellColours {
  private static let standard: Int32 = -1

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
