import Liquidations
import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct MouseTests {
  /// Sends what a terminal sends for a mouse over the first letter of a text.
  private func point(_ button: Int, at text: String, in pane: Pane) throws {
    let lines = try pane.session.screen().split(separator: "\n", omittingEmptySubsequences: false)
    for (y, line) in lines.enumerated() {
      guard let place = line.firstRange(of: text) else { continue }
      let x = line.unicodeScalars.distance(from: line.startIndex, to: place.lowerBound)
      try pane.session.type("\u{1b}[<\(button);\(x + 1);\(y + 1)M")
      try pane.session.type("\u{1b}[<\(button);\(x + 1);\(y + 1)m")
      return
    }
    Issue.record("\(text) isn't on the screen")
  }

  @Test func clicksChooseAndTheWheelGoesThroughTime() async throws {
    try await Pane.showing(try await StagedServer.running()) { pane in
      try await pane.shows(Pane.fresh)
      try point(0, at: "OKX", in: pane)
      try await pane.session.wait("OKX chosen") {
        try pane.styled().reversed.contains { $0.contains("OKX") }
      }
      try point(0, at: "30D", in: pane)
      try await pane.session.wait("30D chosen") {
        try pane.styled().reversed.contains { $0.contains("30D") }
      }
      try point(64, at: "long liquidations", in: pane)
      try await pane.showsDay(.today - 3)
    }
  }

  @Test func mGivesTheMouseBack() async throws {
    try await Pane.showing(try await StagedServer.running()) { pane in
      try await pane.shows(Pane.fresh)
      try await pane.session.wait("the mouse taken") {
        try pane.session.value("mouse_sgr_flag") == "1"
      }
      try pane.press("m")
      try await pane.shows("The mouse is left to the terminal.")
      #expect(try pane.session.value("mouse_any_flag") == "0")
    }
  }

  @Test func controlLTakesTheMouseAnew() async throws {
    try await Pane.showing(try await StagedServer.running()) { pane in
      try await pane.shows(Pane.fresh)
      let terminal = try pane.session.value("pane_tty")
      try pane.workplace.write("modes", "\u{1b}[?1000l\u{1b}[?1002l\u{1b}[?1003l\u{1b}[?1006l")
      _ = try Command.run(["sh", "-c", "cat \(pane.workplace.path("modes").quoted) > \(terminal)"])
      try await pane.session.wait("the mouse lost") {
        try pane.session.value("mouse_any_flag") == "0"
      }
      try pane.press("C-l")
      try await pane.session.wait("the mouse taken again") {
        try pane.session.value("mouse_sgr_flag") == "1"
      }
    }
  }

  @Test func noMouseLeavesItToTheTerminal() async throws {
    try await Pane.showing(try await StagedServer.running(), "--no-mouse") { pane in
      try await pane.shows(Pane.fresh)
      #expect(try pane.session.value("mouse_any_flag") == "0")
    }
  }
}
