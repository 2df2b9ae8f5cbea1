public import Liquidations
public import Live

/// What was heard of the exchanges' own feeds in some time, in rows of minutes, hours, days, weeks or
/// months: what all formats are written from.
public struct LiveReport: RecordReport {
  public static let schema = "liqtop.live/1"

  /// Where the exchanges were reached.
  public let source: String
  public let exchanges: ExchangeSet
  /// What a row is.
  public let unit: CalendarUnit
  /// The rows, oldest first; they are whole, but for where what is known begins or has got to.
  public let rows: [LiveRow]
  /// All rows added up.
  public let sum: LiveRow
  /// Up to when each exchange has told, of whichever time.
  public let told: [Exchange: Timestamp]
  let now: Timestamp

  /// Nil if nothing of the time is known of the exchanges.
  ///
  /// - Parameters:
  ///   - record: sums of the unit's `step`.
  ///   - range: its days are whole ones, its hours those up to now.
  ///   - unit: all that the range touches.
  public init?(
    of record: LiveRecord, source: String, range: DateRange, unit: CalendarUnit,
    exchanges: ExchangeSet, at now: Timestamp
  ) {
    let end = max(now.seconds + 1, record.told.values.map(\.seconds).max() ?? 0)
    guard let start = record.start, start.seconds < end, record.step == unit.step,
      let span = LiveSpan(
        range, on: record.step, known: start..<Timestamp(seconds: end), at: now)
    else { return nil }
    let spans = unit.spans(touching: span.slots, within: span.reach)
    guard let first = spans.first?.lowerBound, let last = spans.last?.upperBound else { return nil }
    rows = Self.rows(spans, record, until: end)
    sum = Self.rows([first...last], record, until: end)[0]
    guard sum.tallies(of: exchanges) != nil else { return nil }
    self.source = source
    self.exchanges = exchanges
    self.unit = unit
    self.now = now
    told = record.told
  }

  /// - Parameter end: how far time has come, in seconds since 1970.
  private static func rows(
    _ spans: [ClosedRange<Slot>], _ record: LiveRecord, until end: Int64
  ) -> [LiveRow] {
    var rows = spans.map { span in
      let start = span.lowerBound.start
      let whole = (span.upperBound + 1).start
      return LiveRow(start..<max(start, min(whole, Timestamp(seconds: end))))
    }
    for sum in record.sums {
      if let place = spans.place(of: sum.slot) { rows[place].add(sum.tallies, of: sum.exchange) }
    }
    for place in rows.indices {
      for exchange in Exchange.allCases {
        let seconds = record.coverage[exchange].seconds(in: rows[place].time)
        rows[place].cover(exchange, seconds)
      }
    }
    return rows
  }

  /// When the exchanges were last heard, the longest ago of them; nil if one of them never was.
  public var oldest: (exchange: Exchange, at: Timestamp)? {
    let times = exchanges.exchanges.map { exchange in told[exchange].map { (exchange, $0) } }
    guard !times.contains(where: { $0 == nil }) else { return nil }
    return times.compactMap(\.self).min { $0.1 < $1.1 }
  }

  public func write(_ form: ReportForm, to output: inout some TextOutputStream) {
    writeAll(form, to: &output)
  }
}

extension [ClosedRange<Slot>] {
  /// The place of the one that holds the slot, of those that follow one another; nil if none does.
  fileprivate func place(of slot: Slot) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].upperBound >= slot { high = middle } else { low = middle + 1 }
    }
    return low < count && self[low].contains(slot) ? low : nil
  }
}
