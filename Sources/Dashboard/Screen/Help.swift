import Canvas
import Wording

/// The help, as far down as it was scrolled.
struct Help {
  let text: HelpText
  let drawing: DrawingStyle

  func draw(scroll: Int, on frame: inout Frame) {
    let size = frame.size
    let lines = text.lines(size)
    let scroll = min(scroll, text.lastScroll(size))
    let x = max(1, (size.columns - 64) / 2)
    let top = size.rows > lines.count + 6 ? (size.rows - lines.count) / 2 - 1 : 0
    frame.write("Keys", x: x, y: top, style: Style(.accent, on: .ground, .bold))
    frame.write(
      text.remark(isEnd: scroll == text.lastScroll(size)),
      endingAt: min(size.columns - 1, x + 64), y: top, style: Style(.muted))
    let first = top + (text.isRoomy(size) ? 2 : 1)
    let column = text.isNarrow(size) ? x : x + text.leftWidth + 2
    let room = size.columns - column - 1
    for (index, line) in lines.dropFirst(scroll).prefix(text.rows(size)).enumerated() {
      frame.write(line.left, x: x, y: first + index, style: Style(.strong, on: .ground, .bold))
      guard !line.right.isEmpty else { continue }
      frame.write(
        line.right.fitted(room, ellipsis: drawing.glyphs.ellipsis), x: column, y: first + index)
    }
  }
}
