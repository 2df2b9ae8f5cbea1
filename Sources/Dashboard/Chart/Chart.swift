import Canvas
import Liquidations
import Wording

/// The stacked bars of a range, longs up and shorts down from zero:
///
///      200M ▔▔▔▔▔▔▔▔▔▔▔▔
///             ▂   █
///           ▄ █ ▃ █
///         0 ──────────────
///           █ ▀ █ ▀
///           ▀
///
/// A bar that the scale cuts off is broken in its last cell, and bears its value beyond it.
struct Chart {
  let view: ChartView
  @Shared private(set) var bars: Bars
  let exchanges: ExchangeSet
  let drawing: DrawingStyle
  let calendar: CalendarText
  let scale: ScaleKind
  /// Whether shorts are drawn up and longs down.
  let isFlipped: Bool
  /// Whether the mean of seven bars is laid over.
  let hasTrend: Bool
  /// Whether the pane is large enough for the running sum of the net.
  let hasSum: Bool
  /// What a BTC cost in each bar, in USD; empty where that isn't laid over.
  let prices: [Double?]
  /// The bar under the cursor.
  let cursor: Int
  /// Whether that is marked by `BarMarks.drawCursor`, and not by `draw`.
  private let isStill: Bool

  init(_ state: DashboardState, drawing: DrawingStyle, exchanges: ExchangeSet) {
    view = state.shownView
    _bars = state.$bars
    self.exchanges = exchanges
    self.drawing = drawing
    calendar = state.calendar
    scale = state.appearance.scale
    isFlipped = state.appearance.isFlipped
    hasTrend = state.appearance.hasTrend
    hasSum = state.hasSum
    prices = state.hasPrice ? state.barPrices : []
    cursor = state.cursorBar
    isStill = state.hasStillChart
  }

  /// Which row is what in a plot so high, by itself.
  func plan(rows: Int) -> ChartPlan {
    plan(bars.buckets.map { total(parts(of: $0)) }, rows: rows, beside: [])
  }

  private func plan(
    _ totals: [DrawnBars.Total], rows: Int, beside others: [ChartPlan]
  ) -> ChartPlan {
    ChartPlan(
      totals: totals.map { ($0.up, $0.down) },
      unfinished: Set(bars.marks.indices.filter { bars.marks[$0].isProvisional }),
      kind: view == .share ? .full : scale, isShare: view == .share, rows: rows, beside: others)
  }

  /// Draws into `area`, gutter included.
  func draw(in area: Rect, beside others: [ChartPlan] = [], on rendering: inout Rendering) {
    var plot = area
    let gutter = plot.cutLeft(Layout.gutter)
    _ = plot.cutRight(!prices.isEmpty ? Layout.priceAxis : hasSum ? Layout.sumAxis : 0)
    rendering.hits.record(.axis, in: gutter)
    rendering.hits.record(bars, in: plot)
    let drawn = rendering.kept(source(plot, beside: others), or: drawn)
    draw(drawn, plot: plot, gutter: gutter, on: &rendering.frame)
  }

  private func source(_ plot: Rect, beside others: [ChartPlan]) -> DrawnBars.Source {
    DrawnBars.Source(
      bars: $bars, view: view, exchanges: exchanges, scale: scale, isFlipped: isFlipped,
      size: Size(columns: plot.width, rows: plot.height), others: others,
      glyphs: drawing.repertoire, depth: drawing.depth, usesPatterns: drawing.usesPatterns,
      shadesProvisional: drawing.shadesProvisional)
  }

  private func drawn(_ source: DrawnBars.Source) -> DrawnBars {
    let stacks = bars.buckets.map { parts(of: $0) }
    let totals = stacks.map(total)
    let plan = plan(totals, rows: source.size.rows, beside: source.others)
    return DrawnBars(source, plan: plan, totals: totals) { plot, frame in
      BarPainter(
        layout: bars.layout, plan: plan, drawing: drawing,
        isStack: isStack
      ).draw(allParts(stacks), plot: plot, on: &frame)
    }
  }

  /// Whether a bar shows exchanges, and not one amount.
  private var isStack: Bool {
    view != .net && view != .share && exchanges.count > 1 && scale != .logarithmic
  }

  private func draw(_ drawn: DrawnBars, plot: Rect, gutter: Rect, on frame: inout Frame) {
    let (plan, totals) = (drawn.plan, drawn.totals)
    ChartGrid(plan: plan, drawing: drawing, isFlipped: isFlipped, isPercent: view == .share).draw(
      plot: plot, gutter: gutter, on: &frame)
    drawZero(plan, plot: plot, on: &frame)
    drawn.draw(in: plot, on: &frame)
    for (index, total) in totals.enumerated() {
      markUnusual(index, total.up, isUp: true, plan: plan, plot: plot, on: &frame)
      markUnusual(index, total.down, isUp: false, plan: plan, plot: plot, on: &frame)
    }
    let lines = lines(plan)
    for line in lines {
      line.draw(
        plan, layout: bars.layout, isFlipped: isFlipped, isFine: drawing.hasFineBars, plot: plot,
        on: &frame)
      drawAxis(of: line, plan, plot: plot, on: &frame)
    }
    PriceLine(prices, rows: plot.height, glyph: drawing.glyphs.sum)?.draw(
      layout: bars.layout, isFine: drawing.hasFineBars, plot: plot, on: &frame)
    ChartMarkers(
      plan: plan, layout: bars.layout, drawing: drawing, isFlipped: isFlipped,
      unusual: bars.buckets.indices.map {
        (up: isUnusual($0, isUp: true), down: isUnusual($0, isUp: false))
      }
    ).draw(totals, plot: plot, on: &frame)
    drawNames(drawn, sum: lines.first { $0.perRow != nil }, plot: plot, on: &frame)
  }

  /// The parts of a bar above and below zero.
  private func parts(of bucket: Bucket) -> (up: [Double?], down: [Double?]) {
    // Segments of a logarithm mean nothing, so it is of the totals.
    let isTotal = scale == .logarithmic
    let long = view.parts(of: bucket.amounts, .long, exchanges, isTotal: isTotal)
    let short = view.parts(of: bucket.amounts, .short, exchanges, isTotal: isTotal)
    return isFlipped ? (short, long) : (long, short)
  }

  private func total(_ parts: (up: [Double?], down: [Double?])) -> DrawnBars.Total {
    DrawnBars.Total(up: sum(parts.up), down: sum(parts.down))
  }

  private func sum(_ parts: [Double?]) -> Double { parts.reduce(0) { $0 + ($1 ?? 0) } }

  /// What is drawn of each bar, those before the range included, which are dimmed.
  private func allParts(_ stacks: [(up: [Double?], down: [Double?])]) -> [BarPainter.Bar] {
    let earlier = bars.earlier.enumerated().map { index, bucket in
      let parts = parts(of: bucket)
      return BarPainter.Bar(
        index: index - bars.earlier.count, up: parts.up, down: parts.down, isProvisional: true)
    }
    return earlier
      + stacks.enumerated().map { index, parts in
        BarPainter.Bar(
          index: index, up: parts.up, down: parts.down,
          isProvisional: bars.marks[index].isProvisional)
      }
  }

  /// Longer bars than slots aren't marked: every other one would be.
  private func isUnusual(_ index: Int, isUp: Bool) -> Bool {
    view == .stacked && bars.areSlots
      && bars.isUnusual(index, isUp != isFlipped ? .long : .short)
  }

  /// A mark beyond the end of a bar that holds an unusual slot; a clipped one has its arrow there.
  private func markUnusual(
    _ index: Int, _ total: Double, isUp: Bool, plan: ChartPlan, plot: Rect,
    on frame: inout Frame
  ) {
    guard isUnusual(index, isUp: isUp) else { return }
    let row = (plan.eighths(total, isUp: isUp) + 7) / 8
    guard !plan.clips(total, isUp: isUp), row < plan.rows(isUp: isUp) else { return }
    let columns = bars.layout.span(of: index)
    let x = plot.x + columns.lowerBound + (columns.count - 1) / 2
    frame[x, plot.y + plan.y(ofRow: row, isUp: isUp)] = Cell(drawing.glyphs.unusual, Style(.strong))
  }

  /// What is laid over the bars: the running sum of the net, and the trend if it is asked for.
  private func lines(_ plan: ChartPlan) -> [ChartLine] {
    let amounts = bars.buckets.map(\.amounts)
    switch view {
    case .net:
      let net = amounts.map { $0.net(of: exchanges) }
      let sum = hasSum ? [ChartLine.runningSum(net, glyph: drawing.glyphs.sum, plan: plan)] : []
      return hasTrend ? sum + [.mean(net, glyph: drawing.glyphs.trend)] : sum
    case .stacked, .exchanges:
      guard hasTrend else { return [] }
      return Side.allCases.map { side in
        .mean(
          amounts.map { $0.isFloor(side, of: exchanges) ? nil : $0.total(side, of: exchanges) },
          glyph: drawing.glyphs.trend)
      }
    case .share, .table, .tape: return []
    }
  }

  /// The amounts of a line that has a scale of its own, right of the plot and in the line's ink.
  private func drawAxis(of line: ChartLine, _ plan: ChartPlan, plot: Rect, on frame: inout Frame) {
    guard let perRow = line.perRow, perRow > 0 else { return }
    for isUp in [true, false] {
      for tick in plan.scale.ticks(rows: plan.rows(isUp: isUp)) {
        let amount = perRow * Double(tick.row + 1)
        let y = plot.y + plan.y(ofRow: tick.row, isUp: isUp)
        let text = USD.tick(isUp != isFlipped ? amount : -amount, signs: drawing.signs)
        // The last column may be the screen's.
        guard text.columns < Layout.sumAxis - 1 else { continue }
        frame.write(text, x: plot.maxX + 1, y: y, style: Style(ChartLine.sumInk))
      }
    }
  }

  private func drawZero(_ plan: ChartPlan, plot: Rect, on frame: inout Frame) {
    let y = plot.y + plan.zero
    frame.fill(
      Rect(x: plot.x, y: y, width: plot.width, height: 1),
      with: Cell(drawing.glyphs.zeroLine, Style(.muted)))
    BarMarks($bars, drawing: drawing).draw(
      bars.buckets.indices, chosen: isStill ? nil : cursor, y: y, plot: plot, on: &frame)
  }
}

extension DashboardState {
  /// Whether there is one chart of which the cursor moves nothing but its own mark: no line lies over that.
  var hasStillChart: Bool {
    guard hasData, !hasSum, !hasPrice else { return false }
    switch shownView {
    case .stacked, .net: return !appearance.hasTrend
    case .share: return true
    case .exchanges, .table, .tape: return false
    }
  }
}
