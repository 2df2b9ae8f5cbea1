import Canvas
import Liquidations
import Wording

/// The words within the plot: which side is which, where the scale ends, what the lines are.
extension Chart {
  /// The two words that say which way is which, where the bars leave room for them.
  func drawNames(
    _ drawn: DrawnBars, sum: ChartLine?, plot: Rect, on frame: inout Frame
  ) {
    let plan = drawn.plan
    let more = view == .net || view == .share ? "more " : ""
    // Shorter where they would be as wide as the plot, or bars leave no room for more.
    let words = plot.width < 60 ? ["s"] : [" liquidations", "s"]
    let above = words.map { "\(more)\(isFlipped ? "short" : "long")\($0) \(drawing.glyphs.up)" }
    let below = words.map { "\(more)\(isFlipped ? "long" : "short")\($0) \(drawing.glyphs.down)" }
    let top = (0..<min(2, plan.zero)).map { plot.y + $0 }
    let bottom = (max(plan.zero + 1, plot.height - 2)..<plot.height).map { plot.y + $0 }
    let (line, cap) = (lineRemarks(sum), capRemark(drawn, isUp: false))
    let remarks = [scaleRemarks + capRemark(drawn, isUp: true)]
    _ = above.first { place($0, remarks, rows: top, plot: plot, on: &frame) }
    let lower = line.map { $0 + cap } + line + [cap]
    _ = below.first { place($0, lower, rows: bottom.reversed(), plot: plot, on: &frame) }
  }

  /// How the lines look where they are named.
  private var sumMark: String { String(Character(drawing.hasFineBars ? "⠤" : drawing.glyphs.sum)) }
  private var trendMark: String {
    String(Character(drawing.hasFineBars ? "⠤" : drawing.glyphs.trend))
  }

  /// What the axis can't say by its numbers.
  private var scaleRemarks: [String] {
    if view == .share { return ["long share of all liquidations"] }
    if scale == .logarithmic { return ["log scale, totals"] }
    return []
  }

  /// Where bars of a side are broken off, at which amount.
  private func capRemark(_ drawn: DrawnBars, isUp: Bool) -> [String] {
    let plan = drawn.plan
    guard scale == .capped, view != .share,
      drawn.totals.contains(where: { plan.clips(isUp ? $0.up : $0.down, isUp: isUp) }),
      let most = plan.scale.amount(ofRows: plan.rows(isUp: isUp))
    else { return [] }
    return ["capped at \(USD.tick(most, signs: drawing.signs))"]
  }

  /// What the price is, where it is laid over.
  private var priceRemark: [String] {
    prices.contains { $0 != nil } ? ["\(sumMark) price of BTC, axis at the right"] : []
  }

  /// What the lines are, the longest form first.
  private func lineRemarks(_ sum: ChartLine?) -> [[String]] {
    let trend = hasTrend && view != .share ? ["\(trendMark) 7-bar average"] : priceRemark
    guard let last = sum?.values.last(where: { $0 != nil }), let value = last else {
      return [trend]
    }
    let amount = USD.compact(value, signs: drawing.signs, isSigned: true)
    let since = calendar.plain(bars.slots.lowerBound)
    let left = sum?.values.count { $0 == nil } ?? 0
    let without = left == 0 ? "" : " without \(left) \(left == 1 ? "bar" : "bars")"
    return [
      ["\(sumMark) running sum \(amount) since \(since)\(without), axis at the right"] + trend,
      ["\(sumMark) running sum \(amount)\(without), axis at the right"] + trend,
      ["\(sumMark) running sum \(amount), axis at the right"] + trend,
      ["\(sumMark) running sum \(amount), axis at the right"],
      ["\(sumMark) sum \(amount)"],
    ]
  }

  /// Writes the name with the first of the remarks that fits beside it, else both where they fit; false
  /// if there is no room for the name.
  private func place(
    _ name: String, _ remarks: [[String]], rows: [Int], plot: Rect, on frame: inout Frame
  ) -> Bool {
    let texts = remarks.filter { !$0.isEmpty }.map { $0.joined(by: "  ") }
    let places = [true, false]
    for isLeft in places {
      for text in texts.map({ "\(name)  \($0)" }) {
        if place(text, rows: rows, isLeft: isLeft, plot: plot, on: &frame) { return true }
      }
      guard place(name, rows: rows, isLeft: isLeft, plot: plot, on: &frame) else { continue }
      _ = texts.first { text in
        places.contains { place(text, rows: rows, isLeft: !$0, plot: plot, on: &frame) }
      }
      return true
    }
    return false
  }

  /// Writes the text at one end of a row where nothing is drawn; false if there is no such row.
  private func place(
    _ text: String, rows: [Int], isLeft: Bool, plot: Rect, on frame: inout Frame
  ) -> Bool {
    let width = text.columns
    guard plot.width >= min(2 * width, width + 30) else { return false }
    let x = isLeft ? plot.x + 1 : plot.maxX - width - 1
    for y in rows {
      let isFree = (x - 1...x + width).allSatisfy { isBackground(frame[$0, y]) }
      guard isFree else { continue }
      frame.write(text, x: x, y: y, style: Style(.muted))
      return true
    }
    return false
  }

  /// Whether nothing but a gridline is there: bars may end in its glyph.
  private func isBackground(_ cell: Cell) -> Bool {
    cell.style.ink == .faint || (cell.glyph == " " && cell.style.ground == .ground)
  }
}
