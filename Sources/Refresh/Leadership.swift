/// Who of those that share a store refreshes, and when each looks after it.
///
///     every 1.2 s     has another changed what is kept?
///     every 4.8 s     the leader renews its lease, the others try to take it
struct Leadership: Equatable, Sendable {
  enum Change: Equatable, Sendable { case won, lost }

  /// So that all show within 2 s what one has fetched.
  static let glance = Duration.milliseconds(1_200)
  /// A few glances, so that it costs no wake of its own; a lease outlives two that failed.
  static let renewal = glance * 4

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

  func isGlanceDue(at elapsed: Duration) -> Bool {
    glancedAt.map { elapsed - $0 >= Self.glance } ?? true
  }

  mutating func glanced(at elapsed: Duration) {
    glancedAt = elapsed
  }

  /// When there is something to look after next; nil for at once.
  var wake: Duration? { glancedAt.map { $0 + Self.glance } }
}
