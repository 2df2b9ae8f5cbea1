/// Who of those that share a store refreshes, and when each looks after it.
///
///     every 1.2 s     has another changed what is kept? Where the store tells, only then
///     every 12 s      the leader renews its lease, the others try to take it
struct Leadership: Equatable, Sendable {
  enum Change: Equatable, Sendable { case won, lost }

  /// So that all show within 2 s what one has fetched.
  static let glance = Duration.milliseconds(1_200)
  /// So seldom that idling costs hardly a context switch a second; a lease outlives one that failed.
  static let renewal = Duration.seconds(12)

  /// Whether the store tells of changes.
  var isTold = false

  private(set) var isLeading = false
  /// How often it was won: a call that began in an earlier term tells the plan nothing.
  private(set) var term = 0
  /// Whether another was ever seen to lead.
  private(set) var hasFollowed = false
  private var triedAt: Duration?
  private var glancedAt: Duration?

  func isTryDue(at elapsed: Duration) -> Bool {
    triedAt.map { elapsed - $0 >= Self.renewal } ?? true
  }

  /// The lease was asked for at `elapsed`, and granted or not.
  mutating func tried(_ isGranted: Bool, at elapsed: Duration) -> Change? {
    triedAt = elapsed
    let hasChanged = isGranted != isLeading
    isLeading = isGranted
    if !isGranted { hasFollowed = true }
    guard hasChanged else { return nil }
    if isGranted { term += 1 }
    return isGranted ? .won : .lost
  }

  /// The user wants something: a free lease shouldn't wait for its time.
  mutating func hurry() {
    if !isLeading { triedAt = nil }
  }

  /// The store told of a change.
  mutating func heard() {
    glancedAt = nil
  }

  func isGlanceDue(at elapsed: Duration) -> Bool {
    glancedAt.map { elapsed - $0 >= interval } ?? true
  }

  mutating func glanced(at elapsed: Duration) {
    glancedAt = elapsed
  }

  /// When there is something to look after next; nil for at once.
  var wake: Duration? {
    guard let glancedAt, let triedAt else { return nil }
    return min(glancedAt + interval, triedAt + Self.renewal)
  }

  /// From one glance to the next; also a store that tells is looked at now and then.
  private var interval: Duration { isTold ? Self.renewal : Self.glance }
}
