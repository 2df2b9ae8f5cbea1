import Liquidations

/// What one refresher knows and has published: the snapshot, and what it was made from.
struct Known: Sendable {
  /// Of which state of the store it is a picture.
  struct Edition: Equatable, Sendable {
    let version: UInt64
    let month: Month
  }

  /// Nil if the store has to be read again.
  var edition: Edition?
  /// How often something was learnt other than by reading the store.
  var changes = 0
  private(set) var hasLoaded = false
  /// What the store held when it was read last.
  private(set) var kept = Kept()
  /// What is under way and planned, here or at who leads.
  private(set) var plan: AnnouncedPlan?
  private var snapshot = Snapshot()
  private var hasNews = true

  func validator(of metric: Metric) -> Validator? { kept.readings[metric]?.validator }

  /// The snapshot, if it has changed since it was last asked for.
  mutating func news() -> Snapshot? {
    guard hasNews else { return nil }
    hasNews = false
    return snapshot
  }

  mutating func adopt(_ kept: Kept, _ edition: Edition, isFollowing: Bool) {
    self.kept = kept
    self.edition = edition
    snapshot.show(kept)
    if isFollowing {
      plan = kept.announced
      snapshot.show(kept.announced ?? AnnouncedPlan(loading: [], schedule: .none))
    }
    hasLoaded = true
    hasNews = true
  }

  /// The plan, whose times are let be while they move by no more than the rounding of seconds.
  mutating func show(_ new: AnnouncedPlan) {
    var new = new
    if case .next(let then) = new.schedule, case .next(let before) = plan?.schedule,
      abs(then.seconds - before.seconds) <= 1
    {
      new.schedule = .next(before)
    }
    guard new != plan else { return }
    plan = new
    snapshot.show(new)
    hasNews = true
  }

  mutating func show(_ quota: Snapshot.Quota) {
    guard hasLoaded, quota != snapshot.quota else { return }
    snapshot.quota = quota
    hasNews = true
  }
}

// MARK: - What calls bring

extension Known {
  mutating func receive(
    _ fetched: FetchedSeries, validator: Validator?, shown series: Series, of metric: Metric,
    asOf: Timestamp
  ) {
    kept.readings[metric, default: Kept.Reading()].validator = validator
    change(metric) { reading in
      reading.series = series
      reading.droppedValues = fetched.droppedValues
      reading.asOf = asOf
      reading.error = nil
    }
  }

  mutating func confirm(_ metric: Metric, asOf: Timestamp) {
    change(metric) { reading in
      reading.asOf = asOf
      reading.error = nil
    }
  }

  mutating func fail(_ error: FetchError) {
    change(error.metric) { $0.error = error }
  }

  private mutating func change(_ metric: Metric, _ body: (inout MetricReading) -> Void) {
    snapshot.update(metric, body)
    changes += 1
    hasNews = true
  }
}
