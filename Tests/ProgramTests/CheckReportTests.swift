import FoundationEssentials
import Liquidations
import Testing
import WorkSupport

@testable import liqtop

/// What `liqtop check` says of all but the archive.
@Suite(.deadlines) struct CheckReportTests {
  private let home: UserHome

  init() throws {
    home = try UserHome()
  }

  private func report(
    _ arguments: String..., isOffline: Bool = true, environment: [String: String?] = [:]
  ) async throws -> CheckReport {
    try await Check.report(
      UserHome.given(arguments), home.environment(environment), isOffline: isOffline)
  }

  @Test func whenAllIsWellItSaysSo() async throws {
    let server = CountingServer(today: WallClock.now().day)
    let environment = home.environment(["NEWHEDGE_API_TOKEN": UserHome.token])
    let (url, report) = try await server.serving { url in
      let given = try UserHome.given(["--base-url", url])
      return (url, try await Check.report(given, environment, isOffline: false))
    }
    #expect(report.isWell && report.metrics?.count == 8 && server.calls == 8)
    let text = report.text.squeezed
    for line in [
      "liqtop 0.1.0\n", "\n base_url \(url) flag --base-url\n", "\n interval 60m default\n",
      "\ntoken\n ok 24 letters and digits, withheld, from variable NEWHEDGE_API_TOKEN\n",
      "\nmetrics, fetched with 8 of the month's calls\n ok Binance long 400 days, the newest ",
      "\n ok Deribit short 400 days, the newest \(server.today), ", " ms\n",
    ] {
      #expect(text.contains(line), "\(line)")
    }
    #expect(text.hasSuffix("\n\nAll that was looked at is well."))
    #expect(!text.contains("keys.") && !holdsToken(text))
  }

  @Test func valuesThatAreAllOfTheWrongSignAreNoEmptySeries() async throws {
    let server = CountingServer(today: WallClock.now().day, isTurned: true)
    let environment = home.environment(["NEWHEDGE_API_TOKEN": UserHome.token])
    let report = try await server.serving { url in
      let given = try UserHome.given(["--base-url", url])
      return try await Check.report(given, environment, isOffline: false)
    }
    #expect(!report.isWell && report.metrics?.count == 8)
    for metric in report.metrics ?? [] {
      #expect(metric.remark?.contains("wrong sign, so none is left") == true && metric.days == 0)
    }
  }

  @Test(arguments: ["/dev/null", ":memory:"])
  func anArchiveThatIsNotWantedIsNoFault(path: String) async throws {
    let report = try await self.report(
      "--archive", path, environment: ["NEWHEDGE_API_TOKEN": UserHome.token])
    #expect(report.isWell && report.archive?.isWell == true)
    #expect(report.text.squeezed.contains("\narchive\n ok nothing is kept, as configured\n"))
    #expect(report.text.squeezed.contains("\n archive \(path) flag --archive\n"))
  }

  @Test func offlineItMakesNoCall() async throws {
    // Nobody could be called there.
    let report = try await self.report(
      "--base-url", "http://127.0.0.1:1", environment: ["NEWHEDGE_API_TOKEN": UserHome.token])
    #expect(report.isWell && report.metrics == nil)
    #expect(report.text.squeezed.contains("\nmetrics\n -- not fetched, so no call was used\n"))
    #expect(report.feeds == [] && !report.text.contains("feeds\n"))
    let listening = try await self.report(environment: ["LIQTOP_LIVE": nil])
    #expect(listening.feeds == nil && listening.text.squeezed.contains("\nfeeds\n -- not tried\n"))
  }

  @Test func aServerThatIsGoneHasUsedNoCall() async throws {
    let report = try await self.report(
      "--base-url", "http://127.0.0.1:1", isOffline: false,
      environment: ["NEWHEDGE_API_TOKEN": UserHome.token])
    #expect(!report.isWell && report.metrics?.count == 8 && report.quota?.spent == 0)
    let head = "metrics: no call reached the server, so none of the month's was used"
    #expect(report.text.squeezed.contains("\n\(head)\n BAD Binance long"))
    let demo = try await self.report("--demo", isOffline: false).text.squeezed
    #expect(demo.contains("\nmetrics of the demo, which uses none of the month's calls\n ok"))
  }

  @Test func aTokenThatCannotBeHadIsBad() async throws {
    let none = try await report(isOffline: false)
    #expect(!none.isWell && none.token.isWell == false && none.metrics == nil)
    #expect(none.text.squeezed.contains("\ntoken\n BAD there is no API token. Put yours in a"))
    #expect(none.text.contains("no call was used"))
    #expect(none.text.hasSuffix("Fix what is marked BAD."))
    let malformed = try await report(environment: ["NEWHEDGE_API_KEY": "Mellon"])
    #expect(!malformed.isWell)
    #expect(malformed.text.squeezed.contains("\n BAD the token from the environment variable"))
  }

  @Test func onThisMachineTheDemosTokenWillDo() async throws {
    let report = try await self.report("--base-url", "http://localhost:1")
    #expect(report.token == .init(isWell: true, text: "none; the demo's, on this machine"))
  }

  @Test func aConfigurationThatIsWrongIsSaid() async throws {
    let error = await #expect(throws: ProgramError.self) {
      try await self.report(environment: ["LIQTOP_VIEW": "pie"])
    }
    #expect(error?.description.hasPrefix("LIQTOP_VIEW must be one of stacked, ") == true)
    #expect(error?.status == .configuration)
  }

  @Test func keysThatAreBoundAnewAreShown() async throws {
    let file = try home.write("c.yaml", "keys:\n  view: x\n")
    let report = try await self.report("--demo", "--config", file)
    #expect(report.text.squeezed.contains("\n keys.view x \(file):2\n"))
    #expect(report.text.split(separator: "\n").count { $0.contains("keys.") } == 1)
  }

  @Test func asJSONItSaysTheSame() async throws {
    let report = try await self.report("--demo", isOffline: false)
    let json = try report.json
    #expect(try JSONDecoder().decode(CheckReport.self, from: Data(json.utf8)) == report)
    for part in [
      #""version" : "0.1.0""#, #""metric" : "Binance long""#, #""isWell" : true"#,
      #""text" : "the demo's own""#, #""newest" : "\#(WallClock.now().day)""#,
      #""key" : "base_url""#,
    ] {
      #expect(json.contains(part), "\(part)")
    }
    #expect(report.archive == nil && report.quota == nil && report.metrics?.count == 8)
  }
}
