import Liquidations
import Testing

struct PackedSeriesTests {
  @Test(arguments: [
    Series.empty,
    Series([(day: Day(number: 20_000), value: 1.5)]),
    Series([(day: Day(number: 0), value: -0.25), (day: Day(number: 4), value: 0)]),
  ])
  func comesBackFromItsBytes(series: Series) {
    #expect(unpack(series.packed) == series)
  }

  @Test func isADayThenAValueADay() {
    let series = Series([
      (day: Day(number: 258), value: 1), (day: Day(number: 260), value: 0),
    ])
    let bytes = series.packed
    #expect(bytes.prefix(8) == [2, 1, 0, 0, 0, 0, 0, 0])
    #expect(bytes[8..<16] == [0, 0, 0, 0, 0, 0, 0xf0, 0x3f])
    #expect(bytes.count == 32)
  }

  @Test func refusesWhatIsNone() {
    let bytes = Series([(day: Day(number: 1), value: 1), (day: Day(number: 2), value: 2)])
      .packed
    let infinity = Array(bytes.prefix(16)) + [0, 0, 0, 0, 0, 0, 0xf0, 0x7f]
    let missing = Array(bytes.prefix(16)) + [0, 0, 0, 0, 0, 0, 0xf8, 0x7f]
    let far = [UInt8](repeating: 0x7f, count: 8) + bytes.dropFirst(8)
    for wrong in [Array(bytes.dropLast()), Array(bytes.prefix(8)), infinity, missing, far] {
      #expect(unpack(wrong) == nil)
    }
  }

  /// Amounts that can't be meant, of the other sign, and no number at all, between good ones.
  @Test(arguments: [-1, 2e13, -.infinity, .infinity] as [Double])
  func anAmountThatCannotBeIsLeftOut(value: Double) {
    let series = Series([
      (day: Day(number: 20_000), value: 0), (day: Day(number: 20_001), value: value),
      (day: Day(number: 20_003), value: 1e13),
    ])
    let key = SeriesKey.liquidations(Metric(.okx, .long))
    let bounded = series.bounded(accepts: key.accepts)
    #expect(bounded.entries.map(\.value) == [0, 1e13])
    #expect(bounded.bounded(accepts: key.accepts) == bounded)
  }

  @Test func mergingKeepsWhatOnlyOneHas() {
    let old = Series((0..<5).map { (day: Day(number: $0), value: 1) })
    let new = Series([(day: Day(number: 3), value: 2), (day: Day(number: 8), value: 2)])
    let merged = old.merged(with: new)
    #expect(
      Array(merged.entries.map { "\($0.day.number):\(Int($0.value))" })
        == ["0:1", "1:1", "2:1", "3:2", "4:1", "8:2"])
    #expect(new.merged(with: old)[Day(number: 3)] == 1)
    #expect(Series.empty.merged(with: new) == new)
    #expect(new.merged(with: .empty) == new)
  }

  private func unpack(_ bytes: [UInt8]) -> Series? {
    bytes.withUnsafeBytes { Series(packed: $0) }
  }
}
