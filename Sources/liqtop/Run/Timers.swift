import CursesTerminal
import Dashboard
import Liquidations
import Live

/// What falls due in the dashboard though nothing has come from outside: one value instead of tasks
/// that sleep, so that the loop knows how long it may.
struct Timers {
  /// What a key is answered with stays so long.
  static let replyTime = Duration.seconds(3)
  /// Snapshots that come together are drawn together: after one, the next waits so long.
  static let snapshotPause = Duration.milliseconds(40)

  /// The same of what the exchanges' feeds tell, which comes much faster in a storm.
  static let livePause = Duration.milliseconds(100)

  private var minute: Instant
  private var reply: (serial: Int, end: Instant)?
  private var snapshot: Snapshot?
  private var snapshotDue: Instant
  private var live: LiveSnapshot?
  private var liveDue: Instant

  init(at now: Instant, wall: Timestamp) {
    minute = Self.nextMinute(at: now, wall: wall)
    snapshotDue = now
    liveDue = now
  }

  /// When something falls due next.
  var next: Instant {
    var next = minute
    if let reply { next = min(next, reply.end) }
    if snapshot != nil { next = min(next, snapshotDue) }
    if live != nil { next = min(next, liveDue) }
    return next
  }

  /// A key has been answered; only the newest reply can lapse.
  mutating func beginReply(serial: Int, at now: Instant) {
    reply = (serial, now + Self.replyTime)
  }

  /// A snapshot has come; it takes the place of one that is still waiting.
  mutating func receive(_ snapshot: Snapshot) {
    self.snapshot = snapshot
  }

  mutating func receive(_ live: LiveSnapshot) {
    self.live = live
  }

  /// What is due, each once.
  mutating func takeDue(at now: Instant, wall: Timestamp) -> [DashboardEvent] {
    var events: [DashboardEvent] = []
    if let reply, reply.end <= now {
      events.append(.replyLapsed(serial: reply.serial))
      self.reply = nil
    }
    if let snapshot, snapshotDue <= now {
      events.append(.snapshot(snapshot, now: wall))
      self.snapshot = nil
      snapshotDue = now + Self.snapshotPause
    }
    if let live, liveDue <= now {
      events.append(.live(live, now: wall))
      self.live = nil
      liveDue = now + Self.livePause
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
