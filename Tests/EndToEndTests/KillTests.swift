import FoundationEssentials
import Liquidations
import Newhedge
import Refresh
import TerminalSupport
import Testing
import WorkSupport

@testable import Archive

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The whole program, killed while it fetches and writes.
@Suite(.deadlines) struct KillTests {
  private static let rounds = 16
  private let today = Day.today

  @Test func killedAtAnyMomentItLeavesAWholeArchive() async throws {
    let server = try await StagedServer.running()
    let files = try Workplace()
    let archive = files.path("archive.sqlite")
    for round in 1...Self.rounds {
      stage(round, on: server)
      try await Pane.showing(server, "--archive", archive) { pane in
        let before = server.calls.count
        let pid = try await pane.pid()
        // A user asks, since what was fetched a moment ago isn't fetched again.
        try await pane.presses("r") { server.calls.count > before }
        // Not a wait for something to be done: each round ends it at another moment of the refresh.
        try await Task.sleep(for: .milliseconds(4 * (round - 1)))
        kill(pid, SIGKILL)
        try await pane.ends(pid)
      }
      try await expectWhole(archive, server, "round \(round)")
      try check(archive)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: files.folder)
    #expect(!names.contains { $0.contains("damaged") })
    server.stage(Market(today: today))
    try await Pane.showing(server, "--archive", archive) { pane in
      let before = server.calls.count
      try await pane.presses("r") { server.calls.count >= before + 8 }
      try pane.press("Left")
      try await pane.shows(Pane.fresh, "total 73.6M 8.26M")
    }
  }

  /// Answers of one number each, another one in each round.
  private func stage(_ round: Int, on server: StagedServer) {
    for metric in Metric.allCases {
      server.stage(.series(series(of: metric, round)), for: metric)
    }
  }

  private func series(of metric: Metric, _ round: Int) -> Series {
    let value = Double(metric.side == .long ? round : -round)
    return Series((0..<Market.length).map { (day: today - $0, value: value) })
  }

  /// Each series is one answer, and no call that was made goes uncounted.
  private func expectWhole(
    _ path: String, _ server: StagedServer, _ comment: Comment
  ) async throws {
    let token = try APIToken(Pane.token, from: .program).fingerprint
    let now = Timestamp(seconds: Int64(time(nil)))
    let archive = SeriesArchive(path: path, source: server.url, token: token, now: { now })
    let kept = await archive.load(at: now)
    await archive.close()
    #expect(kept.fault == nil, comment)
    #expect(kept.spent >= server.calls.count, comment)
    for (metric, reading) in kept.readings where !reading.series.isEmpty {
      let values = Set(reading.series.entries.map(\.value))
      #expect(values.count == 1 && reading.series.count == Market.length, "\(comment), \(metric)")
    }
  }

  /// Asks SQLite about the file. The dead one's lease stays in it, for the next to find.
  private func check(_ path: String) throws {
    let database = try Database(path, .writing, patience: .seconds(5))
    let words = try database.first("PRAGMA integrity_check") { $0.text(0) ?? "" }
    #expect(words == "ok")
  }
}
