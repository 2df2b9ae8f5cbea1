import Canvas
import Liquidations
import Testing
import WorkSupport

@testable import Dashboard
@testable import Live

/// What the exchanges' feeds tell comes into the state as an event.
@Suite(.longWork) struct LiveStateTests {
  @Test func theNewestSnapshotStands() {
    var state = Samples.state()
    #expect(state.live == nil)
    _ = reduce(&state, .live(LiveSamples.snapshot, now: LiveSamples.now))
    #expect(state.live == LiveSamples.snapshot)
    let blocked = LiveSamples.snapshot([LiveSamples.feeds[0]: FeedStanding(.blocked)])
    _ = reduce(&state, .live(blocked, now: LiveSamples.now))
    #expect(state.live == blocked)
  }

  @Test func whilePausedTheFeedsWait() {
    var state = LiveSamples.state()
    state.type(.character("p"))
    let blocked = LiveSamples.snapshot([LiveSamples.feeds[0]: FeedStanding(.blocked)])
    _ = reduce(&state, .live(blocked, now: LiveSamples.now + .seconds(1)))
    #expect(state.live == LiveSamples.snapshot)
    state.type(.character("p"))
    #expect(state.live == blocked && state.heldLive == nil)
  }
}
