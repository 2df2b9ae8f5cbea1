import Liquidations

/// When what is to be done: the lease, a look at what another kept, a look at the rules, saving.
///
///     every 60 s      who looks at the rules renews the lease; every 10 s another tries to take it
///     when told       what another has kept is read; every 5 s where the store can't tell, else every 60 s
///     when news come  the rules are looked at; every 5 s if any is about now, else every 60 s
///     at once         what fired or was armed is saved; that it was looked at, every 60 s
struct AlertTurns: Equatable, Sendable {
  static let renewal = Duration.seconds(60)
  static let takeOver = Duration.seconds(10)
  static let untold = Duration.seconds(5)
  static let closeLook = Duration.seconds(5)

  private(set) var standing: LeaseAnswer.Standing?
  /// Whether what the store remembers has been read, so that the rules can be looked at.
  var isReady = false
  /// Whether the store tells of news.
  var isTold = false
  /// How often the rules are looked at though nothing has come.
  let interval: Duration
  private var triedAt: Duration?
  private var readAt: Duration?
  private var isNewsWaiting = false
  private var judgedAt: Duration?
  private var isDataWaiting = true
  private var savedAt: Duration?

  /// - Parameter watchesNow: whether any rule is about now.
  init(watchesNow: Bool) {
    interval = watchesNow ? Self.closeLook : Self.renewal
  }

  /// Whether it looks at the rules: for all, or for itself.
  var isJudging: Bool { standing == .leads || standing == .onRequest }

  // MARK: The lease

  private var triesAgain: Duration {
    triedAt.map { $0 + (standing == .leads ? Self.renewal : Self.takeOver) } ?? .zero
  }

  func isTryDue(at elapsed: Duration) -> Bool { elapsed >= triesAgain }

  mutating func tried(_ answer: LeaseAnswer.Standing, at elapsed: Duration) {
    triedAt = elapsed
    standing = answer
  }

  /// Another may lead.
  mutating func doubt() { triedAt = nil }

  // MARK: What another has kept

  private var readsAgain: Duration {
    guard !isNewsWaiting else { return .zero }
    return readAt.map { $0 + (isTold ? Self.renewal : Self.untold) } ?? .zero
  }

  func isReadDue(at elapsed: Duration) -> Bool { elapsed >= readsAgain }

  mutating func read(at elapsed: Duration) {
    readAt = elapsed
    isNewsWaiting = false
  }

  mutating func heard() { isNewsWaiting = true }

  // MARK: The rules

  private var judgesAgain: Duration? {
    guard isJudging, isReady else { return nil }
    return isDataWaiting ? .zero : judgedAt.map { $0 + interval } ?? .zero
  }

  func isJudgingDue(at elapsed: Duration) -> Bool { judgesAgain.map { elapsed >= $0 } ?? false }

  mutating func judged(at elapsed: Duration) {
    judgedAt = elapsed
    isDataWaiting = false
  }

  mutating func came() { isDataWaiting = true }

  // MARK: Saving

  /// Whether it is time to save that the rules were looked at.
  func isSaveDue(at elapsed: Duration) -> Bool {
    savedAt.map { elapsed >= $0 + Self.renewal } ?? true
  }

  mutating func saved(at elapsed: Duration) { savedAt = elapsed }

  /// When there is something to do next.
  var wake: Duration { [triesAgain, readsAgain, judgesAgain].compactMap(\.self).min() ?? .zero }
}
