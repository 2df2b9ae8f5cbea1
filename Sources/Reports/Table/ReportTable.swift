import Wording

/// A report as a table for people, before it is known how wide it may be.
struct ReportTable {
  struct Row {
    /// What the row is of, and the same in fewer columns.
    var head: String
    var shortHead: String
    /// By column.
    var texts: [String]
    /// Whether its values may still change.
    var isProvisional = false
    /// What its bar is of, longs and shorts, in USD; nil where nothing is known.
    var bar: (long: Double, short: Double)?
  }

  /// Which columns can stand together, by their place.
  struct Columns {
    /// In a terminal, those that say most first; the last of them lose columns where that is too many.
    var fitted: [[Int]]
    /// Where nothing is fitted.
    var plain: [Int]
    var markdown: [Int]
  }

  /// What rows are of: `day`.
  let head: String
  /// By column.
  let names: [String]
  let columns: Columns
  let rows: [Row]
  /// All rows together; nil if that says nothing.
  let sum: Row?
  /// What the values are of, and what the marks in it mean.
  let notes: [String]
}

extension ReportTable {
  /// What a row begins with.
  func head(_ row: Row, isShort: Bool, _ layout: TextLayout) -> String {
    let head = isShort ? row.shortHead : row.head
    return row.isProvisional ? "\(head) \(layout.provisional)" : head
  }

  func writeMarkdown(_ layout: TextLayout, to output: inout some TextOutputStream) {
    let shown = columns.markdown
    func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |\n" }
    output.write(line([head] + shown.map { names[$0] }))
    output.write(line([":--"] + shown.map { _ in "--:" }))
    for row in rows {
      output.write(line([head(row, isShort: false, layout)] + shown.map { row.texts[$0] }))
    }
    output.write("\n\(notes.joined(separator: "  \n"))\n")
  }
}
