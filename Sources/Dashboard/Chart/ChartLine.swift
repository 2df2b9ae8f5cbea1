import Canvas
import Liquidations

/// A line over the bars: a point for each of them, in the scale of the bars or in one of its own.
struct ChartLine {
  /// Signed USD; nil is no point.
  let values: [Double?]
  let glyph: Unicode.Scalar
  /// The amount of a row; nil is the scale of the bars.
  let perRow: Double?

  /// The mean of seven bars, up to and with each; nil while there are fewer.
  static func mean(_ values: [Double?], glyph: Unicode.Scalar) -> ChartLine {
    let length = 7
    let means = values.indices.map { index -> Double? in
      guard index >= length - 1 else { return nil }
      let span = values[(index - length + 1)...index].compactMap { $0 }
      return span.isEmpty ? nil : span.reduce(0, +) / Double(span.count)
    }
    return ChartLine(values: means, glyph: glyph, perRow: nil)
  }

  /// The sum of all bars up to and with each, as high as the plot allows below the names of the
  /// sides, which stand in its first and last rows.
  static func runningSum(
    _ values: [Double?], glyph: Unicode.Scalar, plan: ChartPlan
  ) -> ChartLine {
    var sum = 0.0
    let sums = values.map { value -> Double? in
      guard let value else { return nil }
      sum += value
      return sum
    }
    let (highest, lowest) = (sums.compactMap { $0 }.max() ?? 0, sums.compactMap { $0 }.min() ?? 0)
    let perRow = max(
      max(highest, 0) / Double(Self.rowsOfSum(plan, isUp: true)),
      max(-lowest, 0) / Double(Self.rowsOfSum(plan, isUp: false)))
    // A little more, so that the extreme lies within the last of these rows and not beyond it.
    return ChartLine(
      values: sums, glyph: glyph, perRow: plan.scale.round(perRow: perRow * 1.000_001))
  }

  private static func rowsOfSum(_ plan: ChartPlan, isUp: Bool) -> Int {
    let rows = plan.rows(isUp: isUp)
    let hasNames = rows > 3 && !(isUp ? plan.hasMarkersUp : plan.hasMarkersDown)
    return max(1, hasNames ? rows - 1 : rows)
  }

  /// The ink of the running sum and of its axis.
  static let sumInk = Ink.accent

  private var ink: Ink { perRow == nil ? .strong : Self.sumInk }

  /// Draws the points over what is there: as a line of dots where the terminal has them, else a glyph for
  /// each bar; through bars in the ground's colour, so that they are seen on a bar of any colour.
  func draw(
    _ plan: ChartPlan, layout: BarLayout, isFlipped: Bool, isFine: Bool, plot: Rect,
    on frame: inout Frame
  ) {
    if isFine {
      drawDots(plan, layout: layout, isFlipped: isFlipped, plot: plot, on: &frame)
      return
    }
    for index in values.indices {
      guard let place = eighths(of: index, plan, isFlipped: isFlipped) else { continue }
      for column in layout.span(of: index) {
        let (x, y) = (plot.x + column, plot.y + place / 8)
        frame[x, y] = Cell(glyph, frame[x, y].style(ofLine: ink))
      }
    }
  }

  /// From the middle of each bar to that of the next; a bar without a point leaves a gap.
  private func drawDots(
    _ plan: ChartPlan, layout: BarLayout, isFlipped: Bool, plot: Rect, on frame: inout Frame
  ) {
    var dots = DotPicture(columns: plot.width, rows: plot.height)
    var last: (x: Int, y: Int)?
    for index in values.indices {
      guard let place = eighths(of: index, plan, isFlipped: isFlipped) else {
        last = nil
        continue
      }
      let bar = layout.eighths(of: index)
      let dot = (x: (bar.lowerBound + bar.upperBound) / 8, y: place / 2)
      dots.draw(from: last ?? dot, to: dot)
      last = dot
    }
    dots.draw(x: plot.x, y: plot.y, on: &frame) { $0.style(ofLine: ink) }
  }

  /// How far below the top of the plot a point lies, in eighths of a row.
  private func eighths(of index: Int, _ plan: ChartPlan, isFlipped: Bool) -> Int? {
    guard let value = values[index] else { return nil }
    let isUp = (value >= 0) != isFlipped
    let rows = plan.rows(isUp: isUp)
    guard rows > 0 else { return nil }
    let height =
      perRow.map { $0 > 0 ? abs(value) / $0 * 8 : 0 } ?? Double(plan.scale.eighths(abs(value)))
    // Sums of amounts beyond all measure may be no number.
    let within = height.isNaN ? 0 : Int(min(height, Double(rows * 8 - 1)))
    return isUp ? plan.zero * 8 - 1 - within : plan.zero * 8 + 8 + within
  }
}

extension Cell {
  /// How a point of a line is drawn over the cell: on what covers most of it. Patterns give way to it.
  func style(ofLine ink: Ink) -> Style {
    let behind = mainInk
    if behind == .ground { return Style(ink, on: .ground, .bold) }
    return behind == .text
      ? Style(.text, on: .ground, .reverse) : Style(.ground, on: behind)
  }
}
