import ArgumentParser
import Canvas
import CursesTerminal
import Dashboard
import Liquidations
import Refresh

/// The whole program while it is on the screen: events in, state, effects and frames out.
@MainActor
struct Session {
  let terminal: CursesTerminal
  /// All that happens, in one stream; the terminal feeds it already.
  let events: AsyncStream<DashboardEvent>
  let feed: AsyncStream<DashboardEvent>.Continuation
  let source: DataSource
  let store: any SeriesStore
  /// What the store held at the start: the first frame shows it.
  let kept: StoredState
  let policy: RefreshPolicy
  let theme: Theme
  /// Reads the themes to choose from, which takes longer than the first frame may wait.
  let themes: @Sendable () -> [Theme]
  let keyMap: KeyMap
  /// Whether the mouse is the program's at first.
  let isMouseOn: Bool
  /// How to look at the data at first.
  let preferences: Preferences
  /// Keeps how the user looked at them in the end.
  let remember: @Sendable (Preferences) -> Void
  let log: ProgramLog
  /// What the log says of the start, once the first frame is seen.
  let beginning: [LogRecord]

  /// Runs until the user, a signal or the terminal ends it.
  ///
  /// - Throws: `ExitCode` if the exit status isn't 0; `ProgramError` if the data's own end failed.
  func run() async throws {
    let (requests, ask) = AsyncStream.makeStream(
      of: RefreshRequest.self, bufferingPolicy: .bufferingNewest(1))
    let (counts, count) = AsyncStream.makeStream(
      of: PendingCount.self, bufferingPolicy: .bufferingNewest(1))
    let feed = feed
    let source = source
    let store = store
    let policy = policy
    let themes = themes
    // Before anything else is begun: the first frame waits for nothing and shares no core.
    var state = begin()
    defer { remember(state.preferences) }
    beginning.forEach(log.add)
    let status = await withTaskGroup(of: ProgramError?.self) { group in
      group.addTask { await Self.tick(feed) }
      group.addTask {
        feed.yield(.themes(themes()))
        return nil
      }
      group.addTask { await Self.lapse(counts, feed) }
      group.addTask { await source.run(policy, store: store, requests: requests, feed: feed) }
      let status = await show(&state, refresh: { ask.yield($0) }, lapse: { count.yield($0) })
      terminal.close()
      group.cancelAll()
      var failure: ProgramError?
      for await ended in group { failure = failure ?? ended }
      return failure.map(Result.failure) ?? .success(status)
    }
    guard case .success(let status) = status else { return try _ = status.get() }
    if status != 0 { throw ExitCode(status) }
  }

  /// Shows the state at the start, with what is kept.
  private func begin() -> DashboardState {
    let now = WallClock.now()
    let state = DashboardState(
      source: source.name, capabilities: terminal.capabilities, size: terminal.size,
      now: now, theme: theme, themes: [theme], isMouseOn: isMouseOn,
      snapshot: Snapshot(kept, policy: policy, at: now), keyMap: keyMap, preferences: preferences)
    terminal.present(render(state))
    terminal.isMouseOn = isMouseOn
    terminal.askBackground()
    return state
  }

  /// Applies the events to the state and shows it; returns the exit status.
  private func show(
    _ state: inout DashboardState, refresh: (RefreshRequest) -> Void, lapse: (PendingCount) -> Void
  ) async -> Int32 {
    var snapshots = SnapshotLog()
    for await event in events {
      if case .snapshot(let snapshot, _) = event { snapshots.records(snapshot).forEach(log.add) }
      for effect in reduce(&state, event) {
        switch effect {
        case .refresh: refresh(RefreshRequest(at: WallClock.now()))
        case .refreshBeyondQuota:
          refresh(RefreshRequest(at: WallClock.now(), isBeyondQuota: true))
        case .count(let serial): lapse(PendingCount(serial: serial))
        case .redraw:
          terminal.redraw()
          terminal.askBackground()
        case .mouse(let isOn): terminal.isMouseOn = isOn
        case .copy(let text): terminal.copy(text)
        case .suspend: terminal.suspend()
        case .quit(let status): return status
        }
      }
      terminal.present(render(state))
    }
    return 0
  }

  /// Sends a tick at the beginning of every minute.
  private nonisolated static func tick(
    _ feed: AsyncStream<DashboardEvent>.Continuation
  ) async -> ProgramError? {
    while !Task.isCancelled {
      let rest = 60 - WallClock.now().seconds % 60
      try? await Task.sleep(for: .seconds(rest), clock: .continuous)
      feed.yield(.tick(WallClock.now()))
    }
    return nil
  }

  /// Sends word of each count whose time is over; only the newest matters.
  private nonisolated static func lapse(
    _ counts: AsyncStream<PendingCount>, _ feed: AsyncStream<DashboardEvent>.Continuation
  ) async -> ProgramError? {
    for await count in counts {
      try? await Task.sleep(until: count.end, clock: .continuous)
      feed.yield(.countLapsed(serial: count.serial))
    }
    return nil
  }
}

/// A count that no motion has followed yet.
private struct PendingCount: Sendable {
  let serial: Int
  /// When it lapses.
  let end = ContinuousClock.now + .milliseconds(400)
}
