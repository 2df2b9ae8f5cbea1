import Canvas
import Wording

/// The markers of clipped bars: an arrow at the very end of each, with its value where there is room.
struct ChartMarkers {
  let plan: ChartPlan
  let layout: BarLayout
  let drawing: DrawingStyle
  /// Whether what is above zero is negative.
  let isFlipped: Bool
  /// Whether each bar holds an unusual day on either side.
  let unusual: [(up: Bool, down: Bool)]

  func draw(
    _ totals: [(up: Double, down: Double)], plot: Rect, on frame: inout Frame
  ) {
    draw(totals.map(\.up), isUp: true, plot: plot, on: &frame)
    draw(totals.map(\.down), isUp: false, plot: plot, on: &frame)
  }

  private func draw(_ amounts: [Double], isUp: Bool, plot: Rect, on frame: inout Frame) {
    let clipped = amounts.indices.filter { plan.clips(amounts[$0], isUp: isUp) }
    guard !clipped.isEmpty else { return }
    let hasRow = isUp ? plan.hasMarkersUp : plan.hasMarkersDown
    let y = plot.y + plan.y(ofRow: plan.rows(isUp: isUp) - (hasRow ? 0 : 1), isUp: isUp)
    let arrow = Cell(
      isUp ? drawing.glyphs.up : drawing.glyphs.down, Style(.strong, on: .ground, .bold))
    for index in clipped { frame[plot.x + column(of: index), y] = arrow }
    guard hasRow else { return }
    for index in clipped.sorted(by: { amounts[$0] > amounts[$1] }) {
      let amount = isUp != isFlipped ? amounts[index] : -amounts[index]
      let text = USD.compact(amount, signs: drawing.signs)
      let isUnusual = isUp ? unusual[index].up : unusual[index].down
      let mark = isUnusual ? String(Character(drawing.glyphs.unusual)) : ""
      // The value before the mark, where there isn't room for both.
      let forms = isUnusual ? [(mark, text), ("", text), (mark, "")] : [("", text)]
      let x = plot.x + column(of: index)
      _ = forms.first { write($0, $1, beside: x, y: y, plot: plot, on: &frame) }
    }
  }

  private func column(of index: Int) -> Int {
    let columns = layout.span(of: index)
    return columns.lowerBound + (columns.count - 1) / 2
  }

  /// Right of the arrow if there is room, else left of it, else nowhere; the mark next to the arrow.
  private func write(
    _ mark: String, _ text: String, beside x: Int, y: Int, plot: Rect, on frame: inout Frame
  ) -> Bool {
    let width = mark.unicodeScalars.count + text.unicodeScalars.count
    for start in [x + 1, x - width] where start >= plot.x && start + width <= plot.maxX {
      let around = (start - 1)...(start + width)
      let isFree = around.allSatisfy { $0 == x || frame[$0, y].glyph == " " }
      guard isFree else { continue }
      let isRight = start > x
      let place = isRight ? frame.write(mark, x: start, y: y, style: Style(.strong)) : start
      let end = frame.write(text, x: place, y: y, style: Style(.text))
      if !isRight { frame.write(mark, x: end, y: y, style: Style(.strong)) }
      return true
    }
    return false
  }
}
