import Liquidations
import Testing

@Suite struct SeriesTests {
  private let first = Day(number: 20_000)

  @Test func holdsDaysInAnyOrder() {
    let series = Series([
      (day: first + 2, value: 3), (day: first, value: 1), (day: first + 1, value: 2),
    ])
    #expect(series == row([1, 2, 3]))
    #expect(series.entries.map(\.value) == [1, 2, 3])
    #expect(series.days == first...(first + 2))
  }

  @Test func theLastOfADayGivenTwiceStands() {
    #expect(
      Series([(day: first, value: 1), (day: first, value: 2)])[first] == 2)
    #expect(
      Series([(day: first, value: 1), (day: first, value: nil)]).isEmpty)
  }

  @Test func aMissingDayIsNotZero() {
    let series = row([0, nil, 5])
    #expect(series[first] == 0)
    #expect(series[first + 1] == nil)
    #expect(series.count == 2)
    #expect(series.entries.map(\.day) == [first, first + 2])
  }

  @Test func missingDaysAtTheEndsAreNoPartOfIt() {
    let series = row([nil, 1, nil])
    #expect(series.days == (first + 1)...(first + 1))
    #expect(series == Series([(day: first + 1, value: 1)]))
  }

  @Test func nothingIsKnownOutsideItsDays() {
    let series = row([1, 2])
    #expect(series[first - 1] == nil)
    #expect(series[first + 2] == nil)
    #expect(Series.empty[first] == nil)
  }

  @Test func anEmptyOneHasNoDays() {
    #expect(Series.empty.days == nil)
    #expect(Series.empty.isEmpty)
    #expect(Series.empty.count == 0)
    #expect(row([nil, nil]) == .empty)
  }

  @Test func equalSeriesHaveEqualDaysValuesAndGaps() {
    let series = row([1, nil, 3])
    #expect(series == row([1, nil, 3]))
    #expect(series != row([1, 0, 3]))
    #expect(series != row([1, nil, 4]))
    #expect(series != Series([(day: first + 1, value: 1), (day: first + 3, value: 3)]))
    #expect(series != .empty)
  }

  private func row(_ values: [Double?]) -> Series {
    LiquidationsTests.series(from: first, values)
  }
}
