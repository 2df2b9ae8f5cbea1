import Liquidations
import Refresh

/// A source whose calls stay unanswered until a test answers them.
final class HeldSource: SeriesSource {
  typealias Outcome = Result<Answer, FetchError>

  struct State: Sendable {
    /// How often each metric was called so far.
    var calls: [Metric: Int] = [:]
    fileprivate var held: [Metric: CheckedContinuation<Outcome, Never>] = [:]
    /// Calls that were cut short.
    var cancelled = 0

    var total: Int { calls.values.reduce(0, +) }
    var pending: Set<Metric> { Set(held.keys) }
  }

  let state = Watched(State())

  func series(
    of metric: Metric, unlessUnchanged validator: Validator?
  ) async throws(FetchError) -> Answer {
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isCancelled = Task.isCancelled
        state.change { state in
          state.calls[metric, default: 0] += 1
          if !isCancelled { state.held[metric] = continuation }
        }
        if isCancelled { release(continuation, metric) }
      }
    } onCancel: {
      guard let held = state.change({ $0.held.removeValue(forKey: metric) }) else { return }
      release(held, metric)
    }
    return try answer.get()
  }

  /// Ends a cancelled call as a real source would: with an error that says nothing true.
  private func release(_ call: CheckedContinuation<Outcome, Never>, _ metric: Metric) {
    state.change { $0.cancelled += 1 }
    call.resume(returning: .failure(FetchError(metric, .timedOut(.zero))))
  }

  /// Waits until the metric was called that often in all and is not answered yet.
  func call(_ count: Int, of metric: Metric) async {
    await state.wait { $0.calls[metric] == count && $0.pending.contains(metric) }
  }

  /// Waits until each metric was called that often in all and none is answered yet.
  func calls(_ count: Int, of metrics: [Metric] = Metric.allCases) async {
    await state.wait { state in
      metrics.allSatisfy { state.calls[$0] == count && state.pending.contains($0) }
    }
  }

  func answer(_ metric: Metric, _ values: [Double]) {
    answer(metric, fetched(values))
  }

  func answer(_ metric: Metric, _ fetched: FetchedSeries) {
    resume(metric, .success(.series(fetched, nil)))
  }

  func fail(_ metric: Metric, _ reason: FetchError.Reason) {
    resume(metric, .failure(FetchError(metric, reason)))
  }

  /// Answers every call that is held.
  func answerAll(_ values: [Double] = [1]) {
    for metric in state.value.pending { answer(metric, values) }
  }

  func failAll(_ reason: FetchError.Reason) {
    for metric in state.value.pending { fail(metric, reason) }
  }

  private func resume(_ metric: Metric, _ answer: Outcome) {
    state.change { $0.held.removeValue(forKey: metric) }?.resume(returning: answer)
  }
}

/// A series of values from 2026-01-01 on.
func fetched(_ values: [Double]) -> FetchedSeries {
  let first = Day(year: 2026, month: 1, day: 1) ?? Day(number: 0)
  return FetchedSeries(
    series: Series(values.enumerated().map { (day: first + $0.offset, value: $0.element) }))
}
