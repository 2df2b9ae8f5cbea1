import Liquidations

/// When what is to be done: the lease, saving, looking what another saved, publishing.
///
///     every 60 s      who listens renews the lease; every 3 s another looks whether it is free; every 12 s
///                     one who listens for itself, or can't be told of news
///     every 1 s       what was counted is saved, and at once if the last save is longer ago
///     every 5 s       what else has changed is saved: coverage, price; nothing if nothing did
///     when told       who follows reads what was saved; every second where the store can't tell
///     every 100 ms    what was counted is published, and at once as with saving; a price every second
///     every 5 s       that nothing more was told until now is published
struct LiveTurns: Equatable, Sendable {
  /// How soon something is to be known to others.
  enum Urgency: Comparable, Sendable { case inTime, soon, now }

  static let save = Duration.seconds(1)
  static let quietSave = Duration.seconds(5)
  static let renewal = Duration.seconds(60)
  static let untold = Duration.seconds(12)
  static let takeOver = Duration.seconds(3)
  static let look = Duration.seconds(1)
  static let publish = Duration.milliseconds(100)
  static let pricePublish = Duration.seconds(1)
  static let quietPublish = Duration.seconds(5)
  /// Looks that the store tells to take are no closer.
  static let closestLooks = Duration.milliseconds(200)

  private(set) var standing: LeaseAnswer.Standing?
  /// Whether the store tells of news.
  var isTold = false
  private var triedAt: Duration?
  private var lookedAt: Duration?
  private var isNewsWaiting = false
  private var savedAt: Duration?
  private var hasFailedToSave = false
  private(set) var unsaved: Urgency?
  private var publishedAt: Duration?
  private(set) var unpublished: Urgency?

  /// Whether it counts: for all, or for itself.
  var isListening: Bool { standing == .leads || standing == .onRequest }

  // MARK: The lease

  private var isFollowing: Bool { standing == .follows }

  private var triesAgain: Duration? {
    let interval =
      switch standing {
      case .follows: Self.takeOver
      case .leads where isTold: Self.renewal
      // Perhaps nothing can be written.
      default: Self.untold
      }
    return triedAt.map { $0 + interval }
  }

  func isTryDue(at elapsed: Duration) -> Bool { triesAgain.map { elapsed >= $0 } ?? true }

  mutating func tried(_ answer: LeaseAnswer.Standing, at elapsed: Duration) {
    triedAt = elapsed
    standing = answer
  }

  /// Another may lead.
  mutating func doubt() { triedAt = nil }

  // MARK: What another saves

  private var looksAgain: Duration? {
    let interval = isNewsWaiting ? Self.closestLooks : isTold ? Self.renewal : Self.look
    return lookedAt.map { $0 + interval }
  }

  func isLookDue(at elapsed: Duration) -> Bool {
    isFollowing && (looksAgain.map { elapsed >= $0 } ?? true)
  }

  mutating func looked(at elapsed: Duration) {
    lookedAt = elapsed
    isNewsWaiting = false
  }

  mutating func heard() { isNewsWaiting = true }

  // MARK: Saving and publishing

  /// - Returns: whether the time of the next save or of the next snapshot is sooner by that.
  mutating func changed(_ urgency: Urgency) -> Bool {
    let before = (unsaved, unpublished)
    unsaved = max(unsaved ?? urgency, urgency)
    unpublished = max(unpublished ?? urgency, urgency)
    return before != (unsaved, unpublished)
  }

  /// The same of what isn't kept.
  mutating func showed(_ urgency: Urgency) {
    unpublished = max(unpublished ?? urgency, urgency)
  }

  private var saves: Duration? {
    guard isListening, let unsaved else { return nil }
    let interval = unsaved == .now && !hasFailedToSave ? Self.save : Self.quietSave
    return savedAt.map { $0 + interval } ?? .zero
  }

  func isSaveDue(at elapsed: Duration) -> Bool { saves.map { elapsed >= $0 } ?? false }

  mutating func saves(at elapsed: Duration) {
    savedAt = elapsed
    unsaved = nil
  }

  /// Whatever there is to save is saved now.
  mutating func hurry() { savedAt = nil }

  mutating func saved(_ isKept: Bool) {
    hasFailedToSave = !isKept
    if !isKept { unsaved = .now }
  }

  private var publishes: Duration? {
    guard let unpublished else { return nil }
    let interval =
      switch unpublished {
      case .now: Self.publish
      case .soon: Self.pricePublish
      case .inTime: Self.quietPublish
      }
    return publishedAt.map { $0 + interval } ?? .zero
  }

  func isPublishingDue(at elapsed: Duration) -> Bool { publishes.map { elapsed >= $0 } ?? false }

  mutating func published(at elapsed: Duration) {
    publishedAt = elapsed
    unpublished = nil
  }

  /// When there is something to do next.
  var wake: Duration {
    let looks = isFollowing ? looksAgain ?? .zero : nil
    return [triesAgain ?? .zero, looks, saves, publishes].compactMap(\.self).min() ?? .zero
  }
}
