import Liquidations
import Refresh

/// What a process knows by itself: what it goes on with when the file can't be used, and what it
/// then has to write down once it can.
struct Memory {
  private(set) var readings: [Metric: Kept.Reading] = [:]
  private var announced: AnnouncedPlan?
  private var asked: RefreshRequest?
  private var spent: [Month: Int] = [:]

  /// What the file doesn't have yet.
  private(set) var unwritten: Set<Metric> = []
  private(set) var unwrittenCalls: [Month: Int] = [:]
  /// How often what `load` gives has changed.
  private(set) var changes: Int64 = 0

  /// Takes over what the file holds.
  mutating func remember(_ kept: Kept, in month: Month) {
    readings = kept.readings
    announced = kept.announced
    asked = kept.asked
    spent[month] = kept.spent
  }

  /// The file has everything.
  mutating func isWritten() {
    unwritten = []
    unwrittenCalls = [:]
  }

  func load(in month: Month) -> Kept {
    Kept(
      readings: readings, announced: announced, asked: asked, spent: spent[month, default: 0])
  }

  /// Keeps an answer; `merged` is what the file made of it, nil if it couldn't.
  mutating func save(
    _ fetched: FetchedSeries, validator: Validator?, of metric: Metric, asOf: Timestamp,
    merged: Series?
  ) -> Series {
    let before = readings[metric]?.series ?? .empty
    let series = merged ?? before.merged(with: fetched.series)
    readings[metric] = Kept.Reading(
      series: series, asOf: asOf, droppedValues: fetched.droppedValues, validator: validator)
    changed(metric, isWritten: merged != nil)
    return series
  }

  mutating func confirm(_ metric: Metric, asOf: Timestamp, isWritten: Bool) {
    readings[metric]?.asOf = asOf
    readings[metric]?.error = nil
    readings[metric]?.failedAt = nil
    changed(metric, isWritten: isWritten)
  }

  mutating func record(_ error: FetchError, at now: Timestamp, isWritten: Bool) {
    readings[error.metric, default: .init()].error = error
    readings[error.metric]?.failedAt = now
    changed(error.metric, isWritten: isWritten)
  }

  mutating func announce(_ plan: AnnouncedPlan) {
    if announced != plan { changes += 1 }
    announced = plan
  }

  mutating func ask(_ request: RefreshRequest) {
    asked = request
    changes += 1
  }

  mutating func take(_ calls: Int, of limit: Int, in month: Month) -> Int {
    let granted = min(max(0, calls), max(0, limit - spent[month, default: 0]))
    count(granted, in: month, isWritten: false)
    return granted
  }

  /// Adds calls to the month's, never below none.
  mutating func count(_ calls: Int, in month: Month, isWritten: Bool) {
    spent[month] = max(0, spent[month, default: 0] + calls)
    if !isWritten { unwrittenCalls[month, default: 0] += calls }
    changes += 1
  }

  private mutating func changed(_ metric: Metric, isWritten: Bool) {
    changes += 1
    if !isWritten { unwritten.insert(metric) }
  }
}
