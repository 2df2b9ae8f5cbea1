import CursesTerminal
import Dashboard
import Liquidations
import Live
import Testing

@testable import liqtop

/// What is due when, on a clock that the tests set.
@Suite struct TimersTests {
  private let start = Instant.now
  /// Twenty seconds past a whole minute.
  private let wall = Timestamp(seconds: 1_764_300_020)
  private var timers: Timers

  init() {
    timers = Timers(at: start, wall: wall)
  }

  private mutating func takeDue(after duration: Duration) -> [Due] {
    let seconds = duration.components.seconds
    let now = Timestamp(seconds: wall.seconds + seconds)
    return timers.takeDue(at: start + duration, wall: now).map(Due.init)
  }

  @Test mutating func theNextMinuteIsDueWhenItBegins() {
    #expect(timers.next == start + .seconds(40))
    #expect(takeDue(after: .seconds(39)) == [])
    #expect(takeDue(after: .seconds(40)) == [.tick])
    #expect(timers.next == start + .seconds(100))
    #expect(takeDue(after: .seconds(40)) == [])
  }

  @Test mutating func aSleepOverManyMinutesMakesOneTick() {
    #expect(takeDue(after: .seconds(40 + 600)) == [.tick])
    #expect(timers.next == start + .seconds(40 + 660))
  }

  @Test mutating func aReplyLapsesOnce() {
    timers.beginReply(serial: 7, at: start)
    #expect(timers.next == start + .seconds(3))
    #expect(takeDue(after: .milliseconds(2_999)) == [])
    #expect(takeDue(after: .seconds(3)) == [.lapse(7)])
    #expect(takeDue(after: .seconds(4)) == [])
    #expect(timers.next == start + .seconds(40))
  }

  @Test mutating func ofSeveralRepliesTheNewestLapses() {
    timers.beginReply(serial: 1, at: start)
    timers.beginReply(serial: 2, at: start + .seconds(2))
    #expect(takeDue(after: .seconds(3)) == [])
    #expect(takeDue(after: .seconds(5)) == [.lapse(2)])
  }

  @Test mutating func theFirstSnapshotIsDueAtOnceAndThoseThatFollowTogether() {
    timers.receive(Snapshot())
    #expect(timers.next == start)
    #expect(takeDue(after: .zero) == [.snapshot])
    timers.receive(Snapshot())
    timers.receive(Snapshot())
    #expect(timers.next == start + .milliseconds(40))
    #expect(takeDue(after: .milliseconds(39)) == [])
    #expect(takeDue(after: .milliseconds(40)) == [.snapshot])
    #expect(takeDue(after: .milliseconds(80)) == [])
  }

  @Test mutating func aSnapshotAfterAPauseIsDueAtOnce() {
    timers.receive(Snapshot())
    #expect(takeDue(after: .zero) == [.snapshot])
    timers.receive(Snapshot())
    #expect(timers.next < start + .milliseconds(50))
    #expect(takeDue(after: .milliseconds(50)) == [.snapshot])
  }

  /// However fast the feeds tell something, it is drawn ten times a second, the newest last.
  @Test mutating func aStormIsDrawnTenTimesASecond() {
    var drawn: [Int] = []
    for time in 0..<1_000 {
      timers.receive(LiveSnapshot(feeds: [FeedKey(.okx, "\(time)")]))
      if takeDue(after: .milliseconds(time)).contains(.live) { drawn.append(time) }
    }
    #expect(drawn == Array(stride(from: 0, to: 1_000, by: 100)))
    #expect(timers.next == start + .milliseconds(1_000))
    #expect(takeDue(after: .milliseconds(1_000)) == [.live])
    #expect(takeDue(after: .milliseconds(1_200)) == [])
  }

  /// A key that comes meanwhile waits for nothing: what is due is the feeds' alone.
  @Test mutating func whatTheFeedsTellHoldsNothingElseUp() {
    timers.receive(LiveSnapshot(feeds: []))
    #expect(takeDue(after: .zero) == [.live])
    timers.receive(LiveSnapshot(feeds: []))
    timers.receive(Snapshot())
    #expect(takeDue(after: .milliseconds(1)) == [.snapshot])
  }
}

/// What is due, so that it can be compared.
private enum Due: Equatable {
  case tick, lapse(Int), snapshot, live, other

  init(_ event: DashboardEvent) {
    self =
      switch event {
      case .tick: .tick
      case .replyLapsed(let serial): .lapse(serial)
      case .snapshot: .snapshot
      case .live: .live
      case .terminal, .tape, .closes, .themes, .copied, .alerts: .other
      }
  }
}
