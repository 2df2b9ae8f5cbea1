/// How one metric stands, as its user should read it.
public enum MetricState: Hashable, Sendable {
  /// Nothing was ever received; the error if it was tried.
  case neverLoaded(FetchError?)
  /// A call is under way and nothing was received before it.
  case loading
  /// The last call brought the series that is shown.
  case fresh(asOf: Timestamp)
  /// The last call failed; what is shown is from `asOf`.
  case stale(asOf: Timestamp, FetchError)
  /// The server said no; what is shown is from `asOf`, if anything is.
  case refused(asOf: Timestamp?, FetchError)
}

/// What is known of one metric: its last good series and how the last call for it ended.
public struct MetricReading: Equatable, Sendable {
  /// The last good series; empty if there is none, or no data yet.
  public var series = Series.empty
  /// When that series was received; nil if none was.
  public var asOf: Timestamp?
  /// Whether a call, or the wait before its retry, is under way.
  public var isLoading = false
  /// How the last call failed; nil after one that succeeded.
  public var error: FetchError?
  /// The values dropped from the last good series.
  public var droppedValues: [DroppedValue] = []

  public init() {}

  public var state: MetricState {
    switch (error, asOf) {
    case (let error?, let asOf) where error.isRefusal: .refused(asOf: asOf, error)
    case (let error?, let asOf?): .stale(asOf: asOf, error)
    case (let error?, nil): .neverLoaded(error)
    case (nil, let asOf?): .fresh(asOf: asOf)
    case (nil, nil): isLoading ? .loading : .neverLoaded(nil)
    }
  }
}

/// All that the view is told at one time: the eight readings, side by side, and what comes next.
public struct Snapshot: Equatable, Sendable {
  /// When the source is asked again.
  public enum Schedule: Hashable, Codable, Sendable {
    /// Nothing is planned yet.
    case none
    /// Then comes the refresh of all eight, or before it another try of those that failed.
    case next(Timestamp)
    /// The schedule stands still until the user asks again.
    case halted(FetchError)
  }

  /// The token's calls of the UTC month.
  public struct Quota: Hashable, Sendable {
    /// The calls counted so far.
    public var spent: Int
    /// What the month has in all.
    public var limit: Int
    /// When fetching goes on, if what is left is too little or the server says that nothing is.
    public var resumes: Timestamp?

    public init(spent: Int, limit: Int, resumes: Timestamp? = nil) {
      self.spent = spent
      self.limit = limit
      self.resumes = resumes
    }

    public var left: Int { max(0, limit - spent) }
  }

  private var readings: [MetricReading]
  /// The eight series side by side.
  public private(set) var history: History
  public var schedule: Schedule
  /// Nil before it is known.
  public var quota: Quota?
  /// Why the store goes on in memory alone, or what it did to go on.
  public var fault: StoreFault?

  /// Eight metrics of which nothing was ever loaded.
  public init() {
    readings = Array(repeating: MetricReading(), count: Metric.allCases.count)
    history = .empty
    schedule = .none
  }

  public subscript(metric: Metric) -> MetricReading {
    readings[metric.index]
  }

  /// Changes some readings; the history is built anew only if a series changed.
  public mutating func update(
    _ metrics: some Sequence<Metric>, _ change: (Metric, inout MetricReading) -> Void
  ) {
    var rebuilds = false
    for metric in metrics {
      let before = readings[metric.index].series
      change(metric, &readings[metric.index])
      rebuilds = rebuilds || readings[metric.index].series != before
    }
    guard rebuilds else { return }
    history = History(
      Dictionary(uniqueKeysWithValues: Metric.allCases.map { ($0, self[$0].series) }))
  }

  /// Changes one reading.
  public mutating func update(_ metric: Metric, _ change: (inout MetricReading) -> Void) {
    update(CollectionOfOne(metric)) { change(&$1) }
  }

  /// Whether a call is under way for any metric.
  public var isLoading: Bool { readings.contains(where: \.isLoading) }

  /// When the oldest of the series that are shown was received; nil if there is none.
  public var oldest: Timestamp? { readings.compactMap(\.asOf).min() }

  /// The errors of the last calls, in the order of the metrics.
  public var errors: [FetchError] { readings.compactMap(\.error) }

  /// The values dropped for their sign, in the order of the metrics.
  public var droppedValues: [DroppedValue] { readings.flatMap(\.droppedValues) }

  /// How many metrics are fresh.
  public var freshCount: Int {
    readings.count { if case .fresh = $0.state { true } else { false } }
  }
}
