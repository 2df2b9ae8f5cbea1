import Liquidations

/// What one refresher knows, and whether that is to be published.
struct RefreshBoard: Sendable {
  /// Of which state of the store it is a picture.
  struct Edition: Equatable, Sendable {
    let version: UInt64
    let month: Month
  }

  /// Nil if the store has to be read again.
  var edition: Edition?
  /// How often something was learnt other than by reading the store.
  var changes = 0
  /// Of what more is shown than the store has yet, and by how many calls: what it has doesn't take that
  /// away.
  private var unwritten: [SeriesKey: Int] = [:]
  /// What is under way and planned, here or at who leads.
  private(set) var plan: AnnouncedPlan?
  private(set) var snapshot: Snapshot
  private var hasLoaded = false
  private var hasNews = true

  init(keys: [SeriesKey]) {
    snapshot = Snapshot(keys: keys)
  }

  func validator(of key: SeriesKey) -> Validator? { snapshot[key].validator }

  /// The snapshot, if it has changed since it was last asked for.
  mutating func news() -> Snapshot? {
    guard hasNews else { return nil }
    hasNews = false
    return snapshot
  }

  private mutating func change(_ body: (inout Snapshot) -> Void) {
    let before = snapshot
    body(&snapshot)
    hasNews = hasNews || snapshot != before
  }
}

// MARK: - What the store and the plan tell

extension RefreshBoard {
  /// - Parameter policy: one's own; nil for who leads. Where another rules by another one, that is
  ///   said.
  mutating func adopt(_ state: StoredState, _ edition: Edition, following policy: RefreshPolicy?) {
    self.edition = edition
    hasLoaded = true
    if policy != nil { plan = state.announced }
    change { [unwritten] snapshot in
      snapshot.show(state, butNot: Set(unwritten.keys))
      guard let policy else { return }
      snapshot.show(state.announced ?? AnnouncedPlan(loading: [], schedule: .none))
      snapshot.fault = state.fault ?? state.announced?.rules.flatMap(policy.remark)
    }
  }

  /// The plan, whose times are let be while they move by no more than the rounding of seconds.
  mutating func show(_ new: AnnouncedPlan) {
    var new = new
    if case .next(let then) = new.schedule, case .next(let before) = plan?.schedule,
      abs(then.seconds - before.seconds) <= 1
    {
      new.schedule = .next(before)
    }
    guard new != plan else { return }
    plan = new
    change { $0.show(new) }
  }

  mutating func show(_ standing: LeaseAnswer.Standing) {
    change { $0.standing = standing }
  }

  mutating func show(_ quota: Snapshot.Quota) {
    if hasLoaded { change { $0.quota = quota } }
  }
}

// MARK: - What calls bring

extension RefreshBoard {
  mutating func beginWriting(_ key: SeriesKey) {
    unwritten[key, default: 0] += 1
  }

  mutating func endWriting(_ key: SeriesKey) {
    let others = unwritten[key, default: 0] - 1
    unwritten[key] = others > 0 ? others : nil
    // What is being read of the store may be of before.
    changes += 1
  }

  mutating func receive(
    _ fetched: FetchedSeries, validator: Validator?, shown series: Series, of key: SeriesKey,
    asOf: Timestamp
  ) {
    learn(of: key) { reading in
      reading.receive(fetched, validator: validator, shown: series, asOf: asOf)
    }
  }

  mutating func confirm(_ key: SeriesKey, asOf: Timestamp) {
    learn(of: key) { $0.confirm(asOf: asOf) }
  }

  mutating func fail(_ error: FetchError, at moment: Timestamp) {
    learn(of: error.key) { $0.fail(error, at: moment) }
  }

  private mutating func learn(of key: SeriesKey, _ body: (inout SeriesReading) -> Void) {
    changes += 1
    change { $0.update(key, body) }
  }
}

extension RefreshPolicy {
  var rules: AnnouncedPlan.Rules {
    AnnouncedPlan.Rules(interval: Int(interval.components.seconds), callsAMonth: callsAMonth)
  }

  /// What a follower should know of the one who refreshes for it by other rules than its own.
  func remark(on others: AnnouncedPlan.Rules) -> StoreFault? {
    guard others != rules else { return nil }
    let (minutes, seconds) = others.interval.quotientAndRemainder(dividingBy: 60)
    let interval = seconds == 0 ? "\(minutes) min" : "\(others.interval) s"
    return StoreFault(
      "Another liqtop does the refreshing, with its own settings: every \(interval), \(others.callsAMonth) calls"
        + " a month.", isWriting: true)
  }
}
