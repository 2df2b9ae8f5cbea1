/// Bars of what was liquidated, longs before shorts. The largest that isn't more than four times the
/// median is as wide as there is room; what is more is broken off.
struct ReportBars {
  private let layout: TextLayout
  private let width: Int
  private let scale: Double

  init(_ rows: [ReportTable.Row], _ layout: TextLayout, width: Int) {
    self.layout = layout
    self.width = width
    let amounts = rows.compactMap { $0.bar.map { $0.long + $0.short } }.sorted()
    let median = amounts.isEmpty ? 0 : amounts[amounts.count / 2]
    // Where most had none, that is no measure.
    scale = amounts.last { $0 <= median * 4 && $0 > 0 } ?? amounts.last ?? 0
  }

  /// Empty where nothing is known, or nothing was.
  func text(_ bar: (long: Double, short: Double)?) -> String {
    guard let bar, bar.long + bar.short > 0, scale > 0 else { return "" }
    let all = bar.long + bar.short
    let isBroken = all > scale
    let cells = isBroken ? width - 1 : max(1, Int((all / scale * Double(width)).rounded()))
    let longs = Int((bar.long / all * Double(cells)).rounded())
    let glyphs = layout.bars
    return layout.styled(String(repeating: glyphs.long, count: longs), .blue)
      + layout.styled(String(repeating: glyphs.short, count: cells - longs), .red)
      + (isBroken ? glyphs.broken : "")
  }
}
