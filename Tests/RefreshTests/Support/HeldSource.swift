import ClockSupport
import Liquidations
import Refresh

/// A source whose calls stay unanswered until a test answers them.
final class HeldSource: SeriesSource {
  typealias Outcome = Result<Answer, FetchError>

  struct State: Sendable {
    /// How often each key was called so far.
    var calls: [SeriesKey: Int] = [:]
    fileprivate var held: [SeriesKey: CheckedContinuation<Outcome, Never>] = [:]
    /// Calls that were cut short.
    var cancelled = 0

    var total: Int { calls.values.reduce(0, +) }
    var pending: Set<SeriesKey> { Set(held.keys) }
  }

  let state = Watched(State())

  func series(
    of key: SeriesKey, unlessUnchanged validator: Validator?
  ) async throws(FetchError) -> Answer {
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isCancelled = Task.isCancelled
        state.change { state in
          state.calls[key, default: 0] += 1
          if !isCancelled { state.held[key] = continuation }
        }
        if isCancelled { release(continuation, key) }
      }
    } onCancel: {
      guard let held = state.change({ $0.held.removeValue(forKey: key) }) else { return }
      release(held, key)
    }
    return try answer.get()
  }

  /// Ends a cancelled call as a real source would: with an error that says nothing true.
  private func release(_ call: CheckedContinuation<Outcome, Never>, _ key: SeriesKey) {
    state.change { $0.cancelled += 1 }
    call.resume(returning: .failure(FetchError(key, .timedOut(.zero))))
  }

  /// Waits until the key was called that often in all and is not answered yet.
  func call(_ count: Int, of key: SeriesKey) async {
    await state.wait { $0.calls[key] == count && $0.pending.contains(key) }
  }

  /// Waits until each key was called that often in all and none is answered yet.
  func calls(_ count: Int, of metrics: [SeriesKey] = SeriesKey.liquidations) async {
    await state.wait { state in
      metrics.allSatisfy { state.calls[$0] == count && state.pending.contains($0) }
    }
  }

  func answer(_ key: SeriesKey, _ values: [Double]) {
    answer(key, fetched(values))
  }

  func answer(_ key: SeriesKey, _ fetched: FetchedSeries) {
    resume(key, .success(.series(fetched, nil)))
  }

  func fail(_ key: SeriesKey, _ reason: FetchError.Reason) {
    resume(key, .failure(FetchError(key, reason)))
  }

  /// Answers every call that is held.
  func answerAll(_ values: [Double] = [1]) {
    for key in state.value.pending { answer(key, values) }
  }

  func failAll(_ reason: FetchError.Reason) {
    for key in state.value.pending { fail(key, reason) }
  }

  private func resume(_ key: SeriesKey, _ answer: Outcome) {
    state.change { $0.held.removeValue(forKey: key) }?.resume(returning: answer)
  }
}

/// A series of values from 2026-01-01 on.
func fetched(_ values: [Double]) -> FetchedSeries {
  let first = Day(year: 2026, month: 1, day: 1) ?? Day(number: 0)
  return FetchedSeries(
    series: Series(values.enumerated().map { (day: first + $0.offset, value: $0.element) }))
}
