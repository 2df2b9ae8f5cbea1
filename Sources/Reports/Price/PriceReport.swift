public import Liquidations
public import Live
import Wording

/// What one BTC cost, in rows of minutes or hours: the last price of each.
public struct PriceReport: RecordReport {
  /// A price and when it was.
  public struct Row: Hashable, Sendable {
    public let slots: ClosedRange<Slot>
    /// The last price of the slots; nil if none is known.
    public let last: MinutePrice?
  }

  public static let schema = "liqtop.price/1"

  /// Where the exchanges were reached.
  public let source: String
  public let unit: CalendarUnit
  /// Oldest first.
  public let rows: [Row]
  /// When the newest price of all was; nil if that isn't known.
  public let asOf: Timestamp?
  let now: Timestamp

  /// Nil if no price of the time is known.
  ///
  /// - Parameters:
  ///   - prices: of minutes, in any order.
  ///   - range: its days are whole ones, its hours those up to now.
  ///   - unit: what a row is; none of days and longer.
  public init?(
    of prices: [MinutePrice], asOf: Timestamp?, source: String, range: DateRange,
    unit: CalendarUnit, at now: Timestamp
  ) {
    let minutes = prices.map(\.minute)
    guard let first = minutes.min(), let last = minutes.max(), unit.isShorterThanDay else {
      return nil
    }
    let end = max(now + .seconds(1), (last + 1).start)
    guard let span = LiveSpan(range, on: .minute, known: first.start..<end, at: now) else {
      return nil
    }
    let known = Dictionary(prices.map { ($0.minute, $0) }) { $1 }
    rows = unit.spans(touching: span.slots, within: span.reach).map { slots in
      Row(slots: slots, last: slots.reversed().lazy.compactMap { known[$0] }.first)
    }
    guard rows.contains(where: { $0.last != nil }) else { return nil }
    self.asOf = asOf
    self.source = source
    self.unit = unit
    self.now = now
  }

  public func write(_ form: ReportForm, to output: inout some TextOutputStream) {
    writeAll(form, to: &output)
  }
}

extension PriceReport {
  /// The names of a record's fields; there is one shape alone.
  func names(_ shape: ReportShape) -> [String] { ["time", "usd", "at"] }

  func forEachRecord(_ shape: ReportShape, _ body: ([ReportField]) -> Void) {
    for row in rows { body(fields(row)) }
  }

  private func fields(_ row: Row) -> [ReportField] {
    [
      .word(row.slots.lowerBound.start.isoSecond), .usd(row.last?.usd),
      .word(row.last?.minute.start.isoSecond),
    ]
  }

  /// One object, with an object a row:
  ///
  ///     {"schema":"liqtop.price/1","source":"exchanges","unit":"hour",
  ///     "as_of":"2026-11-27T14:35:58Z","prices":[
  ///     {"time":"2026-11-27T14:00:00Z","usd":91580.00,"at":"2026-11-27T14:35:00Z"}
  ///     ]}
  func writeJSON(to output: inout some TextOutputStream) {
    output.write("{\"schema\":\"\(Self.schema)\",\"source\":\(source.jsonText),")
    output.write("\"unit\":\"\(unit.name)\",\"as_of\":\(ReportField.word(asOf?.isoSecond).json),")
    output.write("\"prices\":[")
    var lines = RecordLines(ReportForm(.json), names: names(.long))
    var separator = "\n"
    for row in rows {
      output.write(separator)
      output.write(lines.text(fields(row)))
      separator = ",\n"
    }
    output.write("\n]}\n")
  }

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
    let text = CalendarText(Slot(.minute, at: now), signs: layout.signs)
    let slot = row.slots.lowerBound
    return ReportTable.Row(
      head: text.title(slot), shortHead: text.short(slot),
      texts: [
        row.last.map { USD.price($0.usd) } ?? layout.missing,
        change.map { Ratio.fineChange($0, signs: layout.signs) } ?? layout.missing,
      ], isProvisional: row.slots.contains(Slot(.minute, at: now)))
  }

  /// What the values are of, and what the marks in it mean, those that occur.
  private func notes(_ layout: TextLayout) -> [String] {
    var marks: [String] = []
    if rows.contains(where: { $0.slots.contains(Slot(.minute, at: now)) }) {
      marks.append("\(layout.provisional) not over")
    }
    if rows.contains(where: { $0.last == nil }) { marks.append("\(layout.missing) unknown") }
    let time = asOf.map { " as of \($0.isoMinute)" } ?? ""
    let source =
      "USD for one BTC, the last of a UTC \(unit.name), heard of \(source.feedsName)\(time)"
    return marks.isEmpty ? [source] : [source, marks.joined(separator: ", ")]
  }
}
