import Canvas

/// The markers of clipped bars: an arrow at the very end of each, with its value where there is room.
struct ChartMarkers {
  let plan: ChartPlan
  let layout: BarLayout
  let look: Look
  /// Whether what is above zero is negative.
  let isFlipped: Bool

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
    let arrow = Cell(isUp ? look.glyphs.up : look.glyphs.down, Style(.strong, on: .ground, .bold))
    for index in clipped { frame[plot.x + column(of: index), y] = arrow }
    guard hasRow else { return }
    for index in clipped.sorted(by: { amounts[$0] > amounts[$1] }) {
      let amount = isUp != isFlipped ? amounts[index] : -amounts[index]
      let text = USD.compact(amount, glyphs: look.glyphs)
      write(text, beside: plot.x + column(of: index), y: y, plot: plot, on: &frame)
    }
  }

  private func column(of index: Int) -> Int {
    let columns = layout.span(of: index)
    return columns.lowerBound + (columns.count - 1) / 2
  }

  /// Right of the arrow if there is room, else left of it, else nowhere.
  private func write(_ text: String, beside x: Int, y: Int, plot: Rect, on frame: inout Frame) {
    let width = text.unicodeScalars.count
    for start in [x + 1, x - width] where start >= plot.x && start + width <= plot.maxX {
      let around = (start - 1)...(start + width)
      let isFree = around.allSatisfy { $0 == x || frame[$0, y].glyph == " " }
      guard isFree else { continue }
      frame.write(text, x: start, y: y, style: Style(.text))
      return
    }
  }
}
