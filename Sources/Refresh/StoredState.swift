public import Liquidations

/// What a store holds, as one picture.
public struct StoredState: Equatable, Sendable {
  /// A series of which nothing is known has none.
  public var readings: [SeriesKey: SeriesReading]
  public var announced: AnnouncedPlan?
  /// The newest request for a refresh.
  public var asked: RefreshRequest?
  /// The calls counted in the UTC month, and whose they are.
  public var spent: Int
  public var scope: Snapshot.Quota.Scope
  /// Why nothing is written any more, or what else is to be said.
  public var fault: StoreFault?

  public init(
    readings: [SeriesKey: SeriesReading] = [:], announced: AnnouncedPlan? = nil,
    asked: RefreshRequest? = nil, spent: Int = 0, scope: Snapshot.Quota.Scope = .shared,
    fault: StoreFault? = nil
  ) {
    self.readings = readings
    self.announced = announced
    self.asked = asked
    self.spent = spent
    self.scope = scope
    self.fault = fault
  }
}

/// What the one who refreshes is doing and will do.
public struct AnnouncedPlan: Equatable, Codable, Sendable {
  /// The settings by which it goes: they are its own, and rule all who follow.
  public struct Rules: Hashable, Codable, Sendable {
    /// Seconds from one refresh to the next, where the quota allows.
    public var interval: Int
    public var callsAMonth: Int

    public init(interval: Int, callsAMonth: Int) {
      self.interval = interval
      self.callsAMonth = callsAMonth
    }
  }

  /// The series for which a call, or the wait before its repetition, is under way.
  public var loading: Set<SeriesKey>
  public var schedule: Snapshot.Schedule
  /// The newest request that was heard; whoever takes over serves one that is newer.
  public var heard: RefreshRequest?
  /// Nil of a program that doesn't tell.
  public var rules: Rules?

  public init(
    loading: Set<SeriesKey>, schedule: Snapshot.Schedule, heard: RefreshRequest? = nil,
    rules: Rules? = nil
  ) {
    self.loading = loading
    self.schedule = schedule
    self.heard = heard
    self.rules = rules
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
