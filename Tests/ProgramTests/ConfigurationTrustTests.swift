import FoundationEssentials
import SystemPackage
import Testing
import WorkSupport

@testable import Settings
@testable import liqtop

/// Whoever may write the configuration would choose where the token goes.
@Suite(.longWork) struct ConfigurationTrustTests {
  private let home: UserHome

  init() throws {
    home = try UserHome()
  }

  /// The lines that have to do with the token, each by itself.
  private static let dangerous = SettingTable.all.filter { $0.reach != .none }.map { setting in
    "\(setting.key.name): \(setting.key.shape == .flag ? "true" : setting.example ?? "/x")\n"
  }

  @Test func whatDecidesAboutTheTokenIsKnown() {
    let harmless = SettingTable.all.filter { $0.reach == .none }.map(\.key.name)
    #expect(
      Set(harmless) == [
        "interval", "quota", "theme", "range", "exchange", "view", "mouse", "ascii", "log_level",
        "keys", "live", "exchanges_url", "source", "plain", "alert_with",
      ])
    #expect(Self.dangerous.count >= 5)
  }

  @Test(arguments: dangerous, [0o666, 0o620, 0o602])
  func aFileThatOthersMayWriteIsRefused(line: String, mode: Int) throws {
    let file = try home.write("my c.yaml", line)
    try home.setMode(mode, of: file)
    let key = line.prefix { $0 != ":" }
    #expect(
      home.error(["--config", file])
        == ProgramError(
          "the file \(file) has \(key), and others may change it; run: chmod go-w '\(file)'",
          .configuration))
    try home.setMode(0o600, of: file)
    #expect(throws: Never.self) { try SettingsFile.read(file, keys: SettingTable.all.map(\.key)) }
  }

  @Test(arguments: dangerous)
  func aFileInAFolderThatOthersMayWriteIsRefused(line: String) throws {
    try FileManager.default.createDirectory(
      atPath: home.path("shared/mine"), withIntermediateDirectories: true)
    let file = try home.writePrivately("shared/mine/c.yaml", line)
    try home.setMode(0o777, of: home.path("shared"))
    let key = line.prefix { $0 != ":" }
    let folder = home.path("shared")
    #expect(
      home.error(["--config", file])?.description
        == "the file \(file) has \(key), and others may change \(folder); run: chmod go-w \(folder)"
    )
  }

  @Test func aLinkToWhatOthersMayWriteIsRefused() throws {
    let target = try home.write("target.yaml", "base_url: https://evil.example\n")
    try home.setMode(0o666, of: target)
    let link = home.path("liqtop/config.yaml")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    #expect(
      home.error()?.description.contains("others may change \(target); run: chmod go-w ") == true)
  }

  @Test func anothersFileIsRefused() throws {
    let trust = PathTrust { _ in nil }
    let file = try SettingsFile(
      path: "/home/bob/c.yaml", bytes: Array("base_url: https://x.org".utf8),
      keys: SettingTable.all.map(\.key))
    #expect(throws: Never.self) { try file.checkTrust(trust) }
    let others = PathTrust { path in
      PathTrust.Entry(
        kind: .other,
        access: FileAccess(
          owner: path.string.hasPrefix("/home/bob") ? 1001 : 0, permissions: [], user: 0))
    }
    #expect(
      throws: ProgramError(
        "the file /home/bob/c.yaml has base_url, and /home/bob belongs to another user; use a file "
          + "of your own, with --config", .configuration)
    ) { try file.checkTrust(others) }
  }

  /// As a system with a generous umask makes the commented file.
  @Test(arguments: ["base_url: https://newhedge.io\ninsecure_http: false\n"])
  func whatHoldsWithoutTheFileMayBeAnybodys(text: String) throws {
    let file = try home.write("c.yaml", text)
    try home.setMode(0o666, of: file)
    #expect(throws: Never.self) { try home.report(["--config", file]) }
    let other = try home.write("d.yaml", text + "ca_file: /etc/x.pem\n")
    try home.setMode(0o666, of: other)
    #expect(home.error(["--config", other])?.description.contains("has ca_file") == true)
  }

  @Test func whatIsOnlyLooksMayBeAnybodys() throws {
    let text = "theme: dark\nrange: 30d\nkeys: {quit: x}\nmouse: false\nbase_url:\n"
    let file = try home.write("c.yaml", text)
    try home.setMode(0o666, of: file)
    #expect(try home.settings(["--config", file]).theme?.name == "dark")
  }
}
