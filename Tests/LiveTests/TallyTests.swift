import ClockSupport
import Liquidations
import LiveSupport
import Testing

@testable import Live

@Suite struct TallyTests {
  @Test func sidesAreCountedApart() {
    var tallies = Tallies()
    for (usd, side) in [(5.0, Side.long), (9, .short), (7, .long), (1, .short)] {
      tallies.add(liquidation(0, usd, .okx, side))
    }
    #expect(tallies.long == Tally(usd: 12, count: 2, largest: 7))
    #expect(tallies.short == Tally(usd: 10, count: 2, largest: 9))
    #expect(tallies.both == Tally(usd: 22, count: 4, largest: 9))
  }

  @Test(arguments: 0..<10) func eachIsAddedWhereItBelongs(seed: UInt64) {
    var random = SplitMix(seed)
    var kept = [TimeTallies.seconds, .minutes, .hours]
    var plain = kept.map { _ in [TimeTallies.Key: Tallies]() }
    for _ in 0..<400 {
      let exchange = Exchange.allCases.randomElement(using: &random) ?? .okx
      let event = liquidation(.random(in: -90_000...90_000, using: &random), 3, exchange)
      for place in kept.indices {
        let key = kept[place].add(event)
        #expect(Int64(key.number) * kept[place].unit <= event.time.seconds)
        #expect(Int64(key.number + 1) * kept[place].unit > event.time.seconds)
        plain[place][key, default: Tallies()].add(event)
      }
    }
    for (kept, plain) in zip(kept, plain) {
      var found: [TimeTallies.Key: Tallies] = [:]
      var order: [TimeTallies.Key] = []
      kept.forEach {
        found[$0] = $1; order.append($0)
      }
      #expect(found == plain && order == plain.keys.sorted())
      #expect(plain.allSatisfy { kept[$0] == $1 })
      let from = kept.number(at: start.seconds - 40_000)
      let part = from..<kept.number(at: start.seconds + 30_000)
      let inside = plain.filter { part.contains($0.key.number) && $0.key.exchange == .bybit }
      #expect(
        kept.total(of: .bybit, in: part).both.count
          == inside.values.reduce(0) { $0 + $1.both.count })
    }
  }

  @Test func blocksThatAreOverAreForgotten() {
    var minutes = TimeTallies.minutes
    for seconds in [-3_601, -1, 0, 3_599] { _ = minutes.add(liquidation(Double(seconds))) }
    minutes.forget(before: start.seconds)
    var kept: [Int] = []
    minutes.forEach { key, _ in kept.append(key.number) }
    #expect(kept == [minute(0).number, minute(59).number])
  }
}
