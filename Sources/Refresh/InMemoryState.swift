public import Liquidations

/// What is kept while it is kept in memory: a state, and what keeping, telling and counting make
/// of it.
public struct InMemoryState: Sendable {
  private var state: StoredState
  private var spent: [Month: Int] = [:]

  public init(_ readings: [SeriesKey: SeriesReading] = [:]) {
    state = StoredState(readings: readings)
  }

  public var readings: [SeriesKey: SeriesReading] { state.readings }

  /// The calls counted so far, of each month of which anything is known.
  public var calls: [Month: Int] { spent }

  public func load(in month: Month) -> StoredState {
    var state = state
    state.spent = spent[month, default: 0]
    return state
  }

  /// Takes over what is kept elsewhere.
  public mutating func adopt(_ state: StoredState, in month: Month) {
    self.state = state
    spent[month] = state.spent
  }

  /// Keeps an answer.
  ///
  /// - Parameter shown: the series as it is kept elsewhere already; nil if it isn't.
  public mutating func save(
    _ fetched: FetchedSeries, validator: Validator?, of key: SeriesKey, asOf: Timestamp,
    shown: Series? = nil
  ) -> Series {
    let before = state.readings[key]?.series ?? .empty
    let series = shown ?? before.revised(by: fetched.series)
    state.readings[key, default: .init()]
      .receive(fetched, validator: validator, shown: series, asOf: asOf)
    return series
  }

  public mutating func confirm(_ key: SeriesKey, asOf: Timestamp) {
    state.readings[key]?.confirm(asOf: asOf)
  }

  public mutating func record(_ error: FetchError, at now: Timestamp) {
    state.readings[error.key, default: .init()].fail(error, at: now)
  }

  /// - Returns: whether that is news.
  public mutating func announce(_ plan: AnnouncedPlan) -> Bool {
    defer { state.announced = plan }
    return state.announced != plan
  }

  public mutating func ask(_ request: RefreshRequest) {
    state.asked = request
  }

  public mutating func take(_ calls: Int, of limit: Int, in month: Month) -> Int {
    let granted = min(max(0, calls), max(0, limit - spent[month, default: 0]))
    count(granted, in: month)
    return granted
  }

  /// Adds calls to the month's, never below none.
  public mutating func count(_ calls: Int, in month: Month) {
    spent[month] = max(0, spent[month, default: 0] + calls)
  }
}
