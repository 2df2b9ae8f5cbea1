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
      let reading = clockReading
      await keep(answer, of: call.key, asOf: reading.wall)
      finish(call, nil, at: reading)
    } catch {
      // What a cancelled call says is no fault of the source.
      guard !Task.isCancelled else { return }
      // A retry is counted from here, however slow the store.
      let reading = clockReading
      if isCurrent(call) {
        board.fail(error, at: reading.wall)
        publish()
      }
      if !error.mayHaveReachedServer { await store.giveBack(1, at: call.takenAt) }
      // One who no longer leads has been overtaken: what its calls bring is good, their errors old.
      let error = plan.judged(error, at: reading.wall)
      if isCurrent(call) {
        await write(call.key) { await store.record(error, at: reading.wall) }
      }
      finish(call, error, at: reading)
    }
  }

  private func keep(_ answer: Answer, of key: SeriesKey, asOf: Timestamp) async {
    // Nobody waits for the disk to see it.
    switch answer {
    case .unchanged:
      board.confirm(key, asOf: asOf)
      publish()
      await write(key) { await store.confirm(key, asOf: asOf) }
    case .series(let fetched, let validator):
      let merged = board.snapshot[key].series.revised(by: fetched.series)
      board.receive(fetched, validator: validator, shown: merged, of: key, asOf: asOf)
      publish()
      let series = await write(key) {
        await store.save(fetched, validator: validator, of: key, asOf: asOf)
      }
      board.receive(fetched, validator: validator, shown: series, of: key, asOf: asOf)
    }
  }

  /// Writes what is shown already, however long that takes.
  private func write<Result>(_ key: SeriesKey, _ body: () async -> Result) async -> Result {
    board.beginWriting(key)
    defer { board.endWriting(key) }
    return await body()
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
