public import Liquidations

/// A store that lasts as long as the process; `another()` is a second holder of the same memory.
public struct LiveMemory: LiveStore {
  private let memory: SharedLiveMemory
  private let holder: Int
  private let isTelling: Bool

  /// - Parameter isTelling: whether it tells of news, or has to be asked for them.
  public init(isTelling: Bool = true) {
    memory = SharedLiveMemory()
    holder = 0
    self.isTelling = isTelling
  }

  private init(_ memory: SharedLiveMemory, holder: Int, isTelling: Bool) {
    self.memory = memory
    self.holder = holder
    self.isTelling = isTelling
  }

  /// Another one who shares the memory, and who may hold the lease instead.
  public func another() async -> LiveMemory {
    LiveMemory(memory, holder: await memory.newHolder(), isTelling: isTelling)
  }

  public func lead(_ topic: Topic, at now: Timestamp) async -> LeaseAnswer {
    await memory.lead(holder, at: now)
  }

  public func resign(_ topic: Topic) async { await memory.resign(holder) }

  public func news(of topic: Topic) async -> AsyncStream<Void>? {
    isTelling ? await memory.news(for: holder) : nil
  }

  public func loadLive(
    since edition: LiveEdition?, listens: Bool, at now: Timestamp
  ) async -> StoredLive? {
    await memory.load(since: edition, listens: listens)
  }

  public func saveLive(
    _ changes: LiveChanges, after edition: LiveEdition, at now: Timestamp
  ) async -> SaveAnswer {
    await memory.save(changes, after: edition, by: holder)
  }

  public func tape(_ part: TapePart) async -> [Liquidation]? { await memory.tape(part) }
}

/// What several holders share.
private actor SharedLiveMemory {
  /// What one save has changed.
  private struct Save {
    let number: Int64
    let minutes: [SlotTallies]
    let hours: [SlotTallies]
    let prices: [MinutePrice]
    let closes: [DailyCloses]
  }

  /// Who is further behind reads all.
  private static let savesRemembered = 600

  private var edition = LiveEdition()
  private var minutes: [Slot: [Exchange: Tallies]] = [:]
  private var hours: [Slot: [Exchange: Tallies]] = [:]
  private var coverage: [Exchange: Spans] = [:]
  /// In the order in which they came.
  private var tape: [Liquidation] = []
  /// The row of the first of them.
  private var firstRow: Int64 = 1
  private var prices: [Slot: Double] = [:]
  private var closes = KeptCloses()
  private var price: Price?
  private var standings: [FeedKey: FeedStanding] = [:]
  private var frozen: Int64?
  private var saves: [Save] = []
  private var lease: (holder: Int, renewed: Timestamp)?
  private var holders = 1
  private var listeners: [Int: AsyncStream<Void>.Continuation] = [:]

  func newHolder() -> Int {
    defer { holders += 1 }
    return holders
  }

  func lead(_ holder: Int, at now: Timestamp) -> LeaseAnswer {
    let version = UInt64(edition.saves)
    if let lease, lease.holder != holder, Lease.isHeld(renewedAt: lease.renewed, now: now) {
      return LeaseAnswer(.follows, version: version)
    }
    lease = (holder, now)
    return LeaseAnswer(.leads, version: version)
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

  func load(since known: LiveEdition?, listens: Bool) -> StoredLive? {
    if known == edition { return nil }
    if let known, let first = saves.first?.number, (first - 1..<edition.saves).contains(known.saves)
    {
      return news(since: known)
    }
    var stored = common(since: nil)
    stored.minutes = Self.rows(minutes)
    stored.hours = Self.rows(hours)
    stored.tape = tape.sorted { $0.milliseconds < $1.milliseconds }
    if listens {
      stored.identities = tape.map {
        CountedIdentity($0.exchange, milliseconds: $0.milliseconds, $0.identity)
      }
    }
    stored.prices = prices.map { MinutePrice($0, $1) }
    stored.closes = closes.all
    return stored
  }

  private func news(since known: LiveEdition) -> StoredLive {
    var stored = common(since: known)
    for save in saves.suffix(Int(edition.saves - known.saves)) {
      // Of one that was changed twice the later one stands.
      stored.minutes += save.minutes
      stored.hours += save.hours
      stored.prices += save.prices
      stored.closes += save.closes
    }
    let new = tape.suffix(Int(edition.row - max(known.row, firstRow - 1)))
    stored.tape = new.sorted { $0.milliseconds < $1.milliseconds }
    return stored
  }

  private func common(since known: LiveEdition?) -> StoredLive {
    var stored = StoredLive(edition, since: known)
    stored.coverage = coverage
    stored.frozen = frozen
    stored.price = price
    stored.standings = standings
    return stored
  }

  private static func rows(_ kept: [Slot: [Exchange: Tallies]]) -> [SlotTallies] {
    kept.flatMap { slot, exchanges in exchanges.map { SlotTallies($0, slot, $1) } }
  }

  func save(_ changes: LiveChanges, after known: LiveEdition, by holder: Int) -> SaveAnswer {
    guard known == edition, lease?.holder == holder else { return .overtaken }
    for row in changes.minutes { minutes[row.slot, default: [:]][row.exchange] = row.tallies }
    for row in changes.hours { hours[row.slot, default: [:]][row.exchange] = row.tallies }
    for covered in changes.coverage {
      let before = coverage[covered.exchange]?.ranges ?? []
      let kept = before.filter { $0.lowerBound < covered.start.seconds }
      coverage[covered.exchange] = Spans(kept + covered.spans.ranges)
    }
    tape += changes.tape
    for price in changes.prices { prices[price.minute] = price.usd }
    for closes in changes.closes { _ = self.closes.take(closes) }
    price = changes.price
    standings = changes.standings
    frozen = [frozen, changes.frozen].compactMap(\.self).max()
    let number = edition.saves + 1
    saves.append(
      Save(
        number: number, minutes: changes.minutes, hours: changes.hours, prices: changes.prices,
        closes: changes.closes))
    makeRoom(changes.minutesStart)
    edition = LiveEdition(saves: number, row: firstRow + Int64(tape.count) - 1)
    for (listener, news) in listeners where listener != holder { news.yield() }
    return .saved(edition, nil)
  }

  func tape(_ part: TapePart) -> [Liquidation] {
    let found = tape.filter { $0.milliseconds < part.before ?? .max && $0.usd >= part.atLeast }
    return Array(found.sorted { $0.milliseconds > $1.milliseconds }.prefix(part.limit))
  }

  private func makeRoom(_ start: Timestamp) {
    let excess = tape.count - Unsaved.longestWait
    if excess > 0 {
      frozen = max(frozen ?? .min, tape.prefix(excess).map(\.milliseconds).max() ?? .min)
      tape.removeFirst(excess)
      firstRow += Int64(excess)
    }
    guard saves.count > 2 * Self.savesRemembered else { return }
    saves.removeFirst(Self.savesRemembered)
    minutes = minutes.filter { $0.key.start >= start }
    prices = prices.filter { $0.key.start >= start }
  }
}
