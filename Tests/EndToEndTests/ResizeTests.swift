import Liquidations
import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct ResizeTests {
  @Test func everySizeIsFilledAndTheFirstComesBackAsItWas() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, columns: 80, rows: 24) { pane in
      try await pane.shows(Pane.fresh, "q quit")
      let before = try pane.wholePicture()
      for (columns, rows) in [(1, 1), (200, 55), (24, 6), (1, 30), (120, 2), (40, 10), (3, 3)] {
        try pane.session.resize(columns: columns, rows: rows)
        try await pane.session.waitUntil("\(columns)×\(rows)", seconds: 30) { screen in
          Self.isRight(screen, columns: columns, rows: rows)
        }
      }
      try pane.session.resize(columns: 80, rows: 24)
      try await pane.showsAgain(before)
    }
  }

  private static func isRight(_ screen: String, columns: Int, rows: Int) -> Bool {
    switch (columns, rows) {
    // Too narrow for a word; the sizes after them show that the program lives.
    case (1, 1): true
    case (1, _), (3, _): screen.hasPrefix("·\n")
    case (_, 2): screen.hasPrefix("liqtop needs 24×6; this is 120×2\n")
    case (24, _): screen.holds(Pane.fresh) && screen.hasPrefix("  All")
    case (40, _): screen.holds(Pane.fresh) && screen.hasPrefix("  All")
    default: screen.holds(Pane.fresh) && screen.contains("long share")
    }
  }

  @Test func manyResizesInARowEndInTheLastSize() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, columns: 80, rows: 24) { pane in
      try await pane.shows(Pane.fresh, "q quit")
      let before = try pane.wholePicture()
      for size in 0..<25 {
        try pane.session.resize(columns: 1 + size * 37 % 160, rows: 1 + size * 11 % 50)
      }
      try pane.session.resize(columns: 80, rows: 24)
      try await pane.showsAgain(before)
    }
  }

  @Test func tooSmallATerminalIsToldAndLivesOn() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, columns: 20, rows: 5) { pane in
      try await pane.shows("liqtop needs 24×6;\nthis is 20×5")
      try pane.session.resize(columns: 120, rows: 40)
      try await pane.shows(Pane.fresh, "long share")
    }
  }

  @Test func theWideLayoutHasEverything() async throws {
    let today = Day.today
    let server = try await StagedServer.running()
    try await Pane.showing(server, columns: 120, rows: 40) { pane in
      try await pane.shows(
        "liqtop BTC liquidations · USD · UTC", Pane.fresh,
        "All 1 Binance 2 Bybit 3 OKX 4 Deribit",
        "7D 30D", "ALL ‹custom›", "s ▲", "s ▼", today.title, "partial,",
        "h of 24", "■ Deribit",
        "largest short", "? help", "q quit")
      let shown = try pane.styled().reversed
      #expect(shown.contains("All"))
      #expect(shown.contains("90D"))
      #expect(try pane.session.screen().contains("DEMO") == false)
    }
  }

  @Test func theSmallLayoutHasWhatCounts() async throws {
    let market = Market()
    let server = try await StagedServer.running(market)
    try await Pane.showing(server, columns: 60, rows: 15) { pane in
      try await pane.shows(Pane.fresh, "90D", "■ Binance ■ Bybit ■ OKX ■ Deribit", "? help")
      try pane.press("{", "Left")
      try await pane.shows("▲73.6M ▼8.26M net +65.4M", "7D")
    }
  }
}
