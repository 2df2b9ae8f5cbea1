import Liquidations
import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct QuotaTests {
  @Test func aSpentQuotaIsSaidAndOnlyOverspentByWhoAgrees() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, "--quota", "12") { pane in
      try await pane.shows("8/8 fresh", "8 of", "'s 12 calls are used; fetching resumes")
      try pane.press("r")
      try await pane.shows("This refresh needs 8 calls; 4 are left in", "Refresh anyway? y / n")
      try pane.press("n")
      try await pane.hides("Refresh anyway?")
      #expect(server.calls.count == 8)
      try pane.press("r")
      try await pane.shows("Refresh anyway? y / n")
      try pane.press("y")
      try await pane.shows("16 of", "'s 12 calls are used", "8/8 fresh")
      // A call is counted before it is made.
      try await pane.session.wait("eight more calls") { server.calls.count == 16 }
    }
  }

  @Test func aServerThatCountsTheQuotaAsSpentIsLeftAlone() async throws {
    let server = try await StagedServer.running()
    server.stage(.status(429, headers: ["Retry-After: 90000"]))
    try await Pane.showing(server) { pane in
      try await pane.shows("The server says that", "'s calls are used up; fetching resumes", "0/8")
      server.stage(Market())
      try pane.press("r")
      try await pane.shows("calls are used up. Refresh anyway? y / n")
      #expect(server.calls.count == 8)
      try await pane.presses("y") { server.calls.count > 8 }
      try await pane.shows(Pane.fresh)
      try await pane.hides("calls are used up")
    }
  }

  @Test(arguments: [
    ("Quota exceeded: 60 requests per minute", ""),
    ("You have used up your quota.", ""), ("Monthly limit reached", "Retry-After: 1\r\n"),
  ])
  func aShortLimitIsNotTheMonths(body: String, header: String) async throws {
    let server = try await StagedServer.running()
    let head = "HTTP/1.1 429 Slow\r\n\(header)Content-Length: \(body.utf8.count)\r\n\r\n"
    server.stage(.wire(.bytes(head + body)))
    try await Pane.showing(server) { pane in
      try await pane.shows("Too many calls (429)", "0/8 fresh", "retrying")
      try await pane.hides("are used")
      server.stage(Market())
      try await pane.shows(Pane.fresh)
    }
  }
}
