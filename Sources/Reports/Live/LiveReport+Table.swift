import Liquidations
import Live
import Wording

extension LiveReport {
  private enum Column: Hashable {
    case total, long, short, orders, largest, covered
    case exchange(Exchange)

    /// Those of all exchanges together.
    static let sums: [Column] = [.total, .long, .short, .orders, .largest, .covered]

    var name: String {
      switch self {
      case .total: "total"
      case .long: "long"
      case .short: "short"
      case .orders: "orders"
      case .largest: "largest"
      case .covered: "covered"
      case .exchange(let exchange): exchange.name
      }
    }
  }

  func table(_ layout: TextLayout) -> ReportTable {
    let single = exchanges.count > 1 ? exchanges.exchanges : []
    let columns = Column.sums + single.map { .exchange($0) }
    let narrow: [Column] = [.total, .covered, .long, .short]
    let sums = Array(Column.sums.indices)
    let all = Array(columns.indices)
    return ReportTable(
      head: unit.name, names: columns.map(\.name),
      columns: .init(
        fitted: [all, sums, narrow.compactMap(columns.firstIndex)], plain: all, markdown: all),
      rows: rows.map { row in
        tableRow(row, head: time(row, false, layout), time(row, true, layout), columns, layout)
      },
      sum: rows.count > 1 ? tableRow(sum, head: "sum", "sum", columns, layout) : nil,
      notes: notes(layout))
  }

  private func tableRow(
    _ row: LiveRow, head: String, _ shortHead: String, _ columns: [Column], _ layout: TextLayout
  ) -> ReportTable.Row {
    let all = row.tallies(of: exchanges)
    return ReportTable.Row(
      head: head, shortHead: shortHead,
      texts: columns.map { text($0, row, layout) ?? layout.missing },
      isProvisional: head != "sum" && row.time.contains(now),
      bar: all.map { ($0.long.usd, $0.short.usd) })
  }

  /// What a column says of a row; nil if it isn't known. The largest order is one that was told of.
  private func text(_ column: Column, _ row: LiveRow, _ layout: TextLayout) -> String? {
    let all = row.tallies(of: exchanges)
    let floor = layout.signs.atLeast
    func amount(_ usd: Double?) -> String? {
      usd.map { floor + USD.compact($0, signs: layout.signs) }
    }
    return switch column {
    case .total: amount(all?.both.usd)
    case .long: amount(row.tally(.long, of: exchanges)?.usd)
    case .short: amount(row.tally(.short, of: exchanges)?.usd)
    case .orders: all.map { floor + Digits.grouped($0.both.count, by: ",") }
    case .largest: all.map { USD.compact($0.both.largest, signs: layout.signs) }
    case .covered:
      all.map { _ in CoveredPart.words(row.coveredShare(of: exchanges, told: told, at: now)) }
    case .exchange(let exchange): amount(row.tallies(of: exchange)?.both.usd)
    }
  }

  /// When a row is: with its weekday, or in numbers, which is shorter.
  private func time(_ row: LiveRow, _ isShort: Bool, _ layout: TextLayout) -> String {
    let last = Timestamp(seconds: max(row.time.upperBound.seconds - 1, row.time.lowerBound.seconds))
    guard !unit.isShorterThanDay else {
      let text = CalendarText(Slot(.hour, at: now), signs: layout.signs)
      let slot = Slot(.minute, at: row.time.lowerBound)
      return isShort ? text.short(slot) : text.title(slot)
    }
    let text = CalendarText(Slot(now.day), signs: layout.signs)
    let days = Slot(row.time.lowerBound.day)...Slot(last.day)
    guard unit == .day else { return isShort ? text.bar(days) : text.numbers(days) }
    return isShort ? text.numbers(days.lowerBound) : text.title(days.lowerBound)
  }

  /// What the values are of, and what the marks in it mean, those that occur.
  private func notes(_ layout: TextLayout) -> [String] {
    let time = exchanges.exchanges.compactMap { told[$0] }.max()
    let until = time.map { " up to \($0.isoMinute)" } ?? ""
    var marks = ["\(layout.signs.atLeast) at least: feeds don't tell of every liquidation"]
    if rows.contains(where: { $0.time.contains(now) }) {
      marks.insert("\(layout.provisional) not over", at: 0)
    }
    if rows.contains(where: { !$0.missing(of: exchanges).isEmpty }) {
      marks.append("\(layout.missing) not heard")
    }
    return [
      "USD by UTC \(unit.name), heard of \(source.feedsName)\(until)",
      marks.joined(separator: ", "),
    ]
  }
}

/// How much of some time was covered, in few columns.
enum CoveredPart {
  /// `all`, `41 %`; of a part never `100 %`, and of what was heard at all never `0 %`.
  static func words(_ share: Double) -> String {
    guard share < 1 else { return "all" }
    return share > 0 && share < 0.01 ? "<1 %" : "\(Int(share * 100)) %"
  }
}

extension String {
  /// Where the exchanges were reached, in words; `exchanges` is themselves.
  var feedsName: String {
    self == "exchanges" ? "the exchanges' own feeds" : "the exchanges by way of \(shown())"
  }
}
