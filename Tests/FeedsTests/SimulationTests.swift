import ClockSupport
import Liquidations
import Testing
import WorkSupport

@testable import Feeds

/// An exchange in trouble: connections that break, stall, are refused or never answered, and whose
/// replacement comes in time or not. What is counted is never more than what happened, and all of it
/// wherever coverage says so.
@Suite(.longWork) struct SimulationTests {
  /// What the exchange has of one connection.
  private struct Line {
    var isOpen = false
    /// Messages on their way, with the time of their arrival.
    var onTheWay: [(due: Duration, text: String)] = []
    /// Nothing arrives before, and then all of it.
    var stalledUntil: Duration?
    var nextCanary = Duration.zero
    var opens: Duration
    var sent: [String] = []
  }

  private struct World {
    var talk: Conversation
    var lines: [ConnectionID: Line] = [:]
    var happened: [Int64] = []
    var generator: SplitMix

    mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }

    mutating func random(_ range: ClosedRange<Int>) -> Duration {
      .milliseconds(Int.random(in: range, using: &generator))
    }
  }

  private static let step = Duration.milliseconds(100)

  private static let worlds: [(Exchange, UInt64)] = [
    (.okx, 1), (.okx, 3), (.bybit, 4), (.bybit, 5),
  ]

  @Test(arguments: worlds)
  func coversNothingThatItDidNotHear(exchange: Exchange, seed: UInt64) {
    let generator = SplitMix(seed)
    var world = World(talk: Conversation(exchange, generator: generator), generator: generator)
    for _ in 0..<9_000 {
      advance(&world)
      world.talk.wait(Self.step)
    }
    let heard = Set(world.talk.liquidations.map(\.milliseconds))
    #expect(heard.isSubset(of: world.happened))
    #expect(Set(world.talk.liquidations.map(\.identity)).count == heard.count)
    let feed: Feed = exchange == .okx ? .okx : .bybitLinear
    let spans = world.talk.spans(feed)
    let covered = world.happened.filter { time in
      spans.contains { $0.lowerBound * 1_000 <= time && time < $0.upperBound * 1_000 }
    }
    #expect(Set(covered).subtracting(heard).isEmpty)
    // There was something to hear and something to miss.
    #expect(covered.count > 50 && heard.count < world.happened.count && spans.count > 3)
  }

  private func advance(_ world: inout World) {
    let now = world.talk.now.elapsed
    for (id, _) in world.talk.connects() {
      world.lines[id] = Line(opens: now + world.random(20...400))
    }
    for id in world.talk.closes() { world.lines[id] = nil }
    for id in world.lines.keys {
      world.lines[id]?.sent += world.talk.sent(id)
    }
    world.talk.effects = []
    if world.chance(8) { happen(&world) }
    for id in world.lines.keys.sorted(by: {
      ($0.feed.rawValue, $0.number) < ($1.feed.rawValue, $1.number)
    }) {
      disturb(id, &world)
      run(id, &world)
    }
  }

  /// A liquidation, which every connection is told of that is open by then, within a second.
  private func happen(_ world: inout World) {
    let time = world.talk.now.milliseconds
    world.happened.append(time)
    for id in world.lines.keys where world.lines[id]?.isOpen == true {
      guard id.feed == .okx || id.feed == .bybitLinear else { continue }
      let text =
        id.feed == .okx
        ? Sample.okx.replacing("1795694405377", with: "\(time)")
        : #"{"topic":"allLiquidation.BTCUSDT","data":[{"T":\#(time),"s":"BTCUSDT","S":"Buy","v":"1","p":"91000"}]}"#
      let due = world.talk.now.elapsed + world.random(0...1_000)
      world.lines[id]?.onTheWay.append((due, text))
    }
  }

  private func disturb(_ id: ConnectionID, _ world: inout World) {
    let now = world.talk.now.elapsed
    if world.chance(600) {
      world.lines[id] = nil
      world.talk.tell(.ended(id, .broken))
    } else if world.chance(600) {
      let end = now + world.random(1_000...90_000)
      world.lines[id]?.stalledUntil = end
    } else if world.chance(700), id.feed == .okx {
      world.lines[id]?.onTheWay.append((now, #"{"event":"notice","code":"64008"}"#))
    }
  }

  private func run(_ id: ConnectionID, _ world: inout World) {
    guard var line = world.lines[id] else { return }
    let now = world.talk.now.elapsed
    if !line.isOpen {
      guard line.opens <= now else { return }
      if world.chance(6) {
        world.lines[id] = nil
        return world.talk.tell(.refused(id, HTTPRefusal(status: 500)))
      }
      line.isOpen = true
      world.talk.tell(.opened(id))
    }
    line.sent += world.talk.sent(id)
    for text in Conversation.acknowledgements(line.sent, id.feed) where !world.chance(40) {
      line.onTheWay.append((now, text))
    }
    line.sent = []
    if line.nextCanary <= now {
      line.nextCanary = now + .seconds(1)
      line.onTheWay.append((now, Canary.text(id.feed, at: world.talk.exchangeTime)))
    }
    deliver(&line, id, &world)
    // What was told may have ended it.
    if world.lines[id] != nil { world.lines[id] = line }
  }

  private func deliver(_ line: inout Line, _ id: ConnectionID, _ world: inout World) {
    let now = world.talk.now.elapsed
    if let end = line.stalledUntil, end > now { return }
    line.stalledUntil = nil
    let arrived = line.onTheWay.filter { $0.due <= now }
    line.onTheWay.removeAll { $0.due <= now }
    for message in arrived { world.talk.tell(id, message.text) }
  }
}
