import Liquidations
import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct ViewTests {
  @Test func vGoesThroughTheViews() async throws {
    try await Pane.showing(try await StagedServer.running()) { pane in
      try await pane.shows(Pane.fresh, " long liquidations ▲")
      try pane.press("v")
      try await pane.shows("more long liquidations ▲", "View: net.")
      try pane.press("v")
      try await pane.shows("100 %", "long share of all liquidations")
      try pane.press("v")
      try await pane.shows("■ Binance ▲", "■ Deribit ▲")
      try pane.press("v")
      try await pane.shows("▼day", "long share")
      try pane.press("v")
      try await pane.shows(" long liquidations ▲", "View: stacked.")
    }
  }

  @Test func theTableHasTheServersNumbersAndIsOrderedByKey() async throws {
    try await Pane.showing(try await StagedServer.running(), "--view", "table") { pane in
      let totals = "81.9M 73.6M 8.26M +65.4M 90 %"
      try await pane.shows("\((Day.today - 1).title) \(totals) 60.9M 13.3M 7.72M 15.8K")
      try pane.press("s")
      try await pane.shows("▼total", "Sorted by total.")
    }
  }

  @Test func theDateLineGoesThereAndComplains() async throws {
    try await Pane.showing(try await StagedServer.running()) { pane in
      try await pane.shows(Pane.fresh)
      try pane.session.type("/2026-02-30\r")
      try await pane.shows("2026-02-30: no such day")
      // Without a pause the two would be one character with Alt.
      try pane.press("Escape")
      try await pane.hides("no such day")
      try pane.press("/")
      try pane.session.type("yesterday\r")
      try await pane.showsDay(.today - 1)
      try pane.session.type("/\((Day.today - 30))..\((Day.today - 11))\r")
      try await pane.shows("20D")
      try await pane.showsDay(.today - 11)
    }
  }

  @Test func optionsSayWhatToBeginWith() async throws {
    let server = try await StagedServer.running()
    let options = ["--range", "45d", "--exchange", "okx", "bybit", "--view", "net"]
    try await Pane.running(
      ["--base-url", server.url] + options, environment: ["NEWHEDGE_API_TOKEN": Pane.token]
    ) { pane in
      try await pane.shows(Pane.fresh, "45D", "more long liquidations ▲")
      let chosen = try pane.styled().reversed.joined()
      #expect(chosen.contains("Bybit") && chosen.contains("OKX"))
      #expect(!chosen.contains("Binance") && !chosen.contains("All"))
    }
  }

  @Test func theNextStartLooksAsTheLastOneDid() async throws {
    try await Pane.running(["--demo"], by: .shell) { pane in
      try await pane.shows(Pane.prompt)
      try pane.session.type("sh liqtop.sh\r")
      try await pane.shows(Pane.fresh, " long liquidations ▲")
      try pane.press("v", "]", "Tab", "s", "f", "a", "t", "q")
      try await pane.shows("sh liqtop.sh\n\(Pane.prompt)")
      let view = try #require(pane.workplace.read("home/liqtop/view.yaml"))
      #expect(view.contains("true"))
      try pane.session.type("clear; sh liqtop.sh\r")
      try await pane.shows(Pane.fresh, "more short liquidations ▲", "180D")
      #expect(try pane.styled().reversed.contains("180D"))
      #expect(try pane.styled().reversed.contains("1 Binance"))
      try pane.press("q")
      try await pane.shows(Pane.prompt)
      #expect(pane.workplace.read("home/liqtop/view.yaml") == view)
    }
  }
}
