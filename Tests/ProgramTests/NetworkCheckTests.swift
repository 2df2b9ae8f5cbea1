import FoundationEssentials
import Newhedge
import Testing
import WorkSupport

@testable import liqtop

/// What `liqtop check` says of the way to the server, without going it.
@Suite(.deadlines) struct NetworkCheckTests {
  private let home: UserHome

  init() throws {
    home = try UserHome()
  }

  private func report(
    _ url: String, _ environment: [String: String] = [:], _ arguments: String...
  ) async throws -> CheckReport {
    try await Check.report(
      UserHome.given(["--base-url", url] + arguments),
      home.environment(
        ["NEWHEDGE_API_TOKEN": UserHome.token].merging(environment) { _, new in new }),
      isOffline: true)
  }

  @Test(arguments: [
    (
      "https://api.example", ["HTTPS_PROXY": "p:3128"], "through the proxy p:3128, from HTTPS_PROXY"
    ),
    ("https://api.example", ["https_proxy": "http://me:secret@p"], "through the proxy p:80, from"),
    ("https://api.example", ["HTTPS_PROXY": "p", "NO_PROXY": "example"], "without a proxy"),
    ("https://api.example", [:], "without a proxy"),
  ])
  func theProxyIsSaid(url: String, environment: [String: String], says: String) async throws {
    let report = try await report(url, environment)
    #expect(report.network?.text.contains(says) == true)
    #expect(report.text.contains("\nnetwork\n") && !report.text.contains("secret"))
  }

  @Test(
    arguments: [
      (["SSL_CERT_FILE": "/no/such.pem"], [], "/no/such.pem, from SSL_CERT_FILE"),
      ([:], ["--ca-file", "/dev/null"], "/dev/null, from ca_file"),
      (["LIQTOP_CA_FILE": "/dev"], [], "/dev, from ca_file"),
    ] as [([String: String], [String], String)])
  func authoritiesThatAreNotThereAreBad(
    environment: [String: String], arguments: [String], says: String
  ) async throws {
    let report = try await Check.report(
      UserHome.given(["--base-url", "https://api.example"] + arguments),
      home.environment(
        ["NEWHEDGE_API_TOKEN": UserHome.token].merging(environment) { _, new in new }),
      isOffline: true)
    #expect(report.network?.isWell == false && !report.isWell)
    #expect(report.network?.text.contains("no authorities can be read from") == true)
    #expect(report.network?.text.contains(says) == true)
  }

  @Test func aProxyThatCannotBeUsedIsRefusedUnlessNoneIsNeeded() async throws {
    let environment = ["HTTPS_PROXY": "socks5://p:1080"]
    await #expect {
      try await report("https://api.example", environment)
    } throws: {
      "\($0)".contains("HTTPS_PROXY names a proxy that isn't http")
    }
    let demo = try await Check.report(
      UserHome.given(["--demo"]), home.environment(environment), isOffline: true)
    #expect(demo.network == nil)
    #expect(try await report("https://localhost", environment).network != nil)
    #expect(try await report("http://127.0.0.1:1", environment).network == nil)
  }
}
