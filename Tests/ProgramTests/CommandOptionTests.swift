import ArgumentParser
import Testing
import WorkSupport

@testable import liqtop

/// Which options a command has: those that it uses.
@Suite(.longWork) struct CommandOptionTests {
  private static let looks = [
    "--range", "--exchange ", "--view", "--theme", "--mouse", "--plain", "--alert-with",
  ]

  private func help(of command: any ParsableCommand.Type) -> String {
    Liqtop.helpMessage(for: command, columns: 200)
  }

  @Test(arguments: [Watch.self, Check.self, Config.self] as [any ParsableCommand.Type])
  func whatOnlyPicturesUseIsListedByTheDashboardAlone(command: any ParsableCommand.Type) {
    let (own, dashboards) = (help(of: command), help(of: DashboardCommand.self))
    for option in Self.looks {
      #expect(!own.contains("  \(option)") && dashboards.contains("  \(option)"), "\(option)")
    }
    for option in ["--token-file", "--archive", "--quota", "--ascii", "--config"] {
      #expect(own.contains("  \(option)"), "\(option)")
    }
  }

  @Test func whoTellsOfSettingsTakesAllOfThem() throws {
    let words = ["--theme", "dark", "--no-mouse", "--exchange", "okx", "--source", "desk"]
    for given in [try Check.parse(words).given, try Config.parse(words).given] {
      #expect(given == (try DashboardOptions.parse(words).given) && given.count == 4)
    }
    for words in [["--theme", "dark"], ["--source", "desk"], ["--no-mouse"]] {
      #expect(throws: (any Error).self) { try Watch.parse(words) }
    }
    #expect(throws: (any Error).self) { try Config.parse(["--demo", "--source", "desk"]) }
  }

  @Test func theTestOfAnAlertReadsNoArchive() throws {
    #expect(!help(of: AlertTest.self).contains("  --archive"))
    #expect(help(of: AlertCheck.self).contains("  --archive"))
    #expect(throws: Never.self) { try AlertTest.parse(["big-day", "--archive", "x"]) }
  }

  /// What one command doesn't use may stand in the configuration all the same.
  @Test func theConfigurationIsOfAllCommands() async throws {
    let home = try UserHome()
    let file = try home.writePrivately(
      "c.yaml", "theme: dark\nmouse: false\nview: net\nalert_with: [bell]\nkeys:\n  quit: x\n")
    let given = try Watch.parse(["--demo", "--config", file]).options.given
    let watched = try await WatchConfiguration.read(given, home.environment([:]))
    #expect(watched.settings.theme?.name == "dark")
  }
}
