public import Liquidations

/// What a store holds, as one picture.
public struct Kept: Equatable, Sendable {
  /// One metric's last good answer and how the last call for it ended.
  public struct Reading: Equatable, Sendable {
    /// Empty if nothing was ever received.
    public var series: Series
    /// When what is kept was last known to be current; nil if nothing was ever received.
    public var asOf: Timestamp?
    public var droppedValues: [DroppedValue]
    public var validator: Validator?
    /// How the last call failed; nil after one that succeeded.
    public var error: FetchError?
    public var failedAt: Timestamp?

    public init(
      series: Series = .empty, asOf: Timestamp? = nil,
      droppedValues: [DroppedValue] = [], validator: Validator? = nil,
      error: FetchError? = nil, failedAt: Timestamp? = nil
    ) {
      self.series = series
      self.asOf = asOf
      self.droppedValues = droppedValues
      self.validator = validator
      self.error = error
      self.failedAt = failedAt
    }
  }

  /// A metric of which nothing is known has none.
  public var readings: [Metric: Reading]
  public var announced: AnnouncedPlan?
  /// The newest request for a refresh.
  public var asked: RefreshRequest?
  /// The calls counted in the UTC month.
  public var spent: Int
  /// Why nothing is written any more, or what was done to go on writing.
  public var fault: StoreFault?

  public init(
    readings: [Metric: Reading] = [:], announced: AnnouncedPlan? = nil,
    asked: RefreshRequest? = nil, spent: Int = 0, fault: StoreFault? = nil
  ) {
    self.readings = readings
    self.announced = announced
    self.asked = asked
    self.spent = spent
    self.fault = fault
  }
}

/// What the one who refreshes is doing and will do.
public struct AnnouncedPlan: Equatable, Codable, Sendable {
  /// The metrics for which a call, or the wait before its repetition, is under way.
  public var loading: Set<Metric>
  public var schedule: Snapshot.Schedule
  /// The newest request that was heard; whoever takes over serves one that is newer.
  public var heard: RefreshRequest?

  public init(
    loading: Set<Metric>, schedule: Snapshot.Schedule, heard: RefreshRequest? = nil
  ) {
    self.loading = loading
    self.schedule = schedule
    self.heard = heard
  }
}

/// That a user wants a refresh now.
public struct RefreshRequest: Hashable, Codable, Sendable {
  public let at: Timestamp
  /// Whether the user agreed to spend more than the month's quota.
  public let isBeyondQuota: Bool

  public init(at moment: Timestamp, isBeyondQuota: Bool = false) {
    at = moment
    self.isBeyondQuota = isBeyondQuota
  }
}
