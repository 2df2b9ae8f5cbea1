import Liquidations

/// Who of those that share a store refreshes, and when each looks after it.
///
///     every 60 s      the leader renews its lease, the others try to take it, each looks for changes
///     every 1.2 s     it is looked for changes, where the store can't tell; and the lease every 12 s
struct Leadership: Equatable, Sendable {
  enum Change: Equatable, Sendable { case won, lost }

  /// So that all show within 2 s what one has fetched.
  static let glance = Duration.milliseconds(1_200)
  /// So seldom that idling costs hardly a context switch; a lease outlives one that failed.
  static let renewal = Duration.seconds(60)
  /// The same while the store can't tell of changes, and so perhaps not write.
  static let renewalUntold = Duration.seconds(12)

  /// From one look to the next that the store tells to take.
  let closestGlances: Duration
  /// Whether the store tells of changes.
  var isTold = false

  private(set) var standing = LeaseAnswer.Standing.follows
  /// How often it was won: a call that began in an earlier term tells the plan nothing.
  private(set) var term = 0
  /// Whether another was ever seen to lead.
  private(set) var hasFollowed = false
  private var triedAt: Duration?
  private var glancedAt: Duration?
  private var isNewsWaiting = false

  init(closestGlances: Duration = RefreshPolicy().closestGlances) {
    self.closestGlances = closestGlances
  }

  /// Whether it makes calls: for all, or for itself.
  var isLeading: Bool { standing != .follows }

  func isTryDue(at elapsed: Duration) -> Bool {
    triedAt.map { elapsed - $0 >= renewal } ?? true
  }

  /// The lease was asked for at `elapsed`, and answered.
  mutating func tried(_ answer: LeaseAnswer.Standing, at elapsed: Duration) -> Change? {
    triedAt = elapsed
    defer { standing = answer }
    switch (standing, answer) {
    case (_, .follows):
      hasFollowed = true
      return isLeading ? .lost : nil
    case (.follows, _), (.onRequest, .leads):
      term += 1
      return .won
    default: return nil
    }
  }

  /// The user wants something: a free lease shouldn't wait for its time.
  mutating func hurry() {
    if standing != .leads { triedAt = nil }
  }

  /// Another behaves as if it led.
  mutating func doubt() {
    triedAt = nil
  }

  /// The store told of a change.
  mutating func heard() {
    isNewsWaiting = true
  }

  func isGlanceDue(at elapsed: Duration) -> Bool {
    glanceDue.map { elapsed >= $0 } ?? true
  }

  mutating func glanced(at elapsed: Duration) {
    glancedAt = elapsed
    isNewsWaiting = false
  }

  /// When there is something to look after next; nil for at once.
  var wake: Duration? {
    guard let glanceDue, let triedAt else { return nil }
    return min(glanceDue, triedAt + renewal)
  }

  private var glanceDue: Duration? {
    let interval = isTold ? renewal : Self.glance
    return glancedAt.map { $0 + (isNewsWaiting ? closestGlances : interval) }
  }

  private var renewal: Duration { isTold ? Self.renewal : Self.renewalUntold }
}
