import Archive
import FoundationEssentials
import Liquidations
import Newhedge
import Refresh
import TerminalSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What `liqtop check` says of the archive and of the month's calls.
@Suite(.terminal) struct ArchiveCheckTests {
  private let files: Workplace
  private let server: StagedServer
  private let file: String
  private let month = Month(of: Timestamp.now).name

  init() async throws {
    files = try Workplace()
    server = try await StagedServer.running()
    file = files.path("a.sqlite")
  }

  /// The text has what is broken into several lines in one.
  private func check(_ arguments: String...) throws -> (status: Int32, text: String) {
    let end = try Command.run(
      files.command(
        ["check", "--base-url", server.url, "--archive", file] + arguments,
        environment: ["NEWHEDGE_API_TOKEN": Pane.token]))
    #expect(!Secrecy.holds(end.output))
    return (end.status, end.output.replacing("\n      ", with: " ").squeezed)
  }

  // MARK: - Archives

  @Test func withoutAnArchiveItSaysSoAndOfflineMakesNone() throws {
    let end = try check("--offline")
    #expect(end.status == 0)
    #expect(end.text.contains("\narchive\n ok \(file) none yet\nquota\n"))
    #expect(end.text.contains("\n ok 0 of \(month)'s 10000 calls are spent, 10000 are left\n"))
    #expect(names.isEmpty)
  }

  @Test func whatIsInAnArchiveIsSaid() async throws {
    try await fill(spent: 30)
    let before = try Data(contentsOf: URL(filePath: file))
    let end = try check("--offline")
    #expect(end.status == 0)
    let days = "400 days from \(Day.today - 399) to \(Day.today) of 8 metrics, 1 revisions"
    #expect(end.text.contains("\narchive\n ok \(file) \(days) "))
    #expect(end.text.contains(" KiB, whole, nobody else may read it (0600)\nquota\n"))
    #expect(end.text.contains("\n ok 30 of \(month)'s 10000 calls are spent, 9970 are left\n"))
    #expect(try names == ["a.sqlite", "a.sqlite-bell"] && Data(contentsOf: URL(filePath: file)) == before)
    chmod(file, 0o644)
    #expect(try check("--offline").text.contains("whole, others may read it (0644)\n"))
    chmod(file, 0o666)
    let open = try check("--offline")
    #expect(open.status == 1 && open.text.contains("\n BAD \(file) Others may write it; run:"))
  }

  @Test func anArchiveInUseIsReadAsItStands() async throws {
    try await Pane.showing(server, "--archive", file) { pane in
      try await pane.shows("8/8 fresh")
      let before = names
      #expect(before == ["a.sqlite", "a.sqlite-bell", "a.sqlite-shm", "a.sqlite-wal"])
      let end = try check("--offline")
      #expect(end.status == 0 && names == before)
      #expect(end.text.contains("\n ok \(file) 400 days from "))
      #expect(end.text.contains("\n ok 8 of \(month)'s 10000 calls are spent, 9992 are left\n"))
    }
  }

  @Test(arguments: [[], ["--offline"]])
  func aDamagedArchiveIsNamedAndLeftAlone(arguments: [String]) async throws {
    try await fill()
    var bytes = try Data(contentsOf: URL(filePath: file))
    bytes.replaceSubrange(8_192..<20_480, with: Data(repeating: 0xff, count: 12_288))
    for damaged in [bytes, Data(repeating: 7, count: 9_000)] {
      try damaged.write(to: URL(filePath: file))
      let end = arguments.isEmpty ? try check() : try check("--offline")
      #expect(end.status == 1)
      #expect(end.text.contains("\narchive\n BAD The archive \(file) is damaged; a dashboard"))
      #expect(end.text.contains("\n ok not known, since it is counted in the archive"))
      #expect(try names == ["a.sqlite", "a.sqlite-bell"] && Data(contentsOf: URL(filePath: file)) == damaged)
      guard arguments.isEmpty else { continue }
      #expect(end.text.contains("; the 8 of this check aren't counted\n"))
    }
    #expect(server.calls.count == (arguments.isEmpty ? 16 : 0))
  }

  /// The last bytes of `user_version` and `application_id`.
  @Test(arguments: [
    (63, "is of a newer liqtop (version 99) and is"),
    (71, "isn't an archive of liqtop and is left"),
  ])
  func whatIsNewerOrAnotherProgramsIsNamedAndLeftAlone(offset: Int, says: String) async throws {
    try await fill()
    var bytes = try Data(contentsOf: URL(filePath: file))
    bytes[offset] = 99
    try bytes.write(to: URL(filePath: file))
    let end = try check("--offline")
    #expect(end.status == 1 && end.text.contains("\n BAD ") && end.text.contains(says))
    #expect(try names == ["a.sqlite", "a.sqlite-bell"] && Data(contentsOf: URL(filePath: file)) == bytes)
  }

  @Test func aPlaceThatCannotHoldAnArchiveIsNamed() throws {
    for (place, says) in [
      ("/dev/null/x/a.sqlite", "There can't be an archive at /dev/null/x/a.sqlite"),
      (files.folder, "\(files.folder) is a folder, so it can't be the archive;"),
    ] {
      let end = try files.run(
        "check", "--offline", "--archive", place, environment: ["NEWHEDGE_API_TOKEN": Pane.token])
      #expect(end.status == 1 && end.output.contains(" BAD  \(says)"))
    }
  }

  // MARK: - Calls

  @Test func theCallsOfACheckAreCounted() async throws {
    #expect(try check().text.contains("10000 calls are spent, 9992 are left; 8 of them by"))
    let end = try check()
    #expect(end.status == 0)
    #expect(end.text.contains("\n ok 16 of \(month)'s 10000 calls are spent, 9984 are left; 8 of"))
    #expect(try await spent() == 16 && server.calls.count == 16)
  }

  @Test func callsThatReachNobodyAreNotCounted() async throws {
    try await server.stop()
    let end = try check()
    #expect(end.status == 1 && end.text.contains("BAD Binance long no connection to 127.0.0.1"))
    #expect(end.text.contains("\n ok 0 of \(month)'s 10000 calls are spent, 10000 are left\n"))
  }

  @Test func overTheQuotaItSpendsNothing() async throws {
    try await fill(spent: 95)
    let end = try check("--quota", "100")
    #expect(end.status == 1)
    let resumes = "\(Month(of: Timestamp.now).next.firstDay)T00:01Z"
    #expect(
      end.text.contains(
        "\nquota\n BAD 95 of \(month)'s 100 calls are spent; fetching goes on \(resumes)\n"))
    #expect(end.text.contains("\nmetrics not fetched, so no call was spent\n"))
    #expect(try await spent() == 95 && server.calls.isEmpty)
  }

  @Test func whatTheServerCountsAsSpentIsLeftAlone() async throws {
    let error = FetchError(Metric(.okx, .long), .quotaSpent(retryAfter: .seconds(7_200)))
    try await archive().record(error, at: .now)
    let end = try check()
    #expect(end.status == 1 && server.calls.isEmpty)
    #expect(end.text.contains("\n BAD the server says that \(month)'s calls are spent; fetching"))
  }

  // MARK: - The report

  @Test func itFitsOneScreen() async throws {
    try await fill(spent: 30)
    let end = try files.run(
      "check", "--base-url", server.url, "--archive", file,
      environment: ["NEWHEDGE_API_TOKEN": Pane.token])
    let lines = end.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let rows = lines.map { max(1, ($0.count + 79) / 80) }.reduce(0, +)
    #expect(lines.count > 30 && rows <= 40, "\(end.output)")
    // Only a path may be too long for a line.
    #expect(lines.allSatisfy { $0.count <= 80 || $0.contains("/") }, "\(end.output)")
  }

  @Test func asJSONItSaysTheSame() async throws {
    try await fill(spent: 30)
    let text = try check("--format", "json", "--quota", "40").text
    for part in [
      #""days" : 400"#, #""first" : "\#(Day.today - 399)""#, #""newest" : "\#(Day.today)""#,
      #""metrics" : 8"#, #""mode" : "0600""#, #""revisions" : 1"#, #""path" : "\#(file)""#,
      #""limit" : 40"#, #""spent" : 38"#, #""month" : "\#(Month(of: Timestamp.now))""#,
      #""resumes" : "\#(Month(of: Timestamp.now).next.firstDay)T00:01Z""#,
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }

  // MARK: - What is there

  private var names: [String] {
    let all = try? FileManager.default.contentsOfDirectory(atPath: files.folder)
    return (all ?? []).filter { $0.hasPrefix("a.") }.sorted()
  }

  private func archive() throws -> SeriesArchive {
    let token = try APIToken(Pane.token, from: .program)
    return SeriesArchive(path: file, source: server.url, token: token.fingerprint, now: { .now })
  }

  private func spent() async throws -> Int { try await archive().load(at: .now).spent }

  /// An archive of all eight metrics, with one value that was replaced.
  private func fill(spent: Int = 0) async throws {
    let archive = try archive()
    let changed = Market().with(Metric(.okx, .long), daysAgo: 3, 99_900_000)
    for (market, metrics) in [(changed, Metric.allCases), (Market(), [Metric(.okx, .long)])] {
      for metric in metrics {
        _ = await archive.save(
          FetchedSeries(series: market.series(metric)), validator: nil, of: .liquidations(metric), asOf: .now)
      }
    }
    _ = await archive.take(spent, of: .max, at: .now)
    await archive.close()
  }
}

extension Timestamp {
  fileprivate static var now: Timestamp { Timestamp(seconds: Int64(time(nil))) }
}
