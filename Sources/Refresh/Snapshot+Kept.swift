public import Liquidations

extension Snapshot {
  /// What is kept, as it is shown before anything is fetched.
  ///
  /// - Parameter policy: of the refresher that will go on from there.
  public init(_ kept: Kept, policy: RefreshPolicy, at now: Timestamp) {
    self.init()
    show(kept)
    var plan = RefreshPlan(policy: policy)
    plan.budget = plan.budget(of: kept)
    quota = plan.quota(at: now)
  }

  mutating func show(_ kept: Kept) {
    update(Metric.allCases) { metric, reading in
      let kept = kept.readings[metric] ?? Kept.Reading()
      reading.series = kept.series
      reading.droppedValues = kept.droppedValues
      reading.asOf = kept.asOf
      reading.error = kept.error
    }
    fault = kept.fault
  }

  mutating func show(_ plan: AnnouncedPlan) {
    update(Metric.allCases) { metric, reading in
      reading.isLoading = plan.loading.contains(metric)
    }
    schedule = plan.schedule
  }
}
