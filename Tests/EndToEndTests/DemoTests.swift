import Liquidations
import TerminalSupport
import Testing
import WorkSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.deadlines) struct DemoTests {
  @Test func showsItselfWithoutTokenOrNetwork() async throws {
    try await Pane.running(["--demo"]) { pane in
      try await pane.shows("DEMO", Pane.fresh, Day.today.title, "■ Deribit")
      #expect(try pane.styled().reversed.contains("90D"))
      #expect(try pane.styled().reversed.contains("DEMO"))
      try pane.press("r", "?")
      try await pane.shows("Esc closes")
      try pane.press("Escape")
      try await pane.shows("DEMO", Pane.fresh)
    }
  }

  @Test func standsInASmallPane() async throws {
    try await Pane.running(["--demo"], columns: 60, rows: 15) { pane in
      try await pane.shows("DEMO", Pane.fresh, "90D", "■ Binance")
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func aSignalEndsItWithItsServer(signal: Int32) async throws {
    try await Pane.running(["--demo"], by: .script) { pane in
      try await pane.shows("DEMO", Pane.fresh)
      kill(try await pane.pid(), signal)
      try await pane.leavesTheTerminal(status: 128 + signal)
    }
  }

  @Test func quittingEndsItWithItsServer() async throws {
    try await Pane.running(["--demo"], by: .script) { pane in
      try await pane.shows("DEMO", Pane.fresh)
      try pane.press("q")
      try await pane.leavesTheTerminal(status: 0)
    }
  }
}
