import Canvas
import Liquidations

/// The bars of a chart as they are drawn, kept from picture to picture: they stay as they are while the
/// cursor moves, and take longer than all the rest.
struct DrawnBars: Equatable, Sendable {
  /// All that they follow from.
  struct Source: Equatable, Sendable {
    let bars: Shared<Bars>
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
  /// The plot with nothing but the bars.
  private let picture: Frame

  init(_ source: Source, plan: ChartPlan, totals: [Total], _ draw: (Rect, inout Frame) -> Void) {
    self.source = source
    self.plan = plan
    self.totals = totals
    var picture = Frame(size: source.size)
    draw(Rect(source.size), &picture)
    self.picture = picture
  }

  /// Draws the bars over what is there.
  func draw(in plot: Rect, on frame: inout Frame) { frame.lay(picture, x: plot.x, y: plot.y) }
}
