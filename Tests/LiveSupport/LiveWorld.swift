public import ClockSupport
public import Liquidations
public import Live
import Synchronization

/// Panes that share a store, each with a clock and a source of its own; all on one thread, so that
/// nothing goes on by itself.
public final class LiveWorld {
  /// What a source tells is what the test tells it to.
  final class HeldSource: LiveSource {
    struct State: Sendable {
      var take: (@Sendable ([LiveEvent]) async -> Void)?
      var known: [Exchange: Timestamp] = [:]
      var terms = 0
      /// Since when closes were asked for, each time.
      var closesAsked: [[Exchange: Day]] = []
      var closes: @Sendable ([Exchange: Day]) -> ClosesAnswer = { _ in .failed("No prices here.") }
    }

    let state = Mutex(State())

    func listen(
      after known: [Exchange: Timestamp], _ take: @escaping @Sendable ([LiveEvent]) async -> Void
    ) async {
      let term = state.withLock { state in
        state.terms += 1
        state.take = take
        state.known = known
        return state.terms
      }
      let (end, holder) = AsyncStream.makeStream(of: Void.self)
      for await _ in end {}
      withExtendedLifetime(holder) {}
      state.withLock { if $0.terms == term { $0.take = nil } }
    }

    func closes(since days: [Exchange: Day]) async -> ClosesAnswer {
      let answer = state.withLock { state in
        state.closesAsked.append(days)
        return state.closes
      }
      return answer(days)
    }
  }

  final class Newest: Sendable {
    let value = Mutex<(count: Int, snapshot: LiveSnapshot?)>((0, nil))
  }

  public struct Pane: Sendable {
    public let clock: ManualClock
    let source: HeldSource
    let newest: Newest
    let feed: LiveFeed
    let run: Task<Void, Never>

    /// What it has published last.
    public var snapshot: LiveSnapshot {
      newest.value.withLock { $0.snapshot } ?? LiveSnapshot(feeds: Feeds.all)
    }

    /// How often it has published.
    public var publishedCount: Int { newest.value.withLock { $0.count } }

    public var isListening: Bool { source.state.withLock { $0.take != nil } }

    /// How often it has begun to listen.
    public var terms: Int { source.state.withLock { $0.terms } }

    /// Up to when each exchange was covered when it began.
    public var known: [Exchange: Timestamp] { source.state.withLock { $0.known } }

    /// Since when closes were asked for of each source, each time.
    public var closesAsked: [[Exchange: Day]] { source.state.withLock { $0.closesAsked } }

    /// What its source answers when closes are asked for.
    public func answerCloses(_ answer: @escaping @Sendable ([Exchange: Day]) -> ClosesAnswer) {
      source.state.withLock { $0.closes = answer }
    }
  }

  private let executor = StepExecutor()
  private var runs: [Task<Void, Never>] = []

  public init() {}

  deinit {
    for run in runs { run.cancel() }
  }

  /// Begins one on the store, at a moment of its wall clock.
  public func pane(on store: any LiveStore, at moment: Timestamp = start) -> Pane {
    let clock = ManualClock(start: moment)
    let (source, newest) = (HeldSource(), Newest())
    let feed = LiveFeed(
      source: source, store: store, feeds: Feeds.all, clock: clock, now: { clock.wall })
    let run = Task(executorPreference: executor) {
      await withTaskGroup { group in
        group.addTask { await feed.run() }
        group.addTask {
          for await snapshot in feed.snapshots {
            newest.value.withLock { $0 = ($0.count + 1, snapshot) }
          }
        }
      }
    }
    runs.append(run)
    executor.drain()
    return Pane(clock: clock, source: source, newest: newest, feed: feed, run: run)
  }

  /// Days from that one on are shown in the pane.
  public func want(_ pane: Pane, closesSince day: Day) {
    Task(executorPreference: executor) { await pane.feed.want(closesSince: day) }
    executor.drain()
  }

  /// Has the pane's source tell something, if it is listened to.
  public func tell(_ pane: Pane, _ events: [LiveEvent]) {
    guard let take = pane.source.state.withLock({ $0.take }) else { return }
    Task(executorPreference: executor) { await take(events) }
    executor.drain()
  }

  /// Does something that has to be waited for elsewhere.
  public func wait<Result: Sendable>(_ work: @escaping @Sendable () async -> Result) -> Result? {
    let result = Mutex<Result?>(nil)
    Task(executorPreference: executor) {
      let done = await work()
      result.withLock { $0 = done }
    }
    executor.drain()
    return result.withLock { $0 }
  }

  /// Lets time pass for panes, one after the other; whose time doesn't pass hangs, or is dead.
  public func pass(_ duration: Duration, _ panes: Pane...) {
    for pane in panes { pass(duration, pane) }
  }

  public func pass(_ duration: Duration, _ pane: Pane) {
    let end = pane.clock.now.offset + duration
    while let next = pane.clock.nextDeadline, next < end {
      pane.clock.advance(by: max(.zero, next - pane.clock.now.offset))
      executor.drain()
    }
    pane.clock.advance(by: end - pane.clock.now.offset)
    executor.drain()
  }

  /// Ends one as a user does.
  public func quit(_ pane: Pane) {
    pane.run.cancel()
    executor.drain()
  }
}
