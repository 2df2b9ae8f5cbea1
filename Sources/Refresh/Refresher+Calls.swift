import Liquidations

/// One call, counted before it is made.
struct Call: Sendable {
  let metric: Metric
  /// The term of leadership in which it was made.
  let term: Int
  /// Of which month's calls it was taken.
  let takenAt: Timestamp
}

extension Refresher {
  func make(_ call: Call) async {
    do throws(FetchError) {
      let answer = try await source.series(
        of: call.metric, unlessUnchanged: known.validator(of: call.metric))
      guard !Task.isCancelled else { return }
      await keep(answer, of: call.metric, asOf: now())
      finish(call, nil)
    } catch {
      // What a cancelled call says is no fault of the source.
      guard !Task.isCancelled else { return }
      if !error.mayHaveReachedServer { await store.giveBack(1, at: call.takenAt) }
      // One who no longer leads has been overtaken: what its calls bring is good, their errors old.
      if isCurrent(call) { await store.record(error, at: now()) }
      finish(call, error)
    }
  }

  private func keep(_ answer: Answer, of metric: Metric, asOf: Timestamp) async {
    switch answer {
    case .unchanged:
      await store.confirm(metric, asOf: asOf)
      known.confirm(metric, asOf: asOf)
    case .series(let fetched, let validator):
      let series = await store.save(fetched, validator: validator, of: metric, asOf: asOf)
      known.receive(fetched, validator: validator, shown: series, of: metric, asOf: asOf)
    }
  }

  private func finish(_ call: Call, _ error: FetchError?) {
    let jitter = jitter()
    if isCurrent(call) {
      plan.finish(call.metric, error, at: moment, jitter: jitter)
      if let error { known.fail(error) }
    }
    publish()
    ringer.yield()
  }

  private func isCurrent(_ call: Call) -> Bool {
    leadership.isLeading && leadership.term == call.term
  }
}
