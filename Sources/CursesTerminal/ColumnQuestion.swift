import Canvas

/// What asks a terminal by the cursor's column how it draws some characters.
struct ColumnQuestion: Equatable {
  /// No terminal draws this one wide; where bytes are characters it is two, and neither is a control.
  static let encoding = ColumnQuestion(characters: "µ", fault: .splitGlyphs)
  static let width = ColumnQuestion(characters: "─●", fault: .wideGlyphs)
  static let all = [encoding, width]

  /// What single bytes of a frame may have done as controls is undone: cells that no erasing clears
  /// (SPA), by DECSCA, and tab stops (HTS), by DECST8C.
  static let repair = "\u{1b}[0\"q\u{1b}[?5W"

  /// What is drawn from the first column on.
  let characters: String
  /// What it means if the cursor is further right than after as many cells.
  let fault: TerminalEvent

  var text: String { "\r\(characters)\u{1b}[6n" }

  /// What the answer with that column means; nil for what was to be hoped.
  func fault(column: Int) -> TerminalEvent? { column > characters.count + 1 ? fault : nil }
}
