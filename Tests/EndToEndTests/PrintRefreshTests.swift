import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// `print --refresh` against a server: one refresh, and what is printed whatever comes of it.
@Suite(.deadlines) struct PrintRefreshTests {
  private let workplace: Workplace
  private let server: StagedServer

  init() async throws {
    workplace = try Workplace()
    server = try await StagedServer.running()
  }

  private func print(
    _ arguments: String..., token: String? = Pane.token
  ) throws -> Command {
    let words =
      ["print", "--refresh", "--base-url", server.url, "--last", "yesterday"] + arguments
    return try Command.run(workplace.command(words, environment: ["NEWHEDGE_API_TOKEN": token]))
  }

  private func isYesterday(_ end: Command) -> Bool {
    end.output.squeezed.contains(" 81.9M 73.6M 8.26M +65.4M 90 % ")
  }

  @Test func fetchesThePastOnceAndKeepsIt() throws {
    let end = try print()
    #expect(end.status == 0 && isYesterday(end), "\(end.output)")
    #expect(server.calls.count == 8)
    let kept = try workplace.run("print", "--base-url", server.url, "--last", "yesterday")
    #expect(kept.status == 0 && isYesterday(kept))
    #expect(!end.output.contains(Pane.token))
  }

  @Test func whatIsYoungEnoughIsNotFetchedAgain() throws {
    #expect(try print("--max-age", "60m").status == 0)
    #expect(server.calls.count == 8)
    // Not even a token is needed for that.
    #expect(try print("--max-age", "60m", token: nil).status == 0)
    #expect(server.calls.count == 8)
    #expect(try print().status == 0)
    #expect(server.calls.count == 16)
  }

  @Test func whoKeepsNothingPrintsWhatItFetched() throws {
    let end = try print("--archive", "/dev/null")
    #expect(end.status == 0 && isYesterday(end), "\(end.output)")
  }

  @Test func theDataComeThoughTheRefreshFails() async throws {
    #expect(try print().status == 0)
    server.stage(.status(401))
    let refused = try print()
    #expect(refused.status == 77 && isYesterday(refused), "\(refused.output)")
    #expect(
      refused.output.contains(
        "liqtop: the refresh failed: the server refused the token (401); check it."))
    try await server.stop()
    let gone = try print()
    #expect(gone.status == 69 && isYesterday(gone), "\(gone.output)")
    #expect(gone.output.contains("liqtop: the refresh failed: no connection to 127.0.0.1"))
    let keyless = try Command.run(
      workplace.command(["print", "--refresh", "--base-url", "https://example.invalid"]))
    #expect(keyless.status == 78 && keyless.output.contains("there is no API token"))
    #expect(!refused.output.contains(Pane.token) && !gone.output.contains(Pane.token))
  }

  @Test func oneSeriesThatFailsIsSaid() throws {
    server.stage(.status(404), for: Metric(.okx, .long))
    let end = try print("--format", "csv")
    #expect(end.status == 69)
    #expect(
      end.output.contains(
        "liqtop: the refresh of 1 series failed: the server has no such metric (404)"))
    #expect(end.output.contains(",okx,long,,") && end.output.contains(",okx,short,-483210.00,"))
  }

  @Test func aSpentQuotaIsNotOverspent() throws {
    #expect(try print("--format", "csv").status == 0)
    let settings = try workplace.write("c.yaml", "quota: 12\n")
    let end = try print("--config", settings)
    #expect(end.status == 69 && isYesterday(end), "\(end.output)")
    #expect(end.output.contains("the refresh failed: the month's calls are used up until "))
    #expect(server.calls.count == 8)
  }

  /// The one who refreshes does it, and what it has written is printed.
  @Test func aPaneThatRefreshesIsAsked() async throws {
    let file = workplace.path("shared.sqlite")
    try await Pane.showing(server, "--archive", file) { pane in
      try await pane.shows(Pane.fresh)
      #expect(server.calls.count == 8)
      server.stage(Market().with(Metric(.okx, .long), daysAgo: 1, 17_240_000))
      let end = try print("--archive", file)
      #expect(end.status == 0 && end.output.squeezed.contains(" 91.9M 83.6M "), "\(end.output)")
      #expect(server.calls.count == 16)
      try await pane.shows(Pane.fresh)
    }
  }
}
