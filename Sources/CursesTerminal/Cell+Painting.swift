import Canvas

extension Cell {
  /// Whether nothing but the ground is seen of the cell.
  var isBlank: Bool {
    glyph == " " && style.attributes.isDisjoint(with: [.underline, .reverse])
  }

  /// The style to paint in to the right of a cell painted in `left`: that one if no eye can tell.
  ///
  /// A blank shows no ink and a full block no ground, so most gaps between bars and most bars need
  /// no change of colours, which costs up to 22 bytes.
  func style(after left: Style) -> Style {
    // The ground as ink may be made by reversing, which shows.
    guard left.ink != .ground else { return style }
    if isBlank {
      let isSame = left.ground == style.ground
      return isSame && left.attributes.isSubset(of: .bold) ? left : style
    }
    guard glyph == "█", !style.attributes.contains(.reverse) else { return style }
    return left.ink == style.ink && left.attributes == style.attributes ? left : style
  }
}
