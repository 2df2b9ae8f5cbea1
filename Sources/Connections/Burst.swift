import Feeds
import Liquidations
import Live

/// What came together, on its way to who counts it: in order, so that nothing is said to be covered
/// before what was told of it.
struct Burst: Sendable {
  private(set) var events: [LiveEvent] = []
  private var liquidations: [Liquidation] = []

  mutating func add(_ liquidation: Liquidation) { liquidations.append(liquidation) }

  mutating func add(_ event: LiveEvent) {
    flush()
    events.append(event)
  }

  /// Takes all of it out.
  mutating func takeAll() -> [LiveEvent] {
    flush()
    defer { events = [] }
    return events
  }

  private mutating func flush() {
    guard !liquidations.isEmpty else { return }
    events.append(.liquidations(liquidations))
    liquidations = []
  }
}
