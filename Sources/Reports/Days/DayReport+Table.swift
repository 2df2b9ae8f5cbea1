import Liquidations
import Wording

extension DayReport {
  private enum Column: Hashable {
    case total, long, short, net, share
    case exchange(Exchange)
    case side(Exchange, Side)

    /// Those of all exchanges together.
    static let sums: [Column] = [.total, .long, .short, .net, .share]

    var name: String {
      switch self {
      case .total: "total"
      case .long: "long"
      case .short: "short"
      case .net: "net"
      case .share: "long share"
      case .exchange(let exchange): exchange.name
      case .side(let exchange, let side): "\(exchange.name) \(side.name)"
      }
    }
  }

  /// In a terminal both sides of each exchange, each exchange, or the sums alone; of one exchange alone
  /// there is nothing else.
  func table(_ layout: TextLayout) -> ReportTable {
    let single = exchanges.count > 1 ? exchanges.exchanges : []
    let sides = single.flatMap { exchange in Side.allCases.map { Column.side(exchange, $0) } }
    let columns = Column.sums + single.map { .exchange($0) } + sides
    let sums = Array(Column.sums.indices)
    let both = sums + single.indices.map { sums.count + $0 }
    let all = sums + sides.indices.map { both.count + $0 }
    return ReportTable(
      head: unit.name, names: columns.map(\.name),
      columns: .init(fitted: [all, both, sums], plain: both, markdown: all),
      rows: rows.map { tableRow($0, columns, layout) },
      sum: rows.count > 1
        ? .init(
          head: "sum", shortHead: "sum", texts: columns.map { text($0, sum, layout) }) : nil,
      notes: notes(layout))
  }

  private func tableRow(
    _ row: Bucket, _ columns: [Column], _ layout: TextLayout
  ) -> ReportTable.Row {
    let known = row.amounts.known(of: exchanges)
    let long = row.amounts.total(.long, of: exchanges) ?? 0
    return ReportTable.Row(
      head: days(row.slots, isShort: false, layout),
      shortHead: days(row.slots, isShort: true, layout),
      texts: columns.map { text($0, row.amounts, layout) },
      isProvisional: isProvisional(row.slots), bar: known.map { (long, $0 - long) })
  }

  /// What a column says of amounts.
  private func text(_ column: Column, _ amounts: Amounts, _ layout: TextLayout) -> String {
    let signs = layout.signs
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
  private func days(_ slots: ClosedRange<Slot>, isShort: Bool, _ layout: TextLayout) -> String {
    let calendar = CalendarText(running, signs: layout.signs)
    guard unit == .day else { return isShort ? calendar.bar(slots) : calendar.numbers(slots) }
    return isShort ? calendar.numbers(slots.lowerBound) : calendar.title(slots.lowerBound)
  }

  /// What the values are of, and what the marks in it mean, those that occur.
  private func notes(_ layout: TextLayout) -> [String] {
    let time = oldest.map { " as of \($0.isoMinute)" } ?? ""
    var marks: [String] = []
    if rows.contains(where: { isProvisional($0.slots) }) {
      marks.append("\(layout.provisional) may still change")
    }
    if rows.contains(where: { hasFloor($0.amounts) }) {
      marks.append("\(layout.signs.atLeast) a part is missing")
    }
    if rows.contains(where: { hasGap($0.amounts) }) { marks.append("\(layout.missing) unknown") }
    let source = "USD by UTC \(unit.name), from \(source.shown())\(time)"
    return marks.isEmpty ? [source] : [source, marks.joined(separator: ", ")]
  }

  private func hasFloor(_ amounts: Amounts) -> Bool {
    Side.allCases.contains {
      amounts.isFloor($0, of: exchanges) && amounts.total($0, of: exchanges) != nil
    }
  }

  private func hasGap(_ amounts: Amounts) -> Bool {
    exchanges.metrics.contains { amounts[$0] == nil }
  }
}
