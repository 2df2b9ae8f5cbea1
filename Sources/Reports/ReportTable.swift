import Liquidations
import Wording

/// A report as a table for people.
struct ReportTable {
  enum Column: Hashable {
    case total, long, short, net, share
    case exchange(Exchange)
    case side(Exchange, Side)

    func name(isAlone: Bool) -> String {
      switch self {
      case .total: "total"
      case .long: "long"
      case .short: "short"
      case .net: "net"
      case .share: "long share"
      case .exchange(let exchange): exchange.name
      case .side(let exchange, let side): isAlone ? side.name : "\(exchange.name) \(side.name)"
      }
    }
  }

  let report: DayReport
  /// The columns of all exchanges together.
  let first: [Column] = [.total, .long, .short, .net, .share]
  /// Both sides of each exchange, and the two together; none of one exchange alone.
  let sides: [Column]
  let both: [Column]

  init(_ report: DayReport) {
    self.report = report
    let exchanges = report.exchanges.count > 1 ? report.exchanges.exchanges : []
    sides = exchanges.flatMap { exchange in Side.allCases.map { Column.side(exchange, $0) } }
    both = exchanges.map { Column.exchange($0) }
  }

  func name(_ column: Column) -> String { column.name(isAlone: report.exchanges.count == 1) }

  /// What a column says of amounts; nil if it isn't known.
  func text(_ column: Column, _ amounts: Amounts, _ layout: TextLayout) -> String {
    let (exchanges, signs) = (report.exchanges, layout.signs)
    let text: String? =
      switch column {
      case .total: amounts.text(of: exchanges, signs: signs)
      case .long: amounts.text(.long, of: exchanges, signs: signs)
      case .short: amounts.text(.short, of: exchanges, signs: signs)
      case .net: amounts.net(of: exchanges).map { USD.compact($0, signs: signs, isSigned: true) }
      case .share: amounts.longShare(of: exchanges).map(Ratio.percent)
      case .exchange(let exchange): amounts.text(of: ExchangeSet(exchange), signs: signs)
      case .side(let exchange, let side):
        amounts.text(side, of: ExchangeSet(exchange), signs: signs)
      }
    return text ?? layout.missing
  }

  /// The days of a row: with their weekday, or in numbers, which is shorter.
  func days(_ slots: ClosedRange<Slot>, isShort: Bool, _ layout: TextLayout) -> String {
    let calendar = CalendarText(report.running, signs: layout.signs)
    guard report.unit == .day else {
      return isShort ? calendar.bar(slots) : calendar.numbers(slots)
    }
    return isShort ? calendar.numbers(slots.lowerBound) : calendar.title(slots.lowerBound)
  }

  /// What the values are of, and what the marks in it mean, those that occur.
  func notes(_ layout: TextLayout) -> [String] {
    let time = report.oldest.map { " as of \($0.isoMinute)" } ?? ""
    var marks: [String] = []
    if report.rows.contains(where: { report.isProvisional($0.slots) }) {
      marks.append("\(layout.provisional) may still change")
    }
    if report.rows.contains(where: { hasFloor($0.amounts) }) {
      marks.append("\(layout.signs.atLeast) a part is missing")
    }
    if report.rows.contains(where: { hasGap($0.amounts) }) {
      marks.append("\(layout.missing) unknown")
    }
    let source = "USD by UTC \(report.unit.name), from \(report.source.shown())\(time)"
    return marks.isEmpty ? [source] : [source, marks.joined(separator: ", ")]
  }

  private func hasFloor(_ amounts: Amounts) -> Bool {
    Side.allCases.contains {
      amounts.isFloor($0, of: report.exchanges) && amounts.total($0, of: report.exchanges) != nil
    }
  }

  private func hasGap(_ amounts: Amounts) -> Bool {
    report.exchanges.metrics.contains { amounts[$0] == nil }
  }
}

// MARK: - Markdown

extension ReportTable {
  func writeMarkdown(_ layout: TextLayout, to output: inout some TextOutputStream) {
    let columns = first + sides
    func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |\n" }
    output.write(line([report.unit.name] + columns.map(name)))
    output.write(line([":--"] + columns.map { _ in "--:" }))
    for row in report.rows {
      let mark = report.isProvisional(row.slots) ? " \(layout.provisional)" : ""
      let days = days(row.slots, isShort: false, layout) + mark
      output.write(line([days] + columns.map { text($0, row.amounts, layout) }))
    }
    output.write("\n\(notes(layout).joined(separator: "  \n"))\n")
  }
}
