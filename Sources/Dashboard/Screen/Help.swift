import Canvas
import Wording

/// The help, as far down as it was scrolled, under how fresh the data are.
struct Help {
  let state: DashboardState
  let drawing: DrawingStyle

  func draw(scroll: Int, on frame: inout Frame) {
    let text = HelpText(state)
    let size = frame.size
    let lines = text.lines(size)
    let scroll = min(scroll, text.lastScroll(size))
    let width = HelpText.width(size)
    let x = max(1, (size.columns - width) / 2)
    let top = size.rows > lines.count + 6 ? (size.rows - lines.count) / 2 - 1 : 0
    let remark = text.remark(isEnd: scroll == text.lastScroll(size))
    frame.write(remark, endingAt: x + width, y: top, style: Style(.muted))
    let freshness = Freshness(state, drawing: drawing).fullForms(ground: .ground)
    let room = width - remark.columns - 2
    // Without the API nothing is fetched.
    if state.source != .feeds {
      freshness.first { $0.width <= room }?.draw(x: x, y: top, on: &frame)
    }
    let first = top + (text.isRoomy(size) ? 2 : 1)
    let isNarrow = text.isNarrow(size)
    let keys = isNarrow ? x : x + HelpText.groupWidth
    let column = isNarrow ? x : keys + text.leftWidth + 2
    for (index, line) in lines.dropFirst(scroll).prefix(text.rows(size)).enumerated() {
      let y = first + index
      frame.write(line.group, x: x, y: y, style: Style(.accent, on: .ground, .bold))
      frame.write(line.left, x: keys, y: y, style: Style(.strong, on: .ground, .bold))
      frame.write(line.right, x: column, y: y)
    }
  }
}
