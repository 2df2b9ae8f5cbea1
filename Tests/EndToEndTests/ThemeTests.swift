import Canvas
import FoundationEssentials
import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct ThemeOnScreenTests {
  @Test(arguments: Theme.names) func everyThemeCanBeChosen(name: String) async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, "--theme", name) { pane in
      try await pane.shows(Pane.fresh, "Binance")
      #expect(try pane.styled().hasColours == (name != "mono"))
    }
  }

  @Test func tComesToTheUsersOwn() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, by: .shell) { pane in
      let folder = pane.workplace.path("home/liqtop/themes")
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try pane.workplace.write("home/liqtop/themes/dusk.theme", "base = dark\n")
      try pane.workplace.write("home/liqtop/themes/broken.theme", "sky = #87afd7\n")
      try await pane.shows(Pane.prompt)
      try pane.session.type("sh liqtop.sh\n")
      try await pane.shows(Pane.fresh)
      for name in Theme.names.dropFirst() + ["dusk", "terminal"] {
        try pane.press("t")
        try await pane.shows("Theme: \(name).")
      }
    }
  }
}
