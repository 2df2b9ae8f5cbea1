import Canvas
import Liquidations
import Testing

@testable import Dashboard

/// What the screen tells of alerts, in every size, until it was seen.
@Suite struct AlertNoticeTests {
  private let now = Timestamp(seconds: 1_781_524_800)

  private func alert(_ name: String = "big-day", at moment: Timestamp? = nil) -> AlertNews.Alert {
    AlertNews.Alert(
      name: name, title: "\(name): long 520M > 500M",
      text:
        "Long liquidations on all exchanges have come to 520M USD on 2026-06-15 so far; the rule"
        + " is long > 500M.", moment: moment ?? now)
  }

  private func state(
    _ alerts: [AlertNews.Alert], columns: Int = 120, rows: Int = 40, isUnicode: Bool = true
  ) -> DashboardState {
    var state = DashboardState(
      source: .host("newhedge.io"),
      capabilities: Capabilities(colours: .none, isUnicode: isUnicode),
      size: Size(columns: columns, rows: rows), now: now)
    _ = reduce(&state, .alerts(AlertNews(unseen: alerts)), hits: Hits())
    return state
  }

  private func rows(_ state: DashboardState) -> [String] {
    let frame = render(state).frame
    return (0..<frame.size.rows).map { row in
      String(String.UnicodeScalarView((0..<frame.size.columns).map { frame[$0, row].glyph }))
    }
  }

  @Test func aLineTellsTheNewestAndAMarkStandsInTheHeader() {
    let rows = rows(state([alert()], columns: 160))
    #expect(rows[0].contains(" ALERT "))
    let line = rows.first { $0.contains("ALERT 12:00") }
    #expect(
      line?.contains("12:00 big-day · Long liquidations on all exchanges have come to 520M") == true
    )
    #expect(line?.contains("the rule is long > 500M. · Esc: seen") == true)
  }

  @Test func moreThanOneAreCounted() {
    let rows = rows(state([alert("b"), alert(), alert("c")], columns: 100))
    #expect(rows[0].contains(" 3 ALERTS "))
    #expect(rows.contains { $0.contains("ALERT 12:00 · b: long 520M > 500M · 2 more · Esc: seen") })
  }

  @Test func oneOfAnotherDaySaysWhich() {
    let rows = rows(state([alert(at: now + .seconds(-50_000))], columns: 100))
    #expect(rows.contains { $0.contains("ALERT Jun 14 22:06 · big-day: long 520M") })
  }

  @Test(arguments: [(24, 6), (24, 9), (30, 12), (60, 15), (80, 24), (100, 18), (200, 60)])
  func everySizeTellsOfIt(columns: Int, height: Int) {
    for isUnicode in [true, false] {
      let rows = rows(state([alert()], columns: columns, rows: height, isUnicode: isUnicode))
      #expect(rows.contains { $0.contains("ALERT") && $0.contains("big-day") }, "\(rows)")
      #expect(rows[0].contains("ALERT"))
      let isASCII = rows.joined().unicodeScalars.allSatisfy(\.isASCII)
      #expect(isUnicode || isASCII)
    }
  }

  @Test func theKeyThatClosesSeesThem() {
    var state = state([alert()])
    let effects = reduce(&state, .terminal(.keys([.character("v")])), hits: Hits())
    #expect(!effects.contains(.seeAlerts))
    #expect(rows(state)[0].contains("ALERT"))
    #expect(reduce(&state, .terminal(.keys([.escape])), hits: Hits()) == [.seeAlerts])
    #expect(!rows(state).contains { $0.contains("ALERT") })
    #expect(reduce(&state, .terminal(.keys([.escape])), hits: Hits()) == [])
  }

  @Test func whatLiesOverItIsClosedFirst() {
    var state = state([alert()])
    _ = reduce(&state, .terminal(.keys([.character("?")])), hits: Hits())
    #expect(reduce(&state, .terminal(.keys([.escape])), hits: Hits()) == [])
    #expect(rows(state)[0].contains("ALERT"))
    _ = reduce(&state, .terminal(.keys([.character("p")])), hits: Hits())
    #expect(rows(state)[0].contains("ALERT"))
    #expect(reduce(&state, .terminal(.keys([.escape])), hits: Hits()) == [.seeAlerts])
  }

  @Test func thatTheyAreNotKeptIsSaidOnceNothingElseIs() {
    var state = state([])
    let fault = StoreFault("Nothing is kept, so every pane tells of each alert.", isWriting: false)
    _ = reduce(&state, .alerts(AlertNews(fault: fault)), hits: Hits())
    #expect(rows(state).contains { $0.contains("Nothing is kept, so every pane tells") })
  }
}
