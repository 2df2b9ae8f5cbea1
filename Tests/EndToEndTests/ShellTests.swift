import Liquidations
import TerminalSupport
import Testing
import WorkSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.deadlines) struct ShellTests {
  @Test(arguments: ["q", "Q", "C-c"])
  func quittingLeavesTheShellAsItWas(key: String) async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, by: .script) { pane in
      try await pane.shows(Pane.fresh)
      #expect(try pane.session.value("alternate_on") == "1")
      #expect(try pane.session.value("cursor_flag") == "0")
      let pid = try await pane.pid()
      try pane.press(key)
      try await pane.leavesTheTerminal(status: 0)
      #expect(pane.isGone(pid))
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func aSignalEndsItAndLeavesTheShellAsItWas(signal: Int32) async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, by: .script) { pane in
      try await pane.shows(Pane.fresh)
      let pid = try await pane.pid()
      kill(pid, signal)
      try await pane.leavesTheTerminal(status: 128 + signal)
      #expect(pane.isGone(pid))
    }
  }

  @Test func aSignalEndsItWhileCallsAreUnderWay() async throws {
    let server = try await StagedServer.running()
    server.stage(.silence)
    try await Pane.showing(server, by: .script) { pane in
      try await pane.shows("fetching, 0 of 8 received")
      kill(try await pane.pid(), SIGTERM)
      try await pane.leavesTheTerminal(status: 128 + SIGTERM)
    }
  }

  @Test func suspendingGivesTheShellBackAndFgThePicture() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, by: .shell) { pane in
      try await pane.shows(Pane.prompt)
      try pane.session.type("sh liqtop.sh\r")
      try await pane.shows(Pane.fresh)
      try pane.press("Left")
      try await pane.showsDay(.today - 1)
      let before = try pane.wholePicture()
      let pid = try await pane.pid()
      for _ in 1...2 {
        try pane.press("C-z")
        try await pane.shows("Stopped", Pane.prompt)
        #expect(pane.processState(pid) == "T")
        #expect(try pane.session.value("alternate_on") == "0")
        #expect(try pane.session.value("cursor_flag") == "1")
        try pane.session.type("stty -a | grep -ow -- '-\\?echo'; echo $((41 + 1))\r")
        try await pane.shows("\necho\n42\n")
        try pane.session.type("clear; fg\r")
        try await pane.showsAgain(before)
      }
      try pane.press("Left")
      try await pane.showsDay(.today - 2)
      try pane.press("q")
      try await pane.shows("sh liqtop.sh\n\(Pane.prompt)")
      try pane.session.type("echo status=$?\r")
      try await pane.shows("status=0")
    }
  }

  @Test func suspendedItGoesOnAtAnotherSize() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, by: .shell, columns: 80, rows: 24) { pane in
      try await pane.shows(Pane.prompt)
      try pane.session.type("sh liqtop.sh\r")
      try await pane.shows(Pane.fresh)
      try pane.press("C-z")
      try await pane.shows("Stopped", Pane.prompt)
      try pane.session.resize(columns: 120, rows: 40)
      try pane.session.type("fg\r")
      try await pane.shows(Pane.fresh, "long share", "q quit")
    }
  }

  @Test func withoutAShellSuspendingChangesNothing() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh)
      try pane.press("C-z", "Left")
      try await pane.showsDay(.today - 1)
    }
  }

  @Test func aKilledPaneEndsIt() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh)
      let pid = try await pane.pid()
      try pane.session.killPane()
      try await pane.ends(pid)
    }
  }

  @Test func aTerminalThatVanishesEndsIt() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, by: .script) { pane in
      try await pane.shows(Pane.fresh)
      let pid = try await pane.pid()
      try pane.session.killServer()
      try await pane.ends(pid)
    }
  }
}

extension Pane {
  /// Waits until the script has gone on, and looks whether the terminal is as it was.
  func leavesTheTerminal(status: Int32) async throws {
    try await shows("status=\(status)\n", "the end")
    #expect(try session.value("alternate_on") == "0")
    #expect(try session.value("cursor_flag") == "1")
    #expect(try session.value("keypad_cursor_flag") == "0")
    #expect(try session.value("keypad_flag") == "0")
    let before = try #require(workplace.read("before"))
    #expect(before.contains("speed"))
    #expect(workplace.read("after") == before)
  }
}
