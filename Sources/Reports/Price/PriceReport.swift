public import Liquidations
public import Live
import Wording

/// What one BTC cost, in rows of minutes or hours, the last price of each that was heard; or in rows of days,
/// weeks or months, the close of the last day of each that has one, all of one exchange's market.
public struct PriceReport: RecordReport {
  /// A price and when it was.
  public struct Row: Hashable, Sendable {
    public let slots: ClosedRange<Slot>
    /// The last price of the slots; nil if none is known. A close is the price of its day's last minute.
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
  /// Whose closes they are; nil of prices that were heard.
  public let closesOf: Exchange?
  /// From that slot on, minutes or days, a row may still change.
  let firstOpen: Slot
  let now: Timestamp

  /// Nil if no price of the time is known.
  ///
  /// - Parameters:
  ///   - prices: of minutes, in any order.
  ///   - range: its days are whole ones, its hours those up to now.
  ///   - unit: what a row is, shorter than a day.
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
    // The first one, too, is named by its beginning, whenever in it the first price was heard.
    let reach = unit.slots(around: span.reach.lowerBound).lowerBound...span.reach.upperBound
    rows = unit.spans(touching: span.slots, within: reach).map { slots in
      Row(slots: slots, last: slots.reversed().lazy.compactMap { known[$0] }.first)
    }
    guard rows.contains(where: { $0.last != nil }) else { return nil }
    self.asOf = asOf
    self.source = source
    self.unit = unit
    self.now = now
    closesOf = nil
    firstOpen = Slot(.minute, at: now)
  }

  public func write(_ form: ReportForm, to output: inout some TextOutputStream) {
    writeAll(form, to: &output)
  }
}

extension PriceReport {
  /// Whether the row isn't over, or ends after what is known of closes.
  func isProvisional(_ row: Row) -> Bool { row.slots.upperBound >= firstOpen }
}

extension PriceReport {
  /// The names of a record's fields; there is one shape alone.
  func names(_ shape: ReportShape) -> [String] {
    ["time", "usd", "at"] + (closesOf == nil ? [] : ["exchange", "provisional"])
  }

  func forEachRecord(_ shape: ReportShape, _ body: ([ReportField]) -> Void) {
    for row in rows { body(fields(row)) }
  }

  private func fields(_ row: Row) -> [ReportField] {
    let price: [ReportField] = [
      .word(row.slots.lowerBound.start.isoSecond), .usd(row.last?.usd),
      .word(row.last?.minute.start.isoSecond),
    ]
    guard let closesOf else { return price }
    return price + [.word(row.last == nil ? nil : closesOf.slug), .flag(isProvisional(row))]
  }

  /// One object, with an object a row:
  ///
  ///     {"schema":"liqtop.price/1","source":"exchanges","unit":"hour",
  ///     "as_of":"2026-11-27T14:35:58Z","prices":[
  ///     {"time":"2026-11-27T14:00:00Z","usd":91580.00,"at":"2026-11-27T14:35:00Z"}
  ///     ]}
  ///
  /// Of closes it also names the exchange, and so does each row, which says whether it may still change.
  func writeJSON(to output: inout some TextOutputStream) {
    output.write("{\"schema\":\"\(Self.schema)\",\"source\":\(source.jsonText),")
    output.write("\"unit\":\"\(unit.name)\",\"as_of\":\(ReportField.word(asOf?.isoSecond).json),")
    if let closesOf { output.write("\"exchange\":\"\(closesOf.slug)\",") }
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
}
