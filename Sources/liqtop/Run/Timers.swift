import Dashboard
import Liquidations

/// What falls due in the dashboard though nothing has come from outside: one value instead of tasks
/// that sleep, so that the loop knows how long it may.
struct Timers {
  typealias Instant = ContinuousClock.Instant

  /// A count of digits lapses if no motion follows so soon.
  static let countPatience = Duration.milliseconds(400)
  /// Snapshots that come together are drawn together: after one, the next waits so long.
  static let snapshotPause = Duration.milliseconds(40)

  private var minute: Instant
  private var count: (serial: Int, end: Instant)?
  private var snapshot: Snapshot?
  private var snapshotDue: Instant

  init(at now: Instant, wall: Timestamp) {
    minute = Self.nextMinute(at: now, wall: wall)
    snapshotDue = now
  }

  /// When something falls due next.
  var next: Instant {
    let others = [count?.end, snapshot == nil ? nil : snapshotDue].compactMap(\.self)
    return others.reduce(minute, min)
  }

  /// A count has begun, or become longer; only the newest can lapse.
  mutating func beginCount(serial: Int, at now: Instant) {
    count = (serial, now + Self.countPatience)
  }

  /// A snapshot has come; it takes the place of one that is still waiting.
  mutating func receive(_ snapshot: Snapshot) {
    self.snapshot = snapshot
  }

  /// What is due, each once.
  mutating func takeDue(at now: Instant, wall: Timestamp) -> [DashboardEvent] {
    var events: [DashboardEvent] = []
    if let count, count.end <= now {
      events.append(.countLapsed(serial: count.serial))
      self.count = nil
    }
    if let snapshot, snapshotDue <= now {
      events.append(.snapshot(snapshot, now: wall))
      self.snapshot = nil
      snapshotDue = now + Self.snapshotPause
    }
    if minute <= now {
      events.append(.tick(wall))
      minute = Self.nextMinute(at: now, wall: wall)
    }
    return events
  }

  private static func nextMinute(at now: Instant, wall: Timestamp) -> Instant {
    now + .seconds(60 - wall.seconds % 60)
  }
}
