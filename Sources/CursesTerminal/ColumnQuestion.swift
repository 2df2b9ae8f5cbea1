import Canvas

/// What asks a terminal by the cursor's column how it draws some characters.
///
/// It is one question for all of them: not every program between here and the terminal answers a second
/// one as of where it stood.
enum ColumnQuestion {
  /// Two that some terminals draw wide; and three that none does, each of which is two where bytes are
  /// characters, and neither a control. So as bytes they take more columns than wide ones.
  static let characters = "─●µµµ"

  static let text = "\r\(characters)\u{1b}[6n"

  /// What single bytes of a frame may have done as controls is undone: cells that no erasing clears
  /// (SPA), by DECSCA, and tab stops (HTS), by DECST8C.
  static let repair = "\u{1b}[0\"q\u{1b}[?5W"

  /// What the answer with that column means; nil for what was to be hoped.
  static func fault(column: Int) -> TerminalEvent? {
    switch column - 1 - characters.count {
    case ...0: nil
    case 1...2: .wideGlyphs
    default: .splitGlyphs
    }
  }
}
