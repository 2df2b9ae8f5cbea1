import Canvas
import Wording

/// The price of BTC over the bars, in a scale of its own whose labels stand right of the plot: from the least
/// to the largest price that is shown, since zero would flatten it.
struct PriceLine {
  /// Of each bar, in USD; nil is no point.
  let prices: [Double?]
  let glyph: Unicode.Scalar

  /// The ink of the line and of its axis.
  static let ink = Ink.good

  /// Round prices, from the lowest to the highest of the axis.
  private let ticks: [Double]

  /// Nil without a price.
  init?(_ prices: [Double?], rows: Int, glyph: Unicode.Scalar) {
    let known = prices.compactMap(\.self)
    guard let least = known.min(), let most = known.max(), rows > 2 else { return nil }
    self.prices = prices
    self.glyph = glyph
    ticks = Self.ticks(least, most, count: max(2, min(6, rows / 4)))
  }

  /// Round prices a step apart around all that are shown.
  private static func ticks(_ least: Double, _ most: Double, count: Int) -> [Double] {
    // A price that hardly moves isn't blown up: a thousandth of it is the least.
    let span = max(most - least, most / 1_000)
    var step = 1.0
    while step * 10 * Double(count) <= span { step *= 10 }
    step *= [1, 2, 2.5, 5, 10].first { $0 * step * Double(count) >= span } ?? 10
    let first = (least / step).rounded(.down)
    let last = max((most / step).rounded(.up), first + 1)
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  /// Draws the line over what is there, and its axis.
  func draw(layout: BarLayout, isFine: Bool, plot: Rect, on frame: inout Frame) {
    if isFine {
      drawDots(layout, plot: plot, on: &frame)
    } else {
      for (index, price) in prices.enumerated() {
        guard let price else { continue }
        for column in layout.span(of: index) {
          let (x, y) = (plot.x + column, plot.y + dot(price, plot) / 4)
          frame[x, y] = Cell(glyph, frame[x, y].style(ofLine: Self.ink))
        }
      }
    }
    drawAxis(plot: plot, on: &frame)
  }

  /// From the middle of each bar to that of the next; a bar without a price leaves a gap.
  private func drawDots(_ layout: BarLayout, plot: Rect, on frame: inout Frame) {
    var dots = DotPicture(columns: plot.width, rows: plot.height)
    var last: (x: Int, y: Int)?
    for (index, price) in prices.enumerated() {
      guard let price else {
        last = nil
        continue
      }
      let bar = layout.eighths(of: index)
      let place = (x: (bar.lowerBound + bar.upperBound) / 8, y: dot(price, plot))
      dots.draw(from: last ?? place, to: place)
      last = place
    }
    dots.draw(x: plot.x, y: plot.y, on: &frame) { $0.style(ofLine: Self.ink) }
  }

  /// Names the source of the price below its axis.
  static func drawSource(_ name: String?, in row: Rect, on frame: inout Frame) {
    guard let name, row.height > 0 else { return }
    frame.write(name, x: row.x + 1, y: row.y, style: Style(ink), limit: row.width - 1)
  }

  private func drawAxis(plot: Rect, on frame: inout Frame) {
    for tick in ticks {
      frame.write(
        USD.price(tick), x: plot.maxX + 1, y: plot.y + dot(tick, plot) / 4,
        style: Style(Self.ink))
    }
  }

  /// How far below the top of the plot a price lies, in quarters of a row.
  private func dot(_ price: Double, _ plot: Rect) -> Int {
    guard let first = ticks.first, let last = ticks.last, last > first else { return 0 }
    let most = Double(plot.height * 4 - 1)
    let share = min(max(0, (price - first) / (last - first)), 1)
    return Int(((1 - share) * most).rounded())
  }
}
