import Canvas
import Liquidations
import Testing
import Wording

@testable import Dashboard

/// The table on the clipboard.
@Suite struct TableTextTests {
  private func copied(_ state: inout DashboardState) -> (rows: [[String]], title: String) {
    guard case .copy(let text, let title)? = state.type(.character("y")).first else {
      return ([], "nothing")
    }
    let rows = text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    return (rows, title)
  }

  @Test func allRowsAreCopiedInTheirOrder() throws {
    var state = Samples.state(range: .days(30))
    state.type(.character("V"), .character("s"))
    let (rows, title) = copied(&state)
    #expect(title == "30 days" && rows.count == 31)
    #expect(
      rows[0].joined(separator: " ") == """
        first last total long short net long_share binance_long binance_short bybit_long \
        bybit_short okx_long okx_short deribit_long deribit_short
        """)
    #expect(rows.allSatisfy { $0.count == rows[0].count })
    let bar = state.bars.buckets[state.tableRows[0]]
    #expect(rows[1][0] == state.calendar.numbers(bar.slots.lowerBound) && rows[1][0] == rows[1][1])
    let (gross, short) = (
      try #require(bar.amounts.gross()), try #require(bar.amounts.total(.short))
    )
    #expect(rows[1][2] == USD.exact(gross) && rows[1][4] == USD.exact(short))
    let net = try #require(bar.amounts.net())
    #expect(rows[1][5] == USD.exact(net))
    let totals = rows.dropFirst().compactMap { Double($0[2]) }
    #expect(totals == totals.sorted(by: >), "ordered by total")
  }

  @Test func whatIsMissingIsEmptyAndAFloorIsMarked() throws {
    let series = Samples.series(30) { metric, day, value in
      day == Samples.today - 5 || (day == Samples.today - 3 && metric.index == 0) ? nil : value
    }
    var state = Samples.state(Samples.snapshot(series), range: .days(30))
    state.type(.character("V"))
    let rows = copied(&state).rows
    let none = try #require(rows.first { $0[0] == (Samples.today - 5).description })
    #expect(none.dropFirst(2).joined().isEmpty)
    let part = try #require(rows.first { $0[0] == (Samples.today - 3).description })
    #expect(part[2].hasPrefix(">=") && part[3].hasPrefix(">=") && !part[4].hasPrefix("<="))
    #expect(part[5].isEmpty && part[6].isEmpty && part[7].isEmpty)
  }

  @Test func ofOneExchangeThereAreNoColumnsTwice() {
    var state = Samples.state(range: .days(365))
    state.type(.character("V"), .character("3"))
    state.show(barsOf: .week)
    let (rows, title) = copied(&state)
    #expect(rows[0].count == 7 && title.hasSuffix("weeks"))
  }
}
