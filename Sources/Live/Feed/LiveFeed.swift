public import Liquidations

/// Counts what the exchanges tell, keeps it, and publishes every change of it.
///
/// Of all that share a store one listens; the others publish what it saved, and one of them listens once
/// it is gone. `LiveLedger` counts, `LiveTurns` says when, this actor does it.
public actor LiveFeed {
  /// What is known, from the start of `run` to its end; a slow reader sees only the newest.
  public nonisolated let snapshots: AsyncStream<LiveSnapshot>

  /// One time of listening.
  struct Listening {
    let term: Int
    /// Ends with it.
    let end: AsyncStream<Void>
    let ender: AsyncStream<Void>.Continuation
  }

  private let publisher: AsyncStream<LiveSnapshot>.Continuation
  let source: any LiveSource
  let store: any LiveStore
  let feeds: [FeedKey]
  private let stopwatch: Stopwatch
  let now: @Sendable () -> Timestamp

  /// Rung when there is something to do while the loop rests.
  private let bell: AsyncStream<Void>
  let ringer: AsyncStream<Void>.Continuation

  var turns = LiveTurns()
  var closeTurns = CloseTurns()
  var ledger: LiveLedger
  /// Of the store, as far as the ledger goes; nil if it has to be read whole.
  var edition: LiveEdition?
  var listening: Listening?
  var board: PriceBoard
  var standings: [FeedKey: FeedStanding] = [:]
  var fault: StoreFault?
  /// Why no daily closes could be fetched the last time.
  var closesFault: String?
  /// How often the store couldn't be used in a row, by one who follows.
  var misses = 0
  /// Whether another store, or another one's, came between.
  var isOvertaken = false
  private var terms = 0
  private var hasRun = false

  /// - Parameters:
  ///   - feeds: all that the source has.
  ///   - clock: measures every wait; it should go on while the machine sleeps.
  ///   - now: the wall clock; setting it moves no sum.
  public init(
    source: any LiveSource, store: any LiveStore, feeds: [FeedKey],
    clock: some Clock<Duration> = ContinuousClock(), now: @escaping @Sendable () -> Timestamp
  ) {
    (snapshots, publisher) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (bell, ringer) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    self.source = source
    self.store = store
    self.feeds = feeds
    self.now = now
    stopwatch = Stopwatch(clock)
    ledger = LiveLedger(feeds: feeds)
    board = PriceBoard()
  }

  var elapsed: Duration { stopwatch.elapsed() }

  /// Publishes what the store holds, then listens, or follows who does, until its task is cancelled.
  ///
  /// It runs once: when it ends, all listening has ended, what was counted is saved, and `snapshots` is
  /// finished.
  public func run() async {
    guard !hasRun else { return }
    hasRun = true
    await withDiscardingTaskGroup { group in
      var bell = bell.makeAsyncIterator()
      while !Task.isCancelled {
        if let news = await seekLease() { group.addTask { await self.hear(news) } }
        if let begun = begin() { group.addTask { await self.listen(begun) } }
        if let (days, term) = closesDue() {
          group.addTask { await self.fetchCloses(of: days, in: term) }
        }
        await look()
        await save()
        publishIfDue()
        await rest(&bell)
      }
      listening?.ender.finish()
    }
    await saveTheRest()
    await store.resign(.live)
    publisher.finish()
  }

  /// Liquidations of the tape that are no longer in memory, newest first; nil if they can't be read.
  public nonisolated func tape(_ part: TapePart) async -> [Liquidation]? { await store.tape(part) }

  // MARK: Listening

  /// A time of listening that begins now, if one has to.
  private func begin() -> Listening? {
    guard turns.isListening, listening == nil else { return nil }
    terms += 1
    let (end, ender) = AsyncStream.makeStream(of: Void.self)
    standings = [:]
    let begun = Listening(term: terms, end: end, ender: ender)
    listening = begun
    changed(.now)
    return begun
  }

  func stopListening() {
    listening?.ender.finish()
    listening = nil
  }

  private func listen(_ listening: Listening) async {
    let known = Exchange.allCases.reduce(into: [Exchange: Timestamp]()) {
      $0[$1] = ledger.sums.coverage[$1].end
    }
    await withTaskGroup { group in
      group.addTask { [source] in
        await source.listen(after: known) { await self.take($0, in: listening.term) }
      }
      group.addTask { for await _ in listening.end {} }
      await group.next()
      group.cancelAll()
    }
  }

  private func take(_ events: [LiveEvent], in term: Int) {
    // What comes after the end was for another to count.
    guard listening?.term == term else { return }
    let now = now()
    var urgency: LiveTurns.Urgency?
    for event in events {
      if let new = take(event, at: now) { urgency = max(urgency ?? new, new) }
    }
    if let urgency { changed(urgency) }
  }

  private func take(_ event: LiveEvent, at now: Timestamp) -> LiveTurns.Urgency? {
    switch event {
    case .liquidations(let liquidations):
      let counted = liquidations.filter { ledger.take($0, at: now) == .counted }
      ledger.show(counted)
      return counted.isEmpty ? nil : .now
    case .covered(let feed, let time): return ledger.cover(feed, time, at: now) ? .inTime : nil
    case .price(let price):
      guard board.take(price, at: elapsed), ledger.take(price, at: now) else { return nil }
      return .soon
    case .standing(let feed, let standing):
      guard feeds.contains(feed), standings[feed] != standing else { return nil }
      standings[feed] = standing
      return .now
    }
  }

  // MARK: Publishing

  func changed(_ urgency: LiveTurns.Urgency) {
    guard turns.changed(urgency) else { return }
    publishIfDue()
    ringer.yield()
  }

  func showed(_ urgency: LiveTurns.Urgency) {
    turns.showed(urgency)
    publishIfDue()
  }

  private func publishIfDue() {
    guard turns.isPublishingDue(at: elapsed) else { return }
    turns.published(at: elapsed)
    publisher.yield(snapshot)
  }

  private var snapshot: LiveSnapshot {
    var snapshot = LiveSnapshot(feeds: feeds)
    snapshot.sums = ledger.sums
    snapshot.tape = ledger.tape
    snapshot.prices = ledger.prices
    snapshot.price = board.price
    snapshot.closes = ledger.closes.shown
    snapshot.closesFault = listening == nil ? nil : closesFault
    snapshot.cascades = ledger.cascades.values.sorted { $0.minute < $1.minute }
    snapshot.standings = standings
    snapshot.fault = fault
    snapshot.role =
      switch turns.standing {
      case .leads: .listens
      case .follows: .follows
      case .onRequest: .alone
      case nil: .none
      }
    return snapshot
  }

  // MARK: Resting

  /// Waits for the next thing to do, or for the end.
  private func rest(_ bell: inout AsyncStream<Void>.Iterator) async {
    let wake = min(turns.wake, turns.isListening ? closeTurns.wake ?? turns.wake : turns.wake)
    await withTaskGroup { nap in
      // Here, so that its end and what follows are one turn of one thread.
      nap.addTask { await self.nap(until: wake) }
      _ = await bell.next(isolation: self)
      nap.cancelAll()
    }
  }

  private func nap(until wake: Duration) async {
    // A nap that was cut short has nothing to tell.
    guard (try? await stopwatch.sleep(wake)) != nil else { return }
    ringer.yield()
  }
}
