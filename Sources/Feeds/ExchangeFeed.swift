public import Liquidations

/// All that is heard of one exchange: its connections, its lists of contracts and what is read of the
/// past, as a value that does nothing by itself.
///
/// Whoever drives it does what the effects say and tells what happened; and calls with `due` when
/// `wake` has come. Nothing here waits, and nothing that comes can trap.
public struct ExchangeFeed: Sendable {
  /// Between the parts of a way back into the past and what was heard since.
  private static let secondLook = Duration.seconds(600)
  private static let overlap: Int64 = 6 * 3_600_000
  private static let depth: Int64 = 23 * 3_600_000 + 55 * 60_000

  public let exchange: Exchange
  private var machines: [FeedMachine]
  private var contracts: ContractsPlan
  private var listed: Set<Feed> = []
  private var okx: OKXBackfillPlan?
  private var deribit: DeribitTradesPlan?
  private let known: Timestamp?
  private var requests: [RequestID.Purpose: RequestID] = [:]
  private var requestCount = 0
  private var told: [Feed: ToldCoverage] = [:]
  private var wasLive = false

  /// - Parameters:
  ///   - known: up to when what the exchange told is known, and from when on the past is wanted; nil
  ///     for 00:00 UTC of the day of the start. Of what is a day old nothing can be had.
  ///   - generator: of the chance by which those that failed together come back apart.
  public init(
    _ exchange: Exchange, after known: Timestamp? = nil,
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    self.exchange = exchange
    self.known = known
    machines = Feed.all(of: exchange).map { FeedMachine($0, generator: generator) }
    contracts = ContractsPlan(exchange, generator: generator)
    okx = exchange == .okx ? OKXBackfillPlan(generator: generator) : nil
    deribit = exchange == .deribit ? DeribitTradesPlan(generator: generator) : nil
  }

  /// When `handle` has to be called with `due`; nil if only another event can bring something.
  public private(set) var wake: Duration?

  /// Begins; there is nothing to be done before.
  public mutating func start(at now: FeedMoment) -> [FeedEffect] {
    for index in machines.indices { machines[index].start(at: now) }
    contracts.begin(at: now)
    let past = pastBegins(now, overlap: 0)
    deribit?.begin(since: past, at: now)
    return handle(.due, at: now)
  }

  /// Takes what has happened.
  ///
  /// - Returns: what is to be done, in this order.
  public mutating func handle(_ event: FeedEvent, at now: FeedMoment) -> [FeedEffect] {
    var effects: [FeedEffect] = []
    switch event {
    case .opened(let id): with(id) { $0.opened(id, at: now, &effects) }
    case .message(let id, let bytes):
      with(id) { $0.received(bytes, on: id, at: now, &effects) }
      readListIfOld(at: now)
    case .ended(let id, let ending): with(id) { $0.ended(id, ending, at: now) }
    case .refused(let id, let refusal): with(id) { $0.refused(id, refusal, at: now) }
    case .answered(let id, let answer): take(answer, to: id, at: now, &effects)
    case .due:
      for index in machines.indices { machines[index].due(at: now, &effects) }
    }
    ask(at: now, &effects)
    lookBack(at: now)
    tell(&effects)
    wake =
      (machines.map(\.wake) + [contracts.wake, okx?.wake, deribit?.wake]).compactMap(\.self).min()
    return effects
  }

  private mutating func with(_ id: ConnectionID, _ body: (inout FeedMachine) -> Void) {
    guard let index = machines.firstIndex(where: { $0.feed == id.feed }) else { return }
    body(&machines[index])
  }

  /// From when on the past is read, in milliseconds since 1970-01-01T00:00Z.
  ///
  /// - Parameter overlap: by how much it is read anew, since it may have been told late.
  private func pastBegins(_ now: FeedMoment, overlap: Int64) -> Int64 {
    let midnight = Day(millisecondsSinceEpoch: now.milliseconds).millisecondsSinceEpoch
    let heard = machines.compactMap { told[$0.feed]?.told?.upperBound }.max() ?? known
    let since =
      heard.map { min(max($0, Timestamp.bounds.lowerBound), Timestamp.bounds.upperBound) }
      .map { $0.seconds * 1_000 - overlap } ?? midnight
    return max(since, now.milliseconds - Self.depth)
  }
}

// MARK: - Requests

extension ExchangeFeed {
  private mutating func ask(at now: FeedMoment, _ effects: inout [FeedEffect]) {
    if let url = contracts.next(at: now) { effects.append(get(url, .contracts)) }
    if let url = okx?.next(at: now) { effects.append(get(url, .backfill)) }
    if let url = deribit?.next(at: now) { effects.append(get(url, .trades)) }
  }

  private mutating func get(_ url: FeedURL, _ purpose: RequestID.Purpose) -> FeedEffect {
    requestCount += 1
    let id = RequestID(exchange: exchange, purpose: purpose, number: requestCount)
    requests[purpose] = id
    return .get(id, url)
  }

  private mutating func take(
    _ answer: FeedAnswer, to id: RequestID, at now: FeedMoment, _ effects: inout [FeedEffect]
  ) {
    // An answer to another request than the last one comes too late.
    guard requests[id.purpose] == id else { return }
    requests[id.purpose] = nil
    switch id.purpose {
    case .contracts:
      guard let (feed, list) = contracts.take(answer, at: now) else { return }
      listed.insert(feed)
      okx?.learn(list)
      for index in machines.indices where machines[index].feed == feed {
        machines[index].learn(list, at: now, &effects)
      }
    case .backfill: okx?.take(answer, at: now, &effects)
    case .trades: deribit?.take(answer, at: now, &effects)
    case .prices: break
    }
  }

  /// Has the list of contracts read again when one shows up that isn't in it.
  private mutating func readListIfOld(at now: FeedMoment) {
    if machines.contains(where: \.hasUnknownContract) { contracts.begin(at: now) }
  }

  /// What OKX told of while nobody heard it is asked for, and some time later once more, since its
  /// rows may come late.
  private mutating func lookBack(at now: FeedMoment) {
    let isLive = machines.allSatisfy { $0.standing == .live }
    defer { wasLive = isLive }
    guard isLive, !wasLive, okx != nil else { return }
    let since = pastBegins(now, overlap: Self.overlap)
    okx?.add(since: since, at: now.elapsed)
    okx?.add(since: since, at: now.elapsed + Self.secondLook)
  }
}

// MARK: - Coverage and state

extension ExchangeFeed {
  /// Tells what is covered beyond what was told. Deribit's flags come late, so that its connection shows
  /// nothing of what is known.
  private mutating func tell(_ effects: inout [FeedEffect]) {
    for machine in machines {
      guard let heard = deribit == nil ? machine.heard : deribit?.covered,
        let news = told[machine.feed, default: ToldCoverage()].news(of: heard)
      else {
        continue
      }
      effects.append(.covered(machine.feed, news))
    }
  }

  /// How it all stands, at a moment.
  public func state(at now: FeedMoment) -> ExchangeState {
    var state = ExchangeState(exchange: exchange)
    state.feeds = machines.map { machine in
      machine.state(at: now, hasList: listed.contains(machine.feed))
    }
    state.contractsFault = contracts.fault
    state.isBackfillOver = deribit.map { $0.progress(at: now) >= 1 } ?? okx?.hasEnded ?? true
    state.backfillProgress = deribit.map { $0.progress(at: now) } ?? okx?.progress
    state.backfillFault = deribit?.fault ?? okx?.fault
    state.knownUntil = deribit?.covered?.seconds.upperBound
    for machine in machines {
      state.odd.add(machine.odd)
      state.findings.add(machine.findings)
    }
    for odd in [okx?.odd, deribit?.odd].compactMap(\.self) { state.odd.add(odd) }
    for findings in [okx?.findings, deribit?.findings].compactMap(\.self) {
      state.findings.add(findings)
    }
    return state
  }
}
