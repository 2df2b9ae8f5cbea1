import Liquidations
import Live
import Wording

extension PriceReport {
  func table(_ layout: TextLayout) -> ReportTable {
    var before: Double?
    return ReportTable(
      head: unit.name, names: ["price", "change"],
      columns: .init(fitted: [[0, 1], [0]], plain: [0, 1], markdown: [0, 1]),
      rows: rows.map { row in
        let change = before.flatMap { before in row.last.map { $0.usd / before } }
        before = row.last?.usd
        return tableRow(row, change: change, layout)
      }, sum: nil, notes: notes(layout))
  }

  private func tableRow(_ row: Row, change: Double?, _ layout: TextLayout) -> ReportTable.Row {
    ReportTable.Row(
      head: time(row, isShort: false, layout), shortHead: time(row, isShort: true, layout),
      texts: [
        row.last.map { USD.price($0.usd) } ?? layout.missing,
        change.map { Ratio.fineChange($0, signs: layout.signs) } ?? layout.missing,
      ], isProvisional: isProvisional(row))
  }

  /// When a row is: with its weekday, or in numbers, which is shorter.
  private func time(_ row: Row, isShort: Bool, _ layout: TextLayout) -> String {
    let text = CalendarText(Slot(firstOpen.step, at: now), signs: layout.signs)
    let slot = row.slots.lowerBound
    guard closesOf != nil else { return isShort ? text.short(slot) : text.title(slot) }
    guard unit == .day else { return isShort ? text.bar(row.slots) : text.numbers(row.slots) }
    return isShort ? text.numbers(slot) : text.title(slot)
  }

  /// What the values are of, and what the marks in it mean, those that occur.
  private func notes(_ layout: TextLayout) -> [String] {
    var marks: [String] = []
    if rows.contains(where: isProvisional) {
      let words = closesOf == nil ? "not over" : "may still change"
      marks.append("\(layout.provisional) \(words)")
    }
    if rows.contains(where: { $0.last == nil }) { marks.append("\(layout.missing) unknown") }
    let time = asOf.map { " as of \($0.isoMinute)" } ?? ""
    let source = "USD for one BTC, the \(origin)\(time)"
    return marks.isEmpty ? [source] : [source, marks.joined(separator: ", ")]
  }

  /// Which price it is, and whose.
  private var origin: String {
    guard let closesOf else { return "last of a UTC \(unit.name), heard of \(source.feedsName)" }
    let way = source == "exchanges" ? "" : " by way of \(source.shown())"
    let close = unit == .day ? "close" : "last close"
    return "\(close) of a UTC \(unit.name), by \(closesOf.name)\(way)"
  }
}
