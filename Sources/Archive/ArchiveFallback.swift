import Liquidations
import Refresh

/// What a process goes on with when the file can't be used, and what it then has to write down once
/// it can.
struct ArchiveFallback {
  private var state = InMemoryState()
  /// What the file doesn't have yet.
  private(set) var unwritten: Set<SeriesKey> = []
  private(set) var unwrittenCalls: [Month: Int] = [:]
  /// A request that others haven't seen yet.
  private(set) var unwrittenRequest: RefreshRequest?

  var readings: [SeriesKey: SeriesReading] { state.readings }

  /// Takes over what the file holds.
  mutating func remember(_ state: StoredState, in month: Month) {
    self.state.adopt(state, in: month)
  }

  /// The file has everything.
  mutating func isWritten() {
    unwritten = []
    unwrittenCalls = [:]
    unwrittenRequest = nil
  }

  /// The calls of the months of which it knows, written or not.
  var calls: [Month: Int] { state.calls }

  func load(in month: Month) -> StoredState { state.load(in: month) }

  /// Keeps an answer; `merged` is what the file made of it, nil if it couldn't.
  mutating func save(
    _ fetched: FetchedSeries, validator: Validator?, of key: SeriesKey, asOf: Timestamp,
    merged: Series?
  ) -> Series {
    if merged == nil { unwritten.insert(key) }
    return state.save(fetched, validator: validator, of: key, asOf: asOf, shown: merged)
  }

  mutating func confirm(_ key: SeriesKey, asOf: Timestamp, isWritten: Bool) {
    if !isWritten { unwritten.insert(key) }
    state.confirm(key, asOf: asOf)
  }

  mutating func record(_ error: FetchError, at now: Timestamp, isWritten: Bool) {
    if !isWritten { unwritten.insert(error.key) }
    state.record(error, at: now)
  }

  mutating func announce(_ plan: AnnouncedPlan) { _ = state.announce(plan) }

  mutating func ask(_ request: RefreshRequest, isWritten: Bool) {
    if !isWritten { unwrittenRequest = request }
    state.ask(request)
  }

  mutating func take(_ calls: Int, of limit: Int, in month: Month) -> Int {
    let granted = state.take(calls, of: limit, in: month)
    unwrittenCalls[month, default: 0] += granted
    return granted
  }

  /// Adds calls to the month's, never below none.
  mutating func count(_ calls: Int, in month: Month, isWritten: Bool) {
    if !isWritten { unwrittenCalls[month, default: 0] += calls }
    state.count(calls, in: month)
  }
}
