import ClockSupport
public import Liquidations
public import Live

/// Panes on one store through days in which feeds are cut off, panes are started, quit, killed and hung,
/// and their wall clocks are set; the same for the same seed.
public final class SimulatedWeek {
  private struct Pane {
    let pane: LiveWorld.Pane
    /// When it was begun.
    let start: Timestamp
    var feeds: SimulatedFeeds
    /// Until when it hangs.
    var hangsUntil = Timestamp(seconds: 0)
  }

  public let exchanges: SimulatedExchanges
  public private(set) var now: Timestamp
  private let world = LiveWorld()
  private let store: () -> any LiveStore
  private var random: SplitMix
  private var panes: [Pane] = []
  /// What the machine's clock is ahead, or behind.
  private var wallOffset = Duration.zero

  /// - Parameter store: what a new pane shares with the others.
  public init(
    seed: UInt64, days: Int, from start: Timestamp, store: @escaping (LiveWorld) -> any LiveStore
  ) {
    var random = SplitMix(seed)
    exchanges = SimulatedExchanges(start..<start + .seconds(days * 86_400), &random)
    self.random = random
    now = start
    let world = world
    self.store = { store(world) }
    begin()
  }

  /// What the living ones show.
  public var snapshots: [LiveSnapshot] { panes.map(\.pane.snapshot) }

  public var isOver: Bool { now >= exchanges.time.upperBound }

  /// Lets some time pass.
  public func step() {
    // Less than would free a lease, since the panes' times pass one after the other.
    let seconds = [1, 2, 5, 20, 60, 60, 90, 120, 120][Int(random.fraction() * 9)]
    now = min(now + .seconds(seconds), exchanges.time.upperBound)
    for place in panes.indices where panes[place].hangsUntil <= now {
      let pane = panes[place].pane
      let behind = now - (panes[place].start + pane.clock.now.offset)
      world.tell(pane, panes[place].feeds.events(until: now, to: pane))
      if behind > .zero { world.pass(behind, pane) }
    }
    disturb(Double(seconds) / 3_600)
  }

  /// Lets all show what there is.
  public func settle() {
    for _ in 0..<3 {
      for pane in panes { world.pass(.seconds(3), pane.pane) }
    }
  }

  private func begin() {
    panes.append(
      Pane(
        pane: world.pane(on: store(), at: now + wallOffset), start: now,
        feeds: SimulatedFeeds(exchanges, seed: random.next(), cutsAnHour: 0.2)))
  }

  /// What may happen in a part of an hour.
  private func disturb(_ part: Double) {
    if random.fraction() < 0.1 * part, panes.count > 1 {
      let place = Int(random.fraction() * Double(panes.count))
      let pane = panes.remove(at: place).pane
      // A killed one gives nothing up: its time stands still.
      if random.fraction() < 0.5 { world.quit(pane) }
    }
    if random.fraction() < 0.4 * part, panes.count < 3 { begin() }
    guard !panes.isEmpty else { return }
    if random.fraction() < 0.1 * part {
      let place = Int(random.fraction() * Double(panes.count))
      panes[place].hangsUntil = now + .seconds(Int(random.fraction() * 1_000))
    }
    if random.fraction() < 0.05 * part {
      let jump = Duration.seconds(
        Int((random.fraction() - 0.5) * (random.fraction() < 0.5 ? 600 : 86_400)))
      // They are on one machine.
      for pane in panes { pane.pane.clock.setWall(by: jump) }
      wallOffset += jump
    }
  }

  // MARK: What is right

  /// What one shows that can't be: more than was, or less where it is covered; and how many of the minutes
  /// of exchanges it says are covered.
  public func check(
    _ snapshot: LiveSnapshot, _ step: Step, in slots: ClosedRange<Slot>
  ) -> (wrong: [String], whole: Int) {
    var wrong: [String] = []
    var whole = 0
    for slot in slots {
      for exchange in Exchange.allCases {
        let counted = snapshot.sums.tallies(of: exchange, in: slot)
        let actual = exchanges.truth[slot]?[exchange] ?? Tallies()
        let isWhole = snapshot.sums.coverage[exchange].hold(slot.start..<(slot + 1).start)
        if isWhole { whole += 1 }
        for side in Side.allCases {
          let (counted, actual) = (counted[side], actual[side])
          let isMore =
            counted.usd > actual.usd || counted.count > actual.count
            || counted.largest > actual.largest
          if isMore || isWhole && counted != actual {
            wrong.append("\(slot) \(exchange.name) \(side.name): \(counted) of \(actual)")
          }
        }
      }
    }
    return (wrong, whole)
  }
}
