import FoundationEssentials
public import Liquidations

/// A store that lasts as long as the process; `another()` is a second holder of the same memory.
public struct MemoryStore: SeriesStore {
  private let memory: SharedMemory
  private let holder: UUID
  private let isShared: Bool

  private init(_ memory: SharedMemory, holder: UUID, isShared: Bool) {
    self.memory = memory
    self.holder = holder
    self.isShared = isShared
  }

  /// - Parameters:
  ///   - readings: what it holds at first.
  ///   - isShared: whether there may be other holders.
  public init(_ readings: [Metric: Kept.Reading] = [:], isShared: Bool = true) {
    self.init(SharedMemory(readings), holder: UUID(), isShared: isShared)
  }

  /// Another one who shares the memory, and who may hold the lease instead.
  public func another() -> MemoryStore {
    MemoryStore(memory, holder: UUID(), isShared: true)
  }

  public func load(at now: Timestamp) async -> Kept { await memory.load(at: now) }

  public func version() async -> UInt64 { await memory.version }

  /// Nobody else ever changes a memory that isn't shared, so its stream is silent.
  public func changes() async -> AsyncStream<Void>? {
    isShared ? nil : AsyncStream { _ in }
  }

  public func save(
    _ fetched: FetchedSeries, validator: Validator?, of metric: Metric, asOf: Timestamp
  ) async -> Series {
    await memory.save(fetched, validator: validator, of: metric, asOf: asOf)
  }

  public func confirm(_ metric: Metric, asOf: Timestamp) async {
    await memory.confirm(metric, asOf: asOf)
  }

  public func record(_ error: FetchError, at now: Timestamp) async {
    await memory.record(error, at: now)
  }

  public func announce(_ plan: AnnouncedPlan) async { await memory.announce(plan) }

  public func lead(at now: Timestamp) async -> Bool { await memory.lead(holder, at: now) }

  public func resign() async { await memory.resign(holder) }

  public func ask(_ request: RefreshRequest) async { await memory.ask(request) }

  public func take(_ calls: Int, of limit: Int, at now: Timestamp) async -> Int {
    await memory.take(calls, of: limit, at: now)
  }

  public func giveBack(_ calls: Int, at now: Timestamp) async {
    await memory.giveBack(calls, at: now)
  }
}

/// What several holders share.
private actor SharedMemory {
  private(set) var version: UInt64 = 0
  private var kept: Kept
  private var spent: [Month: Int] = [:]
  private var lease: (holder: UUID, renewed: Timestamp)?

  init(_ readings: [Metric: Kept.Reading]) {
    kept = Kept(readings: readings)
  }

  func load(at now: Timestamp) -> Kept {
    var kept = kept
    kept.spent = spent[Month(of: now), default: 0]
    return kept
  }

  func save(
    _ fetched: FetchedSeries, validator: Validator?, of metric: Metric, asOf: Timestamp
  ) -> Series {
    let series = kept.readings[metric, default: .init()].series.merged(with: fetched.series)
    kept.readings[metric] = Kept.Reading(
      series: series, asOf: asOf, droppedValues: fetched.droppedValues, validator: validator)
    version += 1
    return series
  }

  func confirm(_ metric: Metric, asOf: Timestamp) {
    kept.readings[metric]?.asOf = asOf
    kept.readings[metric]?.error = nil
    kept.readings[metric]?.failedAt = nil
    version += 1
  }

  func record(_ error: FetchError, at now: Timestamp) {
    kept.readings[error.metric, default: .init()].error = error
    kept.readings[error.metric]?.failedAt = now
    version += 1
  }

  func announce(_ plan: AnnouncedPlan) {
    guard kept.announced != plan else { return }
    kept.announced = plan
    version += 1
  }

  func lead(_ holder: UUID, at now: Timestamp) -> Bool {
    if let lease, lease.holder != holder, Lease.isHeld(renewedAt: lease.renewed, now: now) {
      return false
    }
    lease = (holder, now)
    return true
  }

  func resign(_ holder: UUID) {
    if lease?.holder == holder { lease = nil }
  }

  func ask(_ request: RefreshRequest) {
    kept.asked = request
    version += 1
  }

  func take(_ calls: Int, of limit: Int, at now: Timestamp) -> Int {
    let month = Month(of: now)
    let granted = min(max(0, calls), max(0, limit - spent[month, default: 0]))
    spent[month, default: 0] += granted
    if granted > 0 { version += 1 }
    return granted
  }

  func giveBack(_ calls: Int, at now: Timestamp) {
    let month = Month(of: now)
    spent[month] = max(0, spent[month, default: 0] - max(0, calls))
    version += 1
  }
}
