import Wording

extension ReportTable {
  /// Which columns there is room for, and how wide each is.
  private struct Plan {
    var columns: [Int]
    /// Of the heads, with the mark behind them.
    var heads: Int
    var widths: [Int]
    var hasShortHeads: Bool
    /// Cells of the bars; 0 for none.
    var bars = 0

    var width: Int { widths.reduce(heads) { $0 + 2 + $1 } }
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
    let bars = ReportBars(rows, layout, width: plan.bars)
    if hasHeader {
      let names = plan.columns.map { self.names[$0] }
      output.write(layout.styled(line(head, names, plan), .bold) + "\n")
    }
    for row in rows {
      let line = line(row, plan, layout)
      let bar = plan.bars > 0 ? bars.text(row.bar) : ""
      output.write(row.isProvisional ? layout.styled(line, .dim) : line)
      output.write(bar.isEmpty ? "\n" : "  \(bar)\n")
    }
    if let sum { output.write(layout.styled(line(sum, plan, layout), .bold) + "\n") }
    writeNotes(layout, to: &output)
  }

  func writeNotes(_ layout: TextLayout, to output: inout some TextOutputStream) {
    for note in notes {
      for line in layout.columns.map(note.wrapped) ?? [note] {
        output.write(layout.styled(line, .dim) + "\n")
      }
    }
  }

  private func line(_ row: Row, _ plan: Plan, _ layout: TextLayout) -> String {
    line(
      head(row, isShort: plan.hasShortHeads, layout), plan.columns.map { row.texts[$0] }, plan)
  }

  private func line(_ head: String, _ texts: [String], _ plan: Plan) -> String {
    var line = head.padded(to: plan.heads)
    for (text, width) in zip(texts, plan.widths) {
      line += "  " + text.padded(to: width, isRight: true)
    }
    return line
  }

  /// Bars, and beside them the most that fits; where there is no room for bars the same without them,
  /// else as many columns as fit.
  private func plan(_ layout: TextLayout) -> Plan {
    guard let room = layout.columns else { return measured(columns.plain, false, layout) }
    let plans = columns.fitted.map { measured($0, false, layout) }
    let hasBars = rows.contains { $0.bar != nil }
    if hasBars, var plan = plans.first(where: { $0.width + 2 + Self.fewestBars <= room }) {
      plan.bars = min(room - plan.width - 2, Self.mostBars)
      return plan
    }
    if let plan = plans.first(where: { $0.width <= room }) { return plan }
    var plan = measured(columns.fitted.last ?? [], true, layout)
    while plan.width > room, plan.columns.count > 1 {
      plan.columns.removeLast()
      plan.widths.removeLast()
    }
    return plan
  }

  private func measured(_ shown: [Int], _ isShort: Bool, _ layout: TextLayout) -> Plan {
    let all = rows + [sum].compactMap(\.self)
    let longest = all.reduce(head.count) { longest, row in
      max(longest, head(row, isShort: isShort, layout).unicodeScalars.count)
    }
    let widths = shown.map { column in
      all.reduce(names[column].count) { max($0, $1.texts[column].unicodeScalars.count) }
    }
    return Plan(columns: shown, heads: longest, widths: widths, hasShortHeads: isShort)
  }
}

extension String {
  func padded(to columns: Int, isRight: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, columns - unicodeScalars.count))
    return isRight ? blanks + self : self + blanks
  }
}
