import Liquidations
import Wording

extension ReportTable {
  /// Which columns there is room for, and how wide each is.
  private struct Plan {
    var columns: [Column]
    /// Of the days, with the mark behind them.
    var days: Int
    var widths: [Int]
    var hasShortDays: Bool
    /// Cells of the bars; 0 for none.
    var bars = 0

    var width: Int { widths.reduce(days) { $0 + 2 + $1 } }
  }

  private static let fewestBars = 12
  private static let mostBars = 60

  /// Writes rows, their sum, and a line or two that explain them.
  ///
  ///     day                total   long  short     net  long share
  ///     Mon 2026-11-09     80.3M  30.8M  49.5M  −18.7M        38 %  ██████▒▒▒▒▒▒▒▒▒
  ///     Tue 2026-11-10 ○  ≥1.20M  1.20M      ·       ·           ·  █
  func write(
    _ layout: TextLayout, hasHeader: Bool, to output: inout some TextOutputStream
  ) {
    let plan = plan(layout)
    let bars = ReportBars(report, layout, width: plan.bars)
    if hasHeader {
      let names = plan.columns.map(name)
      output.write(layout.styled(line(report.unit.name, names, plan), .bold) + "\n")
    }
    for row in report.rows {
      let isProvisional = report.isProvisional(row.slots)
      let days = days(row.slots, isShort: plan.hasShortDays, layout)
      let texts = plan.columns.map { text($0, row.amounts, layout) }
      let line = line(days + (isProvisional ? " \(layout.provisional)" : ""), texts, plan)
      let bar = plan.bars > 0 ? bars.text(row.amounts) : ""
      output.write(isProvisional ? layout.styled(line, .dim) : line)
      output.write(bar.isEmpty ? "\n" : "  \(bar)\n")
    }
    if report.rows.count > 1 {
      let texts = plan.columns.map { text($0, report.sum, layout) }
      output.write(layout.styled(line("sum", texts, plan), .bold) + "\n")
    }
    for note in notes(layout) {
      for line in layout.columns.map(note.wrapped) ?? [note] {
        output.write(layout.styled(line, .dim) + "\n")
      }
    }
  }

  private func line(_ days: String, _ texts: [String], _ plan: Plan) -> String {
    var line = days.padded(to: plan.days)
    for (text, width) in zip(texts, plan.widths) {
      line += "  " + text.padded(to: width, isRight: true)
    }
    return line
  }

  /// Bars, and beside them the most that fits: both sides of each exchange, each exchange, or the sums
  /// alone; where there is no room for bars the same without them, else as many columns as fit.
  private func plan(_ layout: TextLayout) -> Plan {
    guard let room = layout.columns else { return measured(first + both, isShort: false, layout) }
    let plans = [first + sides, first + both, first].map { measured($0, isShort: false, layout) }
    if var plan = plans.first(where: { $0.width + 2 + Self.fewestBars <= room }) {
      plan.bars = min(room - plan.width - 2, Self.mostBars)
      return plan
    }
    if let plan = plans.first(where: { $0.width <= room }) { return plan }
    var plan = measured(first, isShort: true, layout)
    while plan.width > room, plan.columns.count > 1 {
      plan.columns.removeLast()
      plan.widths.removeLast()
    }
    return plan
  }

  private func measured(_ columns: [Column], isShort: Bool, _ layout: TextLayout) -> Plan {
    let longest = report.rows.reduce(report.unit.name.count) { longest, row in
      let days = days(row.slots, isShort: isShort, layout).unicodeScalars.count
      return max(longest, days + (report.isProvisional(row.slots) ? 2 : 0))
    }
    let widths = columns.map { column in
      (report.rows.map(\.amounts) + [report.sum]).reduce(name(column).count) {
        max($0, text(column, $1, layout).unicodeScalars.count)
      }
    }
    return Plan(
      columns: columns, days: longest, widths: widths, hasShortDays: isShort)
  }
}

/// Bars of what was liquidated, longs before shorts. The largest that isn't more than four times the
/// median is as wide as there is room; what is more is broken off.
struct ReportBars {
  private let report: DayReport
  private let layout: TextLayout
  private let width: Int
  private let scale: Double

  init(_ report: DayReport, _ layout: TextLayout, width: Int) {
    self.report = report
    self.layout = layout
    self.width = width
    let amounts = report.rows.compactMap { $0.amounts.known(of: report.exchanges) }.sorted()
    let median = amounts.isEmpty ? 0 : amounts[amounts.count / 2]
    scale = amounts.last { $0 <= median * 4 } ?? 0
  }

  func text(_ amounts: Amounts) -> String {
    guard let all = amounts.known(of: report.exchanges), all > 0, scale > 0 else { return "" }
    let isBroken = all > scale
    let cells = isBroken ? width - 1 : max(1, Int((all / scale * Double(width)).rounded()))
    let part = (amounts.total(.long, of: report.exchanges) ?? 0) / all
    let longs = Int((part * Double(cells)).rounded())
    let glyphs = layout.bars
    return layout.styled(String(repeating: glyphs.long, count: longs), .blue)
      + layout.styled(String(repeating: glyphs.short, count: cells - longs), .red)
      + (isBroken ? glyphs.broken : "")
  }
}

extension String {
  fileprivate func padded(to columns: Int, isRight: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, columns - unicodeScalars.count))
    return isRight ? blanks + self : self + blanks
  }
}
