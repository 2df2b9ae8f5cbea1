import Liquidations
import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct KeyTests {
  @Test func keysChooseTheExchange() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh)
      let steps = [
        ("Tab", "Binance"), ("Tab", "Bybit"), ("BTab", "Binance"), ("BTab", "All"),
        ("BTab", "Deribit"), ("Tab", "All"), ("2", "Bybit"), ("1", "Binance"), ("4", "Deribit"),
        ("3", "OKX"), ("0", "All"),
      ]
      #expect(try pane.styled().reversed.contains("All"))
      for (key, name) in steps {
        try pane.press(key)
        try await pane.session.wait("the tab \(name) after \(key)", seconds: 30) {
          try chosen(in: pane) == [name]
        }
      }
    }
  }

  /// The exchanges whose tabs are marked.
  private func chosen(in pane: Pane) throws -> [String] {
    let tabs = ["All", "Binance", "Bybit", "OKX", "Deribit"]
    return try pane.styled().reversed.compactMap { text in
      tabs.first { text == $0 || text.hasSuffix(" \($0)") }
    }
  }

  @Test func totalsAreOfTheExchangeShown() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh)
      try pane.press("Left", "3")
      try await pane.shows("total OKX 7.24M 483K", "net +6.76M", "long share 94 %")
      try pane.press("4")
      try await pane.shows("Deribit 15.8K 0", "net +15.8K", "long share 100 %")
    }
  }

  @Test func keysChooseTheRange() async throws {
    let today = Day.today
    let server = try await StagedServer.running()
    try await Pane.showing(server, columns: 80, rows: 24) { pane in
      func shows(_ days: Int) async throws {
        try await pane.shows((today - (days - 1)...today).title)
      }
      try await shows(90)
      for (key, days) in Self.walk(from: 90, today: today) {
        try pane.press(key)
        try await shows(days)
      }
      try pane.press("{")
      try await pane.shows("liqtop 7D \((today - 6...today).title)")
      try pane.press("}")
      try await pane.shows("liqtop ALL \((today - (Market.length - 1)...today).title)")
    }
  }

  /// All the way up and down again; the place of the year to date depends on the date.
  private static func walk(from start: Int, today: Day) -> [(key: String, days: Int)] {
    let firstOfYear = Day(year: today.date.year, month: 1, day: 1) ?? today
    let lengths = Set([7, 30, 90, 180, 365, today - firstOfYear + 1, Market.length]).sorted()
    let up = lengths.filter { $0 > start }.map { ("]", $0) }
    let down = lengths.dropLast().reversed().map { ("[", $0) }
    return up + down
  }

  @Test func keysMoveTheCursor() async throws {
    let today = Day.today
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh, today.title)
      let oldest = today - (Market.length - 1)
      let steps: [(String, Day)] = [
        ("Left", today - 1), ("h", today - 2), ("Right", today - 1), ("l", today),
        ("Right", today), ("Home", oldest), ("Left", oldest), ("Right", oldest + 1),
        ("End", today), ("g", oldest), ("G", today),
      ]
      for (key, day) in steps {
        try pane.press(key)
        try await pane.showsDay(day)
      }
    }
  }

  @Test func aDigitShowsItsExchangeHoweverSoonAMotionFollows() async throws {
    let today = Day.today
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh, today.title)
      // At once: both are read together.
      try pane.session.type("2h")
      try await pane.showsDay(today - 1)
      #expect(try chosen(in: pane) == ["Bybit"])
      try pane.session.type("30h")
      try await pane.showsDay(today - 2)
      #expect(try chosen(in: pane) == ["All"])
    }
  }

  @Test func aReplyGoesByItself() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh, "q quit")
      try pane.press("f")
      try await pane.shows("Shorts above, longs below.")
      try await pane.shows("q quit")
    }
  }

  @Test func keysMoveByPages() async throws {
    let today = Day.today
    let server = try await StagedServer.running()
    try await Pane.showing(server, columns: 80, rows: 24) { pane in
      try await pane.shows(Pane.fresh)
      try pane.press("{")
      func shows(endingDaysAgo days: Int) async throws {
        try await pane.shows("7D \((today - (days + 6)...today - days).title)")
      }
      try await shows(endingDaysAgo: 0)
      let steps = [
        ("PPage", 7), ("<", 14), ("H", 21), ("NPage", 14), (">", 7), ("L", 0), (">", 0), ("<", 7),
      ]
      for (key, days) in steps {
        try pane.press(key)
        try await shows(endingDaysAgo: days)
      }
    }
  }

  @Test func losesNoKeyOfAFlood() async throws {
    let today = Day.today
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh, today.title)
      try pane.session.type(String(repeating: "\u{1b}[D", count: 100))
      try await pane.showsDay(today - 100)
      try pane.session.type(String(repeating: "\u{1b}OC", count: 60) + "hhhh")
      try await pane.showsDay(today - 44)
    }
  }

  @Test func refreshFetchesAllEightAgain() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh)
      try pane.press("Left")
      try await pane.shows("Binance 54.3M")
      try await firstSecondIsOver(pane)
      server.stage(Market().with(Metric(.binance, .long), daysAgo: 1, 99_900_000))
      try pane.press("r")
      try await pane.shows("Binance 99.9M", Pane.fresh)
      for metric in Metric.allCases { #expect(server.calls(of: metric) == 2) }
    }
  }

  /// No metric is called twice within a second, so keys that refresh wait for it to be over.
  private func firstSecondIsOver(_ pane: Pane) async throws {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(1_100)
    try await pane.session.wait("the first second's end") { clock.now > end }
  }

  @Test func pauseHoldsThePictureAndSaysSo() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh)
      try pane.press("Left", "p")
      try await pane.shows("PAUSED", "Binance 54.3M")
      server.stage(Market().with(Metric(.binance, .long), daysAgo: 1, 99_900_000))
      try await firstSecondIsOver(pane)
      try pane.press("r")
      try await pane.shows("PAUSED, NEW DATA", "Binance 54.3M")
      try pane.press("p")
      try await pane.shows("Binance 99.9M")
      try await pane.hides("PAUSED")
    }
  }

  @Test func helpOpensAndEscapeClosesIt() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh)
      for key in ["?", "F1"] {
        try pane.press(key)
        try await pane.shows(
          "8/8 fresh", "Esc closes", "next, previous exchange", "refresh now; asks first")
        try pane.press("Escape")
        try await pane.shows(Pane.fresh)
        try await pane.hides("Esc closes")
      }
      // Escape closes what is open, and never more.
      try pane.press("Escape", "Left")
      try await pane.showsDay(.today - 1)
    }
  }

  @Test func controlLPaintsOverWhatOthersWrote() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh)
      let before = try pane.wholePicture()
      let terminal = try pane.session.value("pane_tty")
      try pane.workplace.write("noise", "\u{1b}[5;10Hnoise from elsewhere\u{1b}[H")
      _ = try Command.run(["sh", "-c", "cat \(pane.workplace.path("noise").quoted) > \(terminal)"])
      try await pane.shows("noise from elsewhere")
      try pane.press("C-l")
      try await pane.showsAgain(before)
    }
  }

  @Test func keysWithoutAMeaningChangeNothing() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh)
      try pane.session.type("zX%\u{1b}[1;5D\u{1b}[200~qqq\u{1b}[201~\u{1b}[Ié")
      try pane.press("Left")
      try await pane.showsDay(.today - 1)
      #expect(server.calls.count == 8)
    }
  }
}
