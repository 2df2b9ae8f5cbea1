import Liquidations
import Testing

@Suite struct MonthTests {
  @Test(arguments: [
    (2026, 11, 22, "2026-11", "November", "2026-12-01"),
    (2026, 12, 31, "2026-12", "December", "2027-01-01"),
    (2028, 2, 29, "2028-02", "February", "2028-03-01"),
    (2026, 1, 1, "2026-01", "January", "2026-02-01"),
  ])
  func holdsItsDays(year: Int, month: Int, day: Int, text: String, name: String, next: String)
    throws
  {
    let day = try #require(Day(year: year, month: month, day: day))
    for moment in [day.start, day.start + .seconds(86_399)] {
      let month = Month(of: moment)
      #expect(month.description == text)
      #expect(month.name == name)
      #expect(month.next.firstDay.description == next)
      #expect(month.start <= moment && moment < month.next.start)
      #expect(month < month.next)
    }
  }
}
