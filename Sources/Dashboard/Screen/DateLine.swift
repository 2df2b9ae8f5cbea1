import Canvas
import Wording

/// The line in which a date or a range is typed, with what it accepts or why it didn't:
///
///     Go to: 2026-02-30▏      2026-02-30: no such day
struct DateLine {
  let editor: LineEditor
  let drawing: DrawingStyle

  func draw(in row: Rect, on frame: inout Frame) {
    frame.fill(row, with: .blank)
    let prompt = "Go to: "
    frame.write(prompt, x: row.x + 1, y: row.y, style: Style(.accent, on: .ground, .bold))
    let start = row.x + 1 + prompt.count
    frame.write(editor.line, x: start, y: row.y, style: Style(.strong))
    let cursor = start + editor.cursor
    frame[cursor, row.y] = Cell(frame[cursor, row.y].glyph, drawing.chosen)
    frame.cursor = Place(x: cursor, y: row.y)
    let remark = editor.refusal ?? DateEntry.examples
    let room = row.maxX - 1 - (start + editor.text.count + 3)
    let style = Style(editor.refusal == nil ? .muted : .warning)
    frame.write(
      remark.fitted(room, ellipsis: drawing.glyphs.ellipsis),
      x: row.maxX - 1 - min(room, remark.count),
      y: row.y, style: style)
  }
}
