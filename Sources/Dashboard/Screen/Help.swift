import Canvas
import Wording

/// The help, as far down as it was scrolled.
struct Help {
  let text: HelpText
  let drawing: DrawingStyle

  private static let width = 90

  func draw(scroll: Int, on frame: inout Frame) {
    let size = frame.size
    let lines = text.lines(size)
    let scroll = min(scroll, text.lastScroll(size))
    let width = min(Self.width, size.columns - 2)
    let x = max(1, (size.columns - width) / 2)
    let top = size.rows > lines.count + 6 ? (size.rows - lines.count) / 2 - 1 : 0
    let heading = Style(.accent, on: .ground, .bold)
    frame.write("Keys", x: x, y: top, style: heading)
    frame.write(
      text.remark(isEnd: scroll == text.lastScroll(size)), endingAt: x + width, y: top,
      style: Style(.muted))
    let first = top + (text.isRoomy(size) ? 2 : 1)
    let isNarrow = text.isNarrow(size)
    let keys = isNarrow ? x : x + HelpText.groupWidth
    let column = isNarrow ? x : keys + text.leftWidth + 2
    let room = size.columns - column - 1
    for (index, line) in lines.dropFirst(scroll).prefix(text.rows(size)).enumerated() {
      frame.write(line.group, x: x, y: first + index, style: heading)
      frame.write(line.left, x: keys, y: first + index, style: Style(.strong, on: .ground, .bold))
      guard !line.right.isEmpty else { continue }
      frame.write(
        line.right.fitted(room, ellipsis: drawing.glyphs.ellipsis), x: column, y: first + index)
    }
  }
}
