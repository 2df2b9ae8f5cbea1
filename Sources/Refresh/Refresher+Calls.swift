import Liquidations

/// One call, counted before it is made.
struct Call: Sendable {
  let key: SeriesKey
  /// The term of leadership in which it was made.
  let term: Int
  /// Of which month's calls it was taken.
  let takenAt: Timestamp
}

extension Refresher {
  func make(_ call: Call) async {
    do throws(FetchError) {
      let answer = try await source.series(
        of: call.key, unlessUnchanged: board.validator(of: call.key))
      guard !Task.isCancelled else { return }
      await keep(answer, of: call, at: clockReading)
    } catch {
      // What a cancelled call says is no fault of the source.
      guard !Task.isCancelled else { return }
      await keep(error, of: call, at: clockReading)
    }
  }

  /// Nobody waits for the store to see the answer.
  private func keep(_ answer: Answer, of call: Call, at reading: ClockReading) async {
    let (key, asOf) = (call.key, reading.wall)
    switch answer {
    case .unchanged:
      board.confirm(key, asOf: asOf)
      finish(call, nil, at: reading)
      await store.confirm(key, asOf: asOf)
    case .series(let fetched, let validator):
      let merged = board.snapshot[key].series.revised(by: fetched.series)
      board.receive(fetched, validator: validator, shown: merged, of: key, asOf: asOf)
      finish(call, nil, at: reading)
      let series = await store.save(fetched, validator: validator, of: key, asOf: asOf)
      board.receive(fetched, validator: validator, shown: series, of: key, asOf: asOf)
      publish()
    }
  }

  private func keep(_ error: FetchError, of call: Call, at reading: ClockReading) async {
    let isFree = !error.mayHaveReachedServer
    let error = plan.judged(error, at: reading.wall)
    // One who no longer leads has been overtaken: what its calls bring is good, their errors old.
    let isCurrent = isCurrent(call)
    finish(call, error, at: reading)
    if isFree { await store.giveBack(1, at: call.takenAt) }
    if isCurrent { await store.record(error, at: reading.wall) }
  }

  private func finish(_ call: Call, _ error: FetchError?, at reading: ClockReading) {
    let jitter = jitter()
    if isCurrent(call) {
      plan.finish(call.key, error, at: reading, jitter: jitter)
      if let error { board.fail(error, at: reading.wall) }
    }
    publish()
    ringer.yield()
  }

  private func isCurrent(_ call: Call) -> Bool {
    leadership.isLeading && leadership.term == call.term
  }

  func callsToMake() async -> [Call] {
    guard leadership.isLeading else { return [] }
    let reading = clockReading
    let batch = plan.start(at: reading)
    guard !batch.keys.isEmpty else { return [] }
    // What is under way is seen even while the store is slow to count it.
    publish()
    let granted = await store.take(batch.keys.count, of: batch.limit, at: reading.wall)
    board.changes += 1
    plan.grant(granted, of: batch)
    // Others have spent what this one believed to have.
    if granted < batch.keys.count { board.edition = nil }
    return batch.keys.prefix(granted).map {
      Call(key: $0, term: leadership.term, takenAt: reading.wall)
    }
  }
}
