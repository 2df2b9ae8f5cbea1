/// All that a reader is told at one time: the readings of its series, and what comes next.
public struct Snapshot: Equatable, Sendable {
  /// When the source is asked again.
  public enum Schedule: Hashable, Codable, Sendable {
    /// Nothing is planned, yet or at all.
    case none
    /// Then comes the refresh of all, or before it another try of those that failed.
    case next(Timestamp)
    /// The schedule stands still until the user asks again.
    case halted(FetchError)
  }

  /// Which series it is of, in their order.
  public let keys: [SeriesKey]
  private var readings: [SeriesKey: SeriesReading] = [:]
  /// The liquidation series side by side.
  public private(set) var history = History.empty
  /// For how many series a call is under way.
  public private(set) var loadingCount = 0
  /// How many series are fresh.
  public private(set) var freshCount = 0
  /// When the oldest of the series that are shown was received; nil if there is none.
  public private(set) var oldest: Timestamp?
  /// The errors of the last calls, in the order of the series.
  public private(set) var errors: [FetchError] = []
  /// The values dropped for their sign, in the order of the series.
  public private(set) var droppedValues: [DroppedValue] = []
  public var schedule = Schedule.none
  /// Nil before it is known.
  public var quota: Quota?
  /// Why the store goes on in memory alone, or what else is to be said of it.
  public var fault: StoreFault?

  /// Whether this program fetches for all, follows one that does, or fetches for itself alone; nil before
  /// that is known.
  public var standing: LeaseAnswer.Standing?

  /// Series of which nothing was ever loaded.
  public init(keys: [SeriesKey] = SeriesKey.liquidations) {
    self.keys = keys
  }

  /// The reading of a series; one of which nothing is known for a series that isn't among `keys`.
  public subscript(key: SeriesKey) -> SeriesReading { readings[key] ?? SeriesReading() }

  public subscript(metric: Metric) -> SeriesReading { self[.liquidations(metric)] }

  /// Changes some readings; the history is built anew only if a series changed.
  public mutating func update(
    _ keys: [SeriesKey], _ change: (SeriesKey, inout SeriesReading) -> Void
  ) {
    var rebuilds = false
    for key in keys where self.keys.contains(key) {
      let before = self[key]
      change(key, &readings[key, default: SeriesReading()])
      let after = self[key]
      rebuilds =
        rebuilds || after.series != before.series || (after.asOf == nil) != (before.asOf == nil)
    }
    if rebuilds { history = History(liquidations, awaiting: awaited) }
    sumUp()
  }

  private var liquidations: [Metric: Series] {
    var series: [Metric: Series] = [:]
    for case .liquidations(let metric) in keys { series[metric] = self[metric].series }
    return series
  }

  /// The metrics of which nothing was ever received.
  private var awaited: Set<Metric> {
    var metrics: Set<Metric> = []
    for case .liquidations(let metric) in keys where self[metric].asOf == nil {
      metrics.insert(metric)
    }
    return metrics
  }

  /// Said of all series once a change, since every frame asks for it.
  private mutating func sumUp() {
    let all = keys.map { self[$0] }
    loadingCount = all.count(where: \.isLoading)
    oldest = all.compactMap(\.asOf).min()
    errors = all.compactMap(\.error)
    droppedValues = all.flatMap(\.droppedValues)
    freshCount = all.count { if case .fresh = $0.status { true } else { false } }
  }

  /// Whether a call is under way for any series.
  public var isLoading: Bool { loadingCount > 0 }
}

extension Snapshot {
  /// Changes one reading.
  public mutating func update(_ key: SeriesKey, _ change: (inout SeriesReading) -> Void) {
    update([key]) { change(&$1) }
  }

  public mutating func update(_ metric: Metric, _ change: (inout SeriesReading) -> Void) {
    update(.liquidations(metric), change)
  }

  public mutating func update(
    _ metrics: [Metric], _ change: (Metric, inout SeriesReading) -> Void
  ) {
    update(metrics.map(SeriesKey.liquidations)) { key, reading in
      switch key {
      case .liquidations(let metric): change(metric, &reading)
      }
    }
  }
}

extension Snapshot {
  /// The token's calls of the UTC month.
  public struct Quota: Hashable, Sendable {
    /// Whose calls are counted.
    public enum Scope: Hashable, Sendable {
      /// Those of all who share the store.
      case shared
      /// This program's own: the store can't be used, so nobody knows of the others'.
      case own
    }

    /// The calls counted so far.
    public var spent: Int
    /// What the month has in all.
    public var limit: Int
    /// When fetching resumes, if what is left is too little or the server says that nothing is.
    public var resumes: Timestamp?
    public var scope: Scope

    public init(spent: Int, limit: Int, resumes: Timestamp? = nil, scope: Scope = .shared) {
      self.spent = spent
      self.limit = limit
      self.resumes = resumes
      self.scope = scope
    }

    public var left: Int { max(0, limit - spent) }
  }
}
