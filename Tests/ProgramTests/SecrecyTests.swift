import ArgumentParser
import FoundationEssentials
import Newhedge
import Settings
import Testing
import WorkSupport

@testable import liqtop

/// Whatever is mistaken in what the program is told, nothing that it says or writes holds the token.
@Suite(.longWork) struct SecrecyTests {
  private static let token = UserHome.token
  private static let call = "https://newhedge.io/x?api_token=\(token)"

  private let home: UserHome

  init() throws {
    home = try UserHome()
  }

  /// What each command says of these arguments, as far as it gets without a terminal.
  private func texts(_ arguments: [String]) async -> [String] {
    let options: DashboardOptions
    do {
      options = try DashboardOptions.parse(arguments)
    } catch {
      return [Console.complaint(DashboardOptions.fullMessage(for: error))]
    }
    var texts: [String] = []
    do {
      texts.append(try SettingsReport(options.given, home.environment).text)
    } catch {
      texts.append(Console.complaint("\(error)"))
    }
    do {
      let report = try await Check.report(options.given, home.environment, isOffline: true)
      texts += [report.text, try report.json]
    } catch {
      texts.append(Console.complaint("\(error)"))
    }
    await texts.append(dashboard(options))
    return texts
  }

  /// As the dashboard begins, up to its screen, and logs why it can't go on.
  private func dashboard(_ options: DashboardOptions) async -> String {
    let log = ProgramLog(.standard, UserFolders(home.environment))
    do {
      let settings = try ProgramSettings(options.given, home.environment)
      _ = try settings.theme.map { try ThemeFiles(home.environment).theme(named: $0.name) }
      _ = try await TokenSource.find(settings, home.environment)?.token(home.environment)
      return "well"
    } catch {
      if let error = error as? ProgramError { log.add(.failure(error)) }
      return Console.complaint("\(error)")
    }
  }

  /// Whether a file below the home folder, but for those in it, has the token.
  private var leaks: [String] {
    let folder = home.path("liqtop")
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.filter { holdsToken($0) || holdsToken(home.read("liqtop/\($0)") ?? "") }
  }

  @Test(arguments: [
    "token_file: \(token)", "token_file: /\(token)", "token_command: \(token)",
    "token_command: [sh, -c, 'echo \(token)x; echo \(token) >&2']",
    "token_command: [sh, -c, 'echo key=\(token)key >&2; exit 1']", "token_command: '\"\(token)'",
    "base_url: \(token)", "base_url: \(call)", "base_url: https://\(token)@newhedge.io",
    "insecure_http: \(token)", "interval: \(token)", "quota: \(token)", "theme: \(token)",
    "range: \(token)", "exchange: [okx, \(token)]", "view: \(token)", "mouse: \(token)",
    "ascii: \(token)", "log_level: \(token)", "token: \(token)", "\(token): 1", "\(token)",
    "keys: {\(token): q}", "keys: {quit: \(token)}", "keys: \(token)", "theme: [\(token)",
    "theme: \"\(token)", "? {\(token): 1}", "theme: *\(token)", "%\(token)",
    "archive: /tmp/\(token)", "archive: /tmp/\(token)archive.sqlite", "archive: ~/x\(token)",
    "token_file: /tmp/my\(token)", "theme: my\(token)",
  ])
  func noMistakeInTheFileBringsTheTokenOut(line: String) async throws {
    let file = try home.writePrivately("c.yaml", line + "\n")
    for text in await texts(["--config", file]) {
      #expect(!text.isEmpty && !holdsToken(text), "\(text)")
    }
    #expect(leaks.isEmpty)
  }

  @Test(arguments: [
    [token], ["--token", token], ["--\(token)"], ["--interval", token], ["--range", token],
    ["--theme", token], ["--base-url", token], ["--token-file", token], ["--config", token],
    ["--token-command", token], ["--view", token], ["--help", token], ["--exchange", token],
    ["--quota", token], ["--log-level", token], ["--archive", "/\(token)"],
    ["--archive", "\(token)archive"], ["--archive", "/tmp/\(token)\(token)/a.sqlite"],
    ["--token-file", "/x\(token)x"], ["--config", "/x\(token)x"],
  ])
  func noMistakeOnTheCommandLineBringsTheTokenOut(arguments: [String]) async {
    for text in await texts(arguments) {
      #expect(!text.isEmpty && !holdsToken(text), "\(text)")
    }
    #expect(leaks.isEmpty)
  }

  @Test func whatIsLookedForIsFound() throws {
    #expect(leaks.isEmpty)
    let encoded = Self.token.utf8.map { "%" + String($0, radix: 16).uppercased() }.joined()
    for (name, text) in [("plain", Self.token), ("encoded", encoded), (Self.token, "")] {
      try home.write("liqtop/\(name)", "x\(text)x")
    }
    #expect(leaks.count == 3 && !holdsToken(String(Self.token.dropLast())))
  }
}
