import ClockSupport
import Liquidations
import Refresh
import Testing

/// A source that answers at once.
private struct ReadySource: SeriesSource {
  func series(
    of key: SeriesKey, unlessUnchanged validator: Validator?
  ) async throws(FetchError) -> Answer { .series(fetched([1]), nil) }
}

@Suite(.timeLimit(.minutes(20))) struct SystemClockTests {
  @Test func runsAndEndsOnTheSystemClock() async {
    let refresher = Refresher(source: ReadySource(), store: MemoryStore(), now: { Bench.start })
    let run = Task { await refresher.run() }
    for await snapshot in refresher.snapshots where snapshot.freshCount == 8 && !snapshot.isLoading
    {
      run.cancel()
    }
    await run.value
  }

  @Test func oneThatHasEndedDoesNotRunAgain() async {
    let refresher = Refresher(source: ReadySource(), store: MemoryStore(), now: { Bench.start })
    let run = Task { await refresher.run() }
    run.cancel()
    await run.value
    await refresher.run()
    await refresher.refresh(RefreshRequest(at: Bench.start))
  }
}
