import Feeds
import NIOConcurrencyHelpers
import NIOCore
import Newhedge

/// Where all that happens to an exchange's connections waits for the one task that takes it, in order,
/// each with its moment.
final class Inbox: Sendable {
  struct Arrival: Sendable {
    let event: FeedEvent
    let moment: FeedMoment
  }

  private struct State {
    var arrivals: [Arrival] = []
    var alarm: (time: Duration, timer: Scheduled<Void>)?
  }

  /// Rung when there is something to take, or when the alarm goes off.
  let bell: AsyncStream<Void>
  private let ringer: AsyncStream<Void>.Continuation
  private let state = NIOLockedValueBox(State())
  private let clock: FeedClock

  init(_ clock: FeedClock) {
    (bell, ringer) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    self.clock = clock
  }

  func put(_ event: FeedEvent) {
    let arrival = Arrival(event: event, moment: clock.now)
    state.withLockedValue { $0.arrivals.append(arrival) }
    ringer.yield()
  }

  /// All that has come since the last time.
  func takeAll() -> [Arrival] {
    state.withLockedValue { state in
      defer { state.arrivals = [] }
      return state.arrivals
    }
  }

  /// Rings at a time, or some time before.
  ///
  /// An alarm that goes off too early is looked at and set again: that is rarer than moving it with
  /// every message.
  func ring(by time: Duration?) {
    state.withLockedValue { state in
      guard let time else { return }
      if let alarm = state.alarm, alarm.time <= time { return }
      state.alarm?.timer.cancel()
      let wait = max(.zero, time - clock.now.elapsed)
      let timer = NetworkLoop.group.any().scheduleTask(in: TimeAmount(wait)) { self.goOff() }
      state.alarm = (time, timer)
    }
  }

  func silence() {
    state.withLockedValue { state in
      state.alarm?.timer.cancel()
      state.alarm = nil
    }
  }

  private func goOff() {
    state.withLockedValue { $0.alarm = nil }
    ringer.yield()
  }
}
