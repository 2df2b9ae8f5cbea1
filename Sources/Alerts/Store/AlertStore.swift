public import Liquidations

/// Where firings and what rules remember outlive a program, and where those who share it agree on who looks
/// at the rules.
///
/// Several processes may share what is behind it. Nothing in it throws: a store that can't write says
/// so, and whoever looks goes on by itself.
public protocol AlertStore: Sendable {
  /// Takes or renews the lease of a topic, here always `alerts`: of those who look at the same rules.
  func lead(_ topic: Topic, at now: Timestamp) async -> LeaseAnswer

  /// Gives the lease up, if it is held, in a cancelled task too; never waits for others.
  func resign(_ topic: Topic) async

  /// Comes soon after another may have changed something, and ends when that can't be told any more. Nil
  /// if only asking tells, for now at least.
  func news(of topic: Topic) async -> AsyncStream<Void>?

  /// What is kept; nil if that can't be read now.
  func loadAlerts(at now: Timestamp) async -> StoredAlerts?

  /// Keeps what a look came to, if this one still holds the lease.
  func saveAlerts(_ evaluation: Evaluation, at now: Timestamp) async -> AlertAnswer

  /// A terminal is about to call its user for the firing of that row.
  ///
  /// - Returns: whether no other has; false too if that can't be written.
  func call(_ row: Int64, at now: Timestamp) async -> Bool

  /// A user has seen all firings up to that row.
  func see(through row: Int64, at now: Timestamp) async
}

/// What became of a save.
public enum AlertAnswer: Hashable, Sendable {
  /// It is kept. By place in `Evaluation.fired`: the row of a firing, nil of one that another has told of
  /// already; and what is to be said of the store all the same.
  case saved([Int64?], StoreFault?)
  /// Another holds the lease: nothing was kept.
  case overtaken
  /// Nothing can be written now; why, if there is more to say than that.
  case unwritten(StoreFault?)
}

/// What a store holds of alerts, as one picture.
public struct StoredAlerts: Hashable, Sendable {
  /// Of whose days.
  public struct Teller: Hashable, Sendable {
    /// The rule's name.
    public let rule: String
    /// Nil of all together.
    public let exchange: Exchange?

    public init(_ rule: String, _ exchange: Exchange?) {
      self.rule = rule
      self.exchange = exchange
    }
  }

  /// Without the days that were told of.
  public var states: [RuleKey: RuleState] = [:]
  /// The days that were told of, as far back as any rule may look.
  public var told: [Teller: Set<Day>] = [:]
  /// The newest firings, newest first; at most `mostFirings`.
  public var firings: [KeptFiring] = []
  /// What is to be said of the store.
  public var fault: StoreFault?

  public init() {}

  public static let mostFirings = 200
  /// No rule looks further back, in days.
  public static let daysBack = 32

  /// What is remembered of a rule; nil of one that is new.
  public func state(of rule: AlertRule) -> RuleState? {
    guard var state = states[rule.key] else { return nil }
    state.told = told[Teller(rule.name, rule.exchange)] ?? []
    return state
  }
}

/// A firing as it is kept.
public struct KeptFiring: Hashable, Sendable {
  /// Firings that come later have higher ones; nil of one that couldn't be kept.
  public let row: Int64?
  public let firing: Firing
  /// Whether a terminal has called its user for it.
  public let isCalled: Bool
  /// Whether a user has seen it.
  public let isSeen: Bool

  public init(_ firing: Firing, row: Int64?, isCalled: Bool = false, isSeen: Bool = false) {
    self.firing = firing
    self.row = row
    self.isCalled = isCalled
    self.isSeen = isSeen
  }
}
