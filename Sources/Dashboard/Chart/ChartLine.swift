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

  /// The sum of all bars up to and with each, as high as the plot allows.
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
      max(highest, 0) / Double(max(1, plan.rows(isUp: true))),
      max(-lowest, 0) / Double(max(1, plan.rows(isUp: false))))
    return ChartLine(values: sums, glyph: glyph, perRow: perRow)
  }

  /// Draws the points over what is there, on the colour that is seen there.
  func draw(
    _ plan: ChartPlan, layout: BarLayout, isFlipped: Bool, plot: Rect, on frame: inout Frame
  ) {
    for index in values.indices {
      guard let value = values[index] else { continue }
      let isUp = (value >= 0) != isFlipped
      let rows = plan.rows(isUp: isUp)
      guard rows > 0 else { continue }
      let height =
        perRow.map { $0 > 0 ? abs(value) / $0 : 0 } ?? Double(plan.scale.eighths(abs(value))) / 8
      let y = plot.y + plan.y(ofRow: min(rows - 1, Int(height)), isUp: isUp)
      for column in layout.span(of: index) {
        let x = plot.x + column
        frame[x, y] = Cell(glyph, Style(.strong, on: frame[x, y].seenGround, .bold))
      }
    }
  }
}

extension Cell {
  /// The colour that fills the cell: a full block hides its ground, the end of a bar doesn't fill.
  fileprivate var seenGround: Ink {
    if glyph == "█" || glyph == "#" { return style.ink }
    return style.ink == .ground ? .ground : style.ground
  }
}
