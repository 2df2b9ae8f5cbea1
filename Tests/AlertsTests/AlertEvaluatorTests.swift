import ClockSupport
import Liquidations
import Synchronization
import Testing
import WorkSupport

@testable import Alerts

/// A store that may be unable to write, as an archive on a full disk.
private struct FaultyStore: AlertStore {
  final class Shared: Sendable {
    let isWritable = Mutex(true)
  }

  let memory: AlertMemory
  let shared = Shared()

  func lead(_ topic: Topic, at now: Timestamp) async -> LeaseAnswer {
    guard shared.isWritable.withLock({ $0 }) else { return LeaseAnswer(.onRequest, version: 0) }
    return await memory.lead(topic, at: now)
  }

  func resign(_ topic: Topic) async { await memory.resign(topic) }

  func news(of topic: Topic) async -> AsyncStream<Void>? { nil }

  func loadAlerts(at now: Timestamp) async -> StoredAlerts? {
    shared.isWritable.withLock { $0 } ? await memory.loadAlerts(at: now) : nil
  }

  func saveAlerts(_ evaluation: Evaluation, at now: Timestamp) async -> AlertAnswer {
    guard shared.isWritable.withLock({ $0 }) else {
      return .unwritten(StoreFault("Full.", isWriting: false))
    }
    return await memory.saveAlerts(evaluation, at: now)
  }

  func call(_ row: Int64, at now: Timestamp) async -> Bool { await memory.call(row, at: now) }

  func see(through row: Int64, at now: Timestamp) async { await memory.see(through: row, at: now) }
}

/// One firing among all who share a store, through restarts, sleep, and stores that fail.
@Suite(.serialized, .longWork) struct AlertEvaluatorTests {
  private let world = AlertWorld()
  private let memory = AlertMemory()
  private let rules: [AlertRule]
  private let title = "big: long 520M > 500M"

  init() throws {
    rules = [try makeRule("big", "long > 500M")]
  }

  private func another() -> AlertMemory {
    world.wait { [memory] in await memory.another() } ?? memory
  }

  private func kept() -> [KeptFiring] {
    let stored = world.wait { [memory] in await memory.loadAlerts(at: noon) }
    return (stored ?? nil)?.firings ?? []
  }

  // MARK: Among many

  @Test func ofManyPanesOneDeliversAndAllShow() {
    let first = world.pane(rules, on: memory)
    let others = (0..<3).map { _ in world.pane(rules, on: another()) }
    for pane in [first] + others { world.tell([today: 130e6], to: pane) }
    for pane in others { world.pass(.seconds(10), pane) }
    #expect(first.fired == [title])
    #expect(others.allSatisfy { $0.fired.isEmpty })
    #expect(([first] + others).allSatisfy { $0.heard == [title] })
    #expect(([first] + others).allSatisfy { $0.unseen == [title] })
    // One terminal of all calls its user.
    #expect(([first] + others).flatMap(\.called) == [title])
    #expect(kept().count == 1)
  }

  @Test func whatOneHasSeenIsSeenEverywhere() {
    let (first, second) = (world.pane(rules, on: memory), world.pane(rules, on: another()))
    world.tell([today: 130e6], to: first, second)
    #expect(second.unseen == [title])
    world.see(second)
    #expect(first.unseen.isEmpty && second.unseen.isEmpty)
    #expect(world.pane(rules, on: another()).unseen.isEmpty)
  }

  @Test func aPaneThatComesLaterShowsWhatNobodyHasSeen() {
    let watcher = world.pane(rules, on: memory, hasTerminal: false)
    world.tell([today: 130e6], to: watcher)
    #expect(watcher.called.isEmpty)
    let pane = world.pane(rules, on: another())
    #expect(pane.unseen == [title] && pane.fired.isEmpty && pane.called == [title])
    #expect(pane.heard.isEmpty)
    let late = world.pane(rules, on: another(), at: noon + .seconds(90_000))
    #expect(late.unseen.isEmpty && late.called.isEmpty)
  }

  @Test func afterTheOneWhoLooksHasQuitAnotherDoes() {
    let (first, second) = (world.pane(rules, on: memory), world.pane(rules, on: another()))
    world.tell([today: 100e6], to: first, second)
    world.quit(first)
    world.pass(.seconds(10), second)
    world.tell([today: 130e6], to: second)
    #expect(second.fired == [title])
  }

  @Test func afterTheOneWhoLooksHasDiedAnotherDoes() {
    let (first, second) = (world.pane(rules, on: memory), world.pane(rules, on: another()))
    world.tell([today: 100e6], to: first, second)
    world.pass(.seconds(160), second)
    world.tell([today: 130e6], to: second)
    #expect(second.fired == [title])
    // The dead one was asleep, and finds that it was told.
    world.pass(.seconds(170), first)
    world.tell([today: 130e6], to: first)
    #expect(first.fired.isEmpty && kept().count == 1)
  }

  /// Whoever reads the configuration anew looks at other rules than those who haven't.
  @Test func thoseWithOtherRulesDoNotTellTwiceWhatTheyHaveInCommon() throws {
    let store = another()
    let first = world.pane(rules, on: memory)
    world.tell([today: 130e6], to: first)
    world.quit(first)
    let second = world.pane(rules + [try makeRule("more", "short > 1")], on: store)
    world.tell([today: 130e6], to: second)
    #expect(second.fired == ["more: short 520M > 1.00"])
  }

  // MARK: Restarts

  @Test func aRestartRepeatsNothing() throws {
    let rules = self.rules + [try makeRule("live", "live.1m.total > 20M", every: 0)]
    let order = [liquidation(5, 30e6)]
    let first = world.pane(rules, on: memory)
    world.tell([today: 130e6], to: first)
    world.tell(live(until: noon), to: first)
    world.tell(live(order, until: noon), to: first)
    #expect(first.fired == [title, "live: live.1m.total 30.0M > 20.0M"])
    world.quit(first)
    let second = world.pane(rules, on: another())
    world.tell([today: 130e6], to: second)
    world.tell(live(order, until: noon), to: second)
    #expect(second.fired.isEmpty)
    world.tell(live(until: noon), to: second)
    world.tell(live(order, until: noon), to: second)
    #expect(second.fired == ["live: live.1m.total 30.0M > 20.0M"])
  }

  @Test func aDayThatEndedBetweenTwoRunsIsToldLate() {
    let evening = today.start + .seconds(80_000)
    let first = world.pane(rules, on: memory, at: evening)
    world.tell([today: 100e6], to: first)
    world.quit(first)
    let second = world.pane(rules, on: another(), at: evening + .seconds(20_000))
    world.tell([today: 130e6, today + 1: 1e6], to: second)
    #expect(second.firings.map(\.isLate) == [true])
  }

  @Test func aDayThatEndedWhileTheMachineSleptIsToldLate() {
    let evening = today.start + .seconds(80_000)
    let pane = world.pane(rules, on: memory, at: evening)
    world.tell([today: 100e6], to: pane)
    world.pass(.seconds(600), pane)
    world.sleep(.seconds(30_000), pane)
    world.tell([today: 130e6, today + 1: 1e6], to: pane)
    #expect(pane.firings.map(\.isLate) == [true])
  }

  // MARK: Without a store

  @Test func whatCannotBeKeptIsToldAllTheSameAndSaidToBe() {
    let store = FaultyStore(memory: memory)
    store.shared.isWritable.withLock { $0 = false }
    let pane = world.pane(rules, on: store)
    world.tell([today: 130e6], to: pane)
    #expect(pane.fired == [title] && pane.unseen == [title] && pane.called == [title])
    #expect(pane.snapshot.fault == StoreFault("Full.", isWriting: false))
    world.tell([today: 140e6], to: pane)
    #expect(pane.fired == [title])
    store.shared.isWritable.withLock { $0 = true }
    world.pass(.seconds(70), pane)
    #expect(kept().map(\.firing.title) == [title])
    #expect(pane.fired == [title] && pane.called == [title] && pane.heard == [title])
  }

  @Test func whatIsSeenWithoutAStoreIsSeen() {
    let store = FaultyStore(memory: memory)
    store.shared.isWritable.withLock { $0 = false }
    let pane = world.pane(rules, on: store)
    world.tell([today: 130e6], to: pane)
    world.see(pane)
    #expect(pane.unseen.isEmpty)
  }

  // MARK: Rest

  @Test func withNothingNewNothingIsDoneButNowAndThen() {
    let pane = world.pane(rules, on: memory)
    world.tell([today: 1e6], to: pane)
    for _ in 0..<20 {
      let before = pane.clock.now.offset
      let next = pane.clock.nextDeadline ?? .zero
      #expect(next - before > .seconds(1))
      world.pass(max(next - before, .seconds(1)), pane)
    }
  }
}
