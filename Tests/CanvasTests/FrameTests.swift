import Testing

@testable import Canvas

@Suite struct FrameTests {
  @Test(arguments: [(0, 0), (1, 1), (3, 2), (200, 55)])
  func isExactlyItsSize(columns: Int, rows: Int) {
    let frame = Frame(size: Size(columns: columns, rows: rows))
    #expect(frame.cells.count == columns * rows)
    #expect(frame.cells.allSatisfy { $0 == .blank })
  }

  @Test func writesNothingOutsideThePicture() {
    var frame = Frame(size: Size(columns: 3, rows: 1))
    frame.write("abcdef", x: -2, y: 0)
    frame.write("xyz", x: 0, y: 1)
    frame[3, 0] = Cell("!")
    frame[-1, 0] = Cell("!")
    #expect(frame.cells.map(\.glyph) == ["c", "d", "e"])
    #expect(frame[9, 9] == .blank)
  }

  @Test func cutsTextAtItsLimitAndTellsTheNextColumn() {
    var frame = Frame(size: Size(columns: 8, rows: 1))
    #expect(frame.write("abcdef", x: 1, y: 0, limit: 3) == 4)
    #expect(frame.cells.map(\.glyph) == [" ", "a", "b", "c", " ", " ", " ", " "])
  }

  @Test func endsTextBeforeAColumn() {
    var frame = Frame(size: Size(columns: 6, rows: 1))
    frame.write("−5M", endingAt: 5, y: 0)
    #expect(frame.cells.map(\.glyph) == [" ", " ", "−", "5", "M", " "])
  }

  @Test(arguments: [
    "", "abc", "−5.00M", "×…≥", "Ä░漢🚀", "e\u{301}", "more than sixteen bytes, with a − in it",
  ])
  func takesACellForEachScalar(text: String) {
    #expect(text.columns == text.unicodeScalars.count)
    var frame = Frame(size: Size(columns: 60, rows: 1))
    #expect(frame.write(text, x: 0, y: 0) == text.columns)
  }

  @Test func fillsOnlyTheRectangle() {
    var frame = Frame(size: Size(columns: 3, rows: 3))
    frame.fill(Rect(x: 1, y: 1, width: 5, height: 1), with: Cell("#"))
    #expect(frame.cells.count { $0.glyph == "#" } == 2)
  }

  @Test func whatIsLaidOverLetsThroughWhatIsUnderItsBlanks() {
    var frame = Frame(size: Size(columns: 4, rows: 2))
    frame.write("abcd", x: 0, y: 0)
    frame.write("efgh", x: 0, y: 1)
    var other = Frame(size: Size(columns: 2, rows: 2))
    other.write("1", x: 1, y: 0)
    other[0, 1] = Cell(" ", Style(.text, on: .raised))
    frame.lay(other, x: 1, y: 0)
    #expect(frame.cells.map(\.glyph) == ["a", "b", "1", "d", "e", " ", "g", "h"])
    #expect(frame[1, 1].style.ground == .raised)
  }

  @Test(arguments: [
    (-1, 0, "2b4d"), (3, 1, "abcd"), (0, -1, "34cd"), (9, 9, "abcd"), (-9, -9, "abcd"),
  ])
  func whatIsLaidBeyondTheEdgesIsCut(x: Int, y: Int, firstRow: String) {
    var frame = Frame(size: Size(columns: 4, rows: 2))
    frame.write("abcd", x: 0, y: 0)
    var other = Frame(size: Size(columns: 4, rows: 2))
    other.write("12 4", x: 0, y: 0)
    other.write("34", x: 0, y: 1)
    frame.lay(other, x: x, y: y)
    let row = String(String.UnicodeScalarView(frame.cells.prefix(4).map(\.glyph)))
    #expect(row == firstRow)
    #expect(frame.cells.count == 8)
  }
}

@Suite struct CellTests {
  @Test(arguments: ["A", "é", "█", "▁", "─", "●", "−", "…", "×", "○", "▲"] as [Unicode.Scalar])
  func keepsGlyphsOfOneColumn(glyph: Unicode.Scalar) {
    #expect(Cell(glyph).glyph == glyph)
  }

  @Test(arguments: ["\u{1b}", "\n", "\u{301}", "漢", "🚀", "\u{200d}", "\u{ad}"] as [Unicode.Scalar])
  func replacesGlyphsOfAnyOtherWidth(glyph: Unicode.Scalar) {
    #expect(Cell(glyph).glyph == "?")
  }
}

@Suite struct RectTests {
  @Test func cutsWhatItHasAndNoMore() {
    var rect = Rect(x: 2, y: 3, width: 10, height: 4)
    #expect(rect.cutTop(1) == Rect(x: 2, y: 3, width: 10, height: 1))
    #expect(rect.cutBottom(1) == Rect(x: 2, y: 6, width: 10, height: 1))
    #expect(rect.cutLeft(3) == Rect(x: 2, y: 4, width: 3, height: 2))
    #expect(rect.cutRight(4) == Rect(x: 8, y: 4, width: 4, height: 2))
    #expect(rect == Rect(x: 5, y: 4, width: 3, height: 2))
    #expect(rect.cutTop(9) == Rect(x: 5, y: 4, width: 3, height: 2))
    #expect(rect.height == 0)
  }

  @Test func isNeverNegative() {
    #expect(Rect(x: 0, y: 0, width: -3, height: -1).width == 0)
    #expect(Rect(x: 0, y: 0, width: 3, height: 1).inset(2).width == 0)
  }

  @Test func findsTheRunsThatChanged() {
    let before = Frame(size: Size(columns: 6, rows: 3))
    var after = before
    after.write("ab", x: 0, y: 0)
    after.write("z", x: 3, y: 0)
    after.write("last", x: 2, y: 2)
    #expect(
      after.changes(from: before) == [
        Frame.Run(row: 0, columns: 0..<2), Frame.Run(row: 0, columns: 3..<4),
        Frame.Run(row: 2, columns: 2..<6),
      ])
    #expect(after.changes(from: after).isEmpty)
  }

  @Test func aChangeOfStyleAloneIsAChange() {
    let before = Frame(size: Size(columns: 2, rows: 1))
    var after = before
    after[1, 0] = Cell(" ", Style(.text, on: .raised))
    #expect(after.changes(from: before) == [Frame.Run(row: 0, columns: 1..<2)])
  }

  /// A frame of so many columns whose rows begin with these words.
  private func frame(_ rows: [String], columns: Int = 12, style: Style = .plain) -> Frame {
    var frame = Frame(size: Size(columns: columns, rows: rows.count))
    for (y, text) in rows.enumerated() { frame.write(text, x: 0, y: y, style: style) }
    return frame
  }

  @Test(arguments: [
    // Up, down, over a row that stays, and over a blank one.
    (["ab", "cd", "ef"], ["cd", "ef", "gh"], true),
    (["ab", "cd", "ef"], ["xy", "ab", "cd"], true),
    (["ab", "cd", "ef"], ["xy", "cd", "ab"], true),
    (["ab", "", "cd"], ["", "ab", "cd"], true),
    // In place, as a part, like a row that stays, and not at all.
    (["ab", "cd", "ef"], ["ax", "cx", "ex"], false),
    (["ab", "cd", ""], ["cd x", "ab x", ""], false),
    (["ab", "cd", "ef"], ["ab", "ab", "ef"], false),
    (["ab", "cd", "ef"], ["ab", "cd", "ef"], false),
  ])
  func knowsRowsThatMove(before: [String], after: [String], isMoved: Bool) {
    let old = frame(before)
    let new = frame(after)
    #expect(new.hasMovedRow(in: new.changes(from: old), from: old) == isMoved)
  }

  @Test func aRowThatMovesInAnotherStyleMoves() {
    let old = frame(["ab", "cd", "ef"])
    let new = frame(["cd", "ef", "gh"], style: Style(.series0))
    #expect(new.hasMovedRow(in: new.changes(from: old), from: old))
  }
}
