public import Liquidations

/// What was liquidated in some days, in rows of days, weeks or months: what all formats are written
/// from.
public struct DayReport: RecordReport {
  /// The name of the form in which JSON has it.
  public static let schema = "liqtop.days/1"

  /// The base URL that the values are from.
  public let source: String
  public let exchanges: ExchangeSet
  /// What a row is.
  public let unit: CalendarUnit
  /// The rows, oldest first; weeks and months are whole, but for where the history begins or has got to.
  public let rows: [Bucket]
  /// All rows added up.
  public let sum: Amounts
  /// The day that isn't over.
  let running: Slot
  private let history: History
  /// By `Metric.index`.
  private let asOf: [Timestamp?]
  /// By `Metric.index`, the last day of which values are final: one that was over when the last answer
  /// came; nil without an answer.
  private let lastFinal: [Slot?]
  private let times: [Metric: [Day: Timestamp]]
  private let isKept: Bool

  /// Nil if there is no value of the exchanges in the days.
  ///
  /// - Parameters:
  ///   - snapshot: the series, by days.
  ///   - times: since when days have their values.
  ///   - range: the days; what it leaves open goes from the first day, or up to today.
  ///   - unit: days, weeks or months, all that the range touches.
  ///   - isKept: whether nothing is fetched of the source, so that what is missing isn't waited for.
  public init?(
    of snapshot: Snapshot, times: [Metric: [Day: Timestamp]] = [:], source: String,
    range: DateRange, unit: CalendarUnit, exchanges: ExchangeSet, isKept: Bool = false,
    at now: Timestamp
  ) {
    let history = snapshot.history
    let running = Slot(.day, at: now)
    guard let known = history.slots, history.step == .day,
      range.end.map({ $0.last(on: .day) >= known.lowerBound }) ?? true
    else { return nil }
    let end = isKept ? known.upperBound : max(running, known.upperBound)
    var slots = range.slots(in: known, running: running)
    guard slots.lowerBound <= end else { return nil }
    slots = slots.lowerBound...min(slots.upperBound, end)
    let reach = known.lowerBound...end
    let spans = unit.spans(touching: slots, within: reach)
    rows = spans.map { Bucket(slots: $0, amounts: history.sum($0, running: running)) }
    sum = history.sum(slots.covering(spans), running: running)
    guard !sum.isMissing(exchanges) else { return nil }
    self.source = source
    self.exchanges = exchanges
    self.unit = unit
    self.running = running
    self.history = history
    self.times = times
    self.isKept = isKept
    asOf = Metric.allCases.map { snapshot[$0].asOf }
    lastFinal = asOf.map { $0.map { min(Slot(.day, at: $0), running) - 1 } }
  }

  /// The days of which a report of the range may need the times, whatever the history is.
  public static func days(
    in range: DateRange, by unit: CalendarUnit, at now: Timestamp
  ) -> ClosedRange<Day> {
    let end = range.end?.last(on: .day) ?? Slot(.day, at: now)
    guard let count = range.span.slots(of: .day, until: end) else { return Day.bounds }
    let first = unit.slots(around: end - (count - 1)).lowerBound.day
    let last = range.end == nil ? Day.bounds.upperBound : unit.slots(around: end).upperBound.day
    return min(first, last)...last
  }
}

extension DayReport {
  public func write(_ form: ReportForm, to output: inout some TextOutputStream) {
    writeAll(form, to: &output)
  }
}

// MARK: - What is to be said of values

extension DayReport {
  /// When the series of the exchanges were known to be current, the longest ago of them; nil if one of
  /// them was never received and still may be.
  public var oldest: Timestamp? {
    let times = exchanges.metrics.map { asOf[$0.index] }
    return times.contains(nil) && !isKept ? nil : times.compactMap(\.self).min()
  }

  /// Whether the days' value may still change: they aren't over, or nothing was received of the series
  /// since they were.
  func isProvisional(_ metric: Metric, in slots: ClosedRange<Slot>) -> Bool {
    guard let last = lastFinal[metric.index] else { return !isKept }
    return slots.upperBound.number > last.number
  }

  /// The same of any series of the exchanges.
  func isProvisional(_ slots: ClosedRange<Slot>) -> Bool {
    exchanges.metrics.contains { isProvisional($0, in: slots) }
  }

  /// Since when the newest value of the days stands; nil if none is known.
  func fetched(_ metric: Metric, in slots: ClosedRange<Slot>) -> Timestamp? {
    guard let times = times[metric] else { return nil }
    guard slots.count > 1 else { return times[slots.lowerBound.day] }
    return slots.compactMap { times[$0.day] }.max()
  }

  /// Whether the days lack a value of the series that there should be, so that its sum is a floor.
  func lacks(_ metric: Metric, in slots: ClosedRange<Slot>) -> Bool {
    let isAwaited = slots.upperBound == running && history[running].isMissing(.all)
    guard isAwaited else { return history.missingSlots(of: metric, in: slots) > 0 }
    guard slots.count > 1 else { return false }
    let due = slots.lowerBound...(slots.upperBound - 1)
    return history.missingSlots(of: metric, in: due) > 0
  }

  /// The series of the exchanges that lack a value.
  func lacking(in slots: ClosedRange<Slot>) -> [Metric] {
    exchanges.metrics.filter { lacks($0, in: slots) }
  }
}

extension ClosedRange<Slot> {
  /// From the first to the last of the spans; this one if there are none.
  fileprivate func covering(_ spans: [ClosedRange<Slot>]) -> ClosedRange<Slot> {
    guard let first = spans.first, let last = spans.last else { return self }
    return first.lowerBound...last.upperBound
  }
}
