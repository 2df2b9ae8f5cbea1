public import Liquidations

extension Snapshot {
  /// What is stored, as it is shown before anything is fetched.
  ///
  /// - Parameter policy: of the refresher that will go on from there.
  public init(
    _ state: StoredState, keys: [SeriesKey] = SeriesKey.liquidations, policy: RefreshPolicy,
    at now: Timestamp
  ) {
    self.init(keys: keys)
    show(state)
    var plan = RefreshPlan(policy: policy, keys: keys)
    plan.budget = plan.budget(of: state)
    quota = plan.quota(at: now)
  }

  mutating func show(_ state: StoredState, butNot kept: Set<SeriesKey> = []) {
    update(keys.filter { !kept.contains($0) }) { key, reading in
      let isLoading = reading.isLoading
      reading = state.readings[key] ?? SeriesReading()
      reading.isLoading = isLoading
    }
    fault = state.fault
  }

  mutating func show(_ plan: AnnouncedPlan) {
    update(keys) { key, reading in reading.isLoading = plan.loading.contains(key) }
    schedule = plan.schedule
  }
}
