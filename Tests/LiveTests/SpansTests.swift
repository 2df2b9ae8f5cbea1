import ClockSupport
import Liquidations
import LiveSupport
import Testing

@testable import Live

@Suite struct SpansTests {
  @Test(
    arguments: [
      ([0..<5, 5..<9], [0..<9]), ([3..<5, 0..<1], [0..<1, 3..<5]), ([0..<5, 2..<3], [0..<5]),
      ([0..<2, 4..<6, 1..<5], [0..<6]), ([2..<2], []), ([0..<2, 4..<6, 8..<9, 1..<8], [0..<9]),
    ] as [([Range<Int64>], [Range<Int64>])])
  func ranges(of given: [Range<Int64>], expected: [Range<Int64>]) {
    var spans = Spans()
    for range in given { spans.insert(range) }
    #expect(spans.ranges == expected)
    #expect(Spans(given).ranges == expected)
    #expect(Spans(given.reversed()).ranges == expected)
  }

  @Test(arguments: 0..<40) func areTheSecondsThatWerePutIn(seed: UInt64) {
    var random = SplitMix(seed)
    var spans = Spans()
    var seconds: Set<Int64> = []
    for _ in 0..<30 {
      let low = Int64.random(in: -50..<50, using: &random)
      let range = low..<low + Int64.random(in: 0..<12, using: &random)
      spans.insert(range)
      seconds.formUnion(range)
      let asked = Int64.random(in: -60..<60, using: &random)
      let part = asked..<asked + Int64.random(in: 1..<30, using: &random)
      let inside = seconds.filter(part.contains)
      let time = Timestamp(seconds: part.lowerBound)..<Timestamp(seconds: part.upperBound)
      #expect(spans.seconds(in: time) == inside.count)
      #expect(spans.hold(time) == (inside.count == part.count))
      #expect(Set(spans.overlaps(part).flatMap(Array.init)) == inside)
      #expect(Set(spans.gaps(in: part).flatMap(Array.init)) == Set(part).subtracting(inside))
      #expect((spans.span(holding: asked) != nil) == seconds.contains(asked))
      let gaps = zip(spans.ranges, spans.ranges.dropFirst()).map { $1.lowerBound - $0.upperBound }
      #expect(gaps.allSatisfy { $0 > 0 })
    }
    spans.forget(before: 10)
    #expect(Set(spans.ranges.flatMap(Array.init)) == seconds.filter { $0 >= 10 })
  }
}
