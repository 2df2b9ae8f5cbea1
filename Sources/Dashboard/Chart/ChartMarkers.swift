import Canvas
import Wording

/// The ends of bars that the scale cuts off: each is broken in its last cell, and the largest few bear
/// their value beyond it where there is room.
struct ChartMarkers {
  /// So many of a side bear their value: more would stand in each other's way.
  private static let mostValues = 3

  let plan: ChartPlan
  let layout: BarLayout
  let drawing: DrawingStyle
  /// Whether what is above zero is negative.
  let isFlipped: Bool
  /// Whether each bar holds an unusual day on either side.
  let unusual: [(up: Bool, down: Bool)]

  func draw(
    _ totals: [DrawnBars.Total], plot: Rect, on frame: inout Frame
  ) {
    draw(totals.map(\.up), isUp: true, plot: plot, on: &frame)
    draw(totals.map(\.down), isUp: false, plot: plot, on: &frame)
  }

  private func draw(_ amounts: [Double], isUp: Bool, plot: Rect, on frame: inout Frame) {
    let clipped = amounts.indices.filter { plan.clips(amounts[$0], isUp: isUp) }
      .sorted { amounts[$0] > amounts[$1] }
    guard !clipped.isEmpty else { return }
    let last = plot.y + plan.y(ofRow: plan.rows(isUp: isUp) - 1, isUp: isUp)
    for index in clipped { breakOff(index, y: last, plot: plot, on: &frame) }
    guard isUp ? plan.hasMarkersUp : plan.hasMarkersDown else { return }
    let y = plot.y + plan.y(ofRow: plan.rows(isUp: isUp), isUp: isUp)
    for index in clipped.prefix(Self.mostValues) {
      let amount = isUp != isFlipped ? amounts[index] : -amounts[index]
      write(
        USD.compact(amount, signs: drawing.signs), beyond: index, style: Style(.text), y: y,
        plot: plot, on: &frame)
    }
    let mark = String(Character(drawing.glyphs.unusual))
    for index in clipped where isUp ? unusual[index].up : unusual[index].down {
      write(mark, beyond: index, style: Style(.strong), y: y, plot: plot, on: &frame)
    }
  }

  /// Cuts through the last cells of a bar, in the ground's colour where the bar has one.
  private func breakOff(_ index: Int, y: Int, plot: Rect, on frame: inout Frame) {
    for column in layout.span(of: index) {
      let bar = frame[plot.x + column, y].style
      let colour = bar.ground == .ground ? bar.ink : bar.ground
      frame[plot.x + column, y] = Cell(
        drawing.glyphs.broken,
        drawing.hasFineBars ? Style(.ground, on: colour) : Style(.strong, on: .ground, .bold))
    }
  }

  /// Writes the text beyond a bar's middle, if nothing else stands there.
  private func write(
    _ text: String, beyond index: Int, style: Style, y: Int, plot: Rect, on frame: inout Frame
  ) {
    let columns = layout.span(of: index)
    let width = text.columns
    let middle = columns.lowerBound + (columns.count - 1) / 2
    let start = plot.x + min(max(0, middle - width / 2), plot.width - width)
    let around = (start - 1)...(start + width)
    guard width <= plot.width, around.allSatisfy({ frame[$0, y].glyph == " " }) else { return }
    frame.write(text, x: start, y: y, style: style)
  }
}
