import Canvas
import Liquidations

/// The bars of a chart as they are drawn, kept from picture to picture: they stay as they are while the
/// cursor moves, and take longer than all the rest.
struct DrawnBars: Equatable, Sendable {
  /// All that they follow from.
  struct Source: Equatable, Sendable {
    let bars: Bars
    let view: ChartView
    let exchanges: ExchangeSet
    let scale: ScaleKind
    let isFlipped: Bool
    let size: Size
    /// The plans of charts beside this one.
    let others: [ChartPlan]
    let glyphs: Repertoire
    let depth: ColourDepth
    let usesPatterns: Bool
    let shadesProvisional: Bool
  }

  /// What one bar has above and below zero in USD, both ≥ 0.
  struct Total: Equatable, Sendable {
    let up: Double
    let down: Double
  }

  let source: Source
  let plan: ChartPlan
  let totals: [Total]
  /// What of the plot isn't blank.
  private let filled: [Filled]

  /// A cell, and its place in the plot.
  private struct Filled: Equatable, Sendable {
    let place: Place
    let cell: Cell
  }

  init(_ source: Source, plan: ChartPlan, totals: [Total], _ draw: (Rect, inout Frame) -> Void) {
    self.source = source
    self.plan = plan
    self.totals = totals
    var picture = Frame(size: source.size)
    draw(Rect(source.size), &picture)
    let columns = source.size.columns
    filled = picture.cells.enumerated().filter { $1 != .blank }.map { index, cell in
      Filled(place: Place(x: index % columns, y: index / columns), cell: cell)
    }
  }

  /// Draws the bars over what is there.
  func draw(in plot: Rect, on frame: inout Frame) {
    for one in filled { frame[plot.x + one.place.x, plot.y + one.place.y] = one.cell }
  }
}
