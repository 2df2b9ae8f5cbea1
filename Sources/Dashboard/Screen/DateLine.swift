import Canvas
import Wording

/// The line in which a date or a range is typed, with what it accepts or why it didn't; above it where
/// there is no room beside:
///
///     Go to: 2026-02-30▏      2026-02-30: no such day
struct DateLine {
  let editor: LineEditor
  let drawing: DrawingStyle

  private static let prompt = "Go to: "

  func draw(in row: Rect, on frame: inout Frame) {
    frame.fill(row, with: .blank)
    frame.write(Self.prompt, x: row.x + 1, y: row.y, style: Style(.accent, on: .ground, .bold))
    let start = row.x + 1 + Self.prompt.count
    let room = row.maxX - 1 - start
    // What is typed goes to the left where it is longer, so that the cursor stays in sight.
    let hidden = max(0, editor.cursor - room)
    let typed = String(
      String.UnicodeScalarView(editor.text.dropFirst(hidden).prefix(room + 1)))
    frame.write(typed, x: start, y: row.y, style: Style(.strong))
    let cursor = start + editor.cursor - hidden
    frame[cursor, row.y] = Cell(frame[cursor, row.y].glyph, drawing.chosen)
    frame.cursor = Place(x: cursor, y: row.y)
    drawRemark(in: row, beside: start + typed.columns, on: &frame)
  }

  private func drawRemark(in row: Rect, beside end: Int, on frame: inout Frame) {
    let room = row.maxX - 1 - (end + 3)
    guard let refusal = editor.refusal else {
      let text = DateEntry.examples.fitted(room, ellipsis: drawing.signs.ellipsis)
      frame.write(text, endingAt: row.maxX - 1, y: row.y, style: Style(.muted))
      return
    }
    if let text = refusal.forms.first(where: { $0.columns <= room }) {
      frame.write(text, endingAt: row.maxX - 1, y: row.y, style: Style(.warning))
      return
    }
    let above = Rect(x: row.x, y: row.y - 1, width: row.width, height: 1)
    frame.fill(above, with: .blank)
    let shortest = refusal.forms[refusal.forms.count - 1]
    let text = refusal.forms.first { $0.columns <= row.width - 2 } ?? shortest
    frame.write(text, x: row.x + 1, y: above.y, style: Style(.warning))
  }
}
