public import Liquidations

/// A store that lasts as long as the process; `another()` is a second holder of the same memory.
public struct AlertMemory: AlertStore {
  private let memory: SharedAlertMemory
  private let holder: Int

  public init() {
    self.init(SharedAlertMemory(), holder: 0)
  }

  private init(_ memory: SharedAlertMemory, holder: Int) {
    self.memory = memory
    self.holder = holder
  }

  /// Another one who shares the memory, and who may hold the lease instead.
  public func another() async -> AlertMemory {
    AlertMemory(memory, holder: await memory.newHolder())
  }

  public func lead(_ topic: Topic, at now: Timestamp) async -> LeaseAnswer {
    await memory.lead(holder, at: now)
  }

  public func resign(_ topic: Topic) async { await memory.resign(holder) }

  public func news(of topic: Topic) async -> AsyncStream<Void>? { await memory.news(for: holder) }

  public func loadAlerts(at now: Timestamp) async -> StoredAlerts? { await memory.stored }

  public func saveAlerts(_ evaluation: Evaluation, at now: Timestamp) async -> AlertAnswer {
    await memory.save(evaluation, by: holder)
  }

  public func call(_ row: Int64, at now: Timestamp) async -> Bool { await memory.call(row) }

  public func see(through row: Int64, at now: Timestamp) async {
    await memory.see(through: row, by: holder)
  }
}

/// What several holders share.
private actor SharedAlertMemory {
  private(set) var stored = StoredAlerts()
  private var row: Int64 = 0
  private var lease: (holder: Int, renewed: Timestamp)?
  private var holders = 1
  private var listeners: [Int: AsyncStream<Void>.Continuation] = [:]

  func newHolder() -> Int {
    defer { holders += 1 }
    return holders
  }

  func lead(_ holder: Int, at now: Timestamp) -> LeaseAnswer {
    if let lease, lease.holder != holder, Lease.isHeld(renewedAt: lease.renewed, now: now) {
      return LeaseAnswer(.follows, version: 0)
    }
    lease = (holder, now)
    return LeaseAnswer(.leads, version: 0)
  }

  func resign(_ holder: Int) {
    if lease?.holder == holder { lease = nil }
  }

  func news(for holder: Int) -> AsyncStream<Void> {
    let (news, listener) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    listeners[holder] = listener
    return news
  }

  func save(_ evaluation: Evaluation, by holder: Int) -> AlertAnswer {
    guard lease?.holder == holder else { return .overtaken }
    let rows = evaluation.fired.map { take($0) }
    let left = evaluation.keys(rows) { $0 == nil }
    for (key, state) in evaluation.states where !left.contains(key) { stored.states[key] = state }
    tell(of: holder)
    return .saved(rows, nil)
  }

  private func take(_ fired: Evaluation.Fired) -> Int64? {
    let firing = fired.firing
    if let day = firing.day {
      let teller = StoredAlerts.Teller(firing.rule, firing.exchange)
      guard stored.told[teller, default: []].insert(day).inserted else { return nil }
    } else {
      guard stored.states[fired.key]?.firedAt == fired.before else { return nil }
    }
    row += 1
    stored.firings.insert(KeptFiring(firing, row: row), at: 0)
    stored.firings.removeLast(max(0, stored.firings.count - StoredAlerts.mostFirings))
    return row
  }

  func call(_ row: Int64) -> Bool {
    guard let place = stored.firings.firstIndex(where: { $0.row == row && !$0.isCalled }) else {
      return false
    }
    let kept = stored.firings[place]
    stored.firings[place] = KeptFiring(kept.firing, row: row, isCalled: true, isSeen: kept.isSeen)
    return true
  }

  func see(through last: Int64, by holder: Int) {
    stored.firings = stored.firings.map { kept in
      KeptFiring(
        kept.firing, row: kept.row, isCalled: kept.isCalled,
        isSeen: kept.isSeen || kept.row ?? 0 <= last)
    }
    tell(of: holder)
  }

  private func tell(of holder: Int) {
    for (listener, news) in listeners where listener != holder { news.yield() }
  }
}
