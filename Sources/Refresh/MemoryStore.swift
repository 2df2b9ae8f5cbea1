import FoundationEssentials
public import Liquidations

/// A store that lasts as long as the process; `another()` is a second holder of the same memory.
public struct MemoryStore: SeriesStore {
  private let memory: SharedMemory
  private let holder = UUID()
  private let isTelling: Bool

  private init(_ memory: SharedMemory, isTelling: Bool) {
    self.memory = memory
    self.isTelling = isTelling
  }

  /// - Parameters:
  ///   - readings: what it holds at first.
  ///   - isTelling: whether it tells of news, or has to be asked for them.
  public init(_ readings: [SeriesKey: SeriesReading] = [:], isTelling: Bool = true) {
    self.init(SharedMemory(readings), isTelling: isTelling)
  }

  /// Another one who shares the memory, and who may hold the lease instead.
  public func another() -> MemoryStore { MemoryStore(memory, isTelling: isTelling) }

  public func load(at now: Timestamp) async -> StoredState { await memory.load(at: now) }

  public func save(
    _ fetched: FetchedSeries, validator: Validator?, of key: SeriesKey, asOf: Timestamp
  ) async -> Series {
    await memory.change(by: holder) {
      $0.save(fetched, validator: validator, of: key, asOf: asOf)
    }
  }

  public func confirm(_ key: SeriesKey, asOf: Timestamp) async {
    await memory.change(by: holder) { $0.confirm(key, asOf: asOf) }
  }

  public func record(_ error: FetchError, at now: Timestamp) async {
    await memory.change(by: holder) { $0.record(error, at: now) }
  }

  public func lead(_ topic: Topic, at now: Timestamp) async -> LeaseAnswer {
    await memory.lead(topic, holder, at: now)
  }

  public func resign(_ topic: Topic) async { await memory.resign(topic, holder) }

  public func announce(_ plan: AnnouncedPlan) async { await memory.announce(plan, by: holder) }

  public func ask(_ request: RefreshRequest) async {
    await memory.change(by: holder) { $0.ask(request) }
  }

  public func take(_ calls: Int, of limit: Int, at now: Timestamp) async -> Int {
    await memory.change(by: holder) { $0.take(calls, of: limit, in: Month(of: now)) }
  }

  public func giveBack(_ calls: Int, at now: Timestamp) async {
    await memory.change(by: holder) { $0.count(-max(0, calls), in: Month(of: now)) }
  }

  public func version() async -> UInt64 { await memory.version(for: holder) }

  public func news(of topic: Topic) async -> AsyncStream<Void>? {
    isTelling ? await memory.news(for: holder) : nil
  }
}

/// What several holders share.
private actor SharedMemory {
  private var state: InMemoryState
  private var changes: UInt64 = 0
  /// Of each holder, how many of the changes are its own.
  private var own: [UUID: UInt64] = [:]
  private var leases: [Topic: (holder: UUID, renewed: Timestamp)] = [:]
  private var listeners: [UUID: AsyncStream<Void>.Continuation] = [:]

  init(_ readings: [SeriesKey: SeriesReading]) {
    state = InMemoryState(readings)
  }

  func load(at now: Timestamp) -> StoredState { state.load(in: Month(of: now)) }

  func version(for holder: UUID) -> UInt64 { changes - own[holder, default: 0] }

  func change<Result: Sendable>(
    by holder: UUID, _ body: @Sendable (inout InMemoryState) -> Result
  ) -> Result {
    defer { tell(of: holder) }
    return body(&state)
  }

  func announce(_ plan: AnnouncedPlan, by holder: UUID) {
    if state.announce(plan) { tell(of: holder) }
  }

  func lead(_ topic: Topic, _ holder: UUID, at now: Timestamp) -> LeaseAnswer {
    let version = version(for: holder)
    if let lease = leases[topic], lease.holder != holder,
      Lease.isHeld(renewedAt: lease.renewed, now: now)
    {
      return LeaseAnswer(.follows, version: version)
    }
    leases[topic] = (holder, now)
    return LeaseAnswer(.leads, version: version)
  }

  func resign(_ topic: Topic, _ holder: UUID) {
    if leases[topic]?.holder == holder { leases[topic] = nil }
  }

  func news(for holder: UUID) -> AsyncStream<Void> {
    let (news, listener) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    listeners[holder] = listener
    return news
  }

  private func tell(of holder: UUID) {
    changes += 1
    own[holder, default: 0] += 1
    for (listener, news) in listeners where listener != holder { news.yield() }
  }
}
