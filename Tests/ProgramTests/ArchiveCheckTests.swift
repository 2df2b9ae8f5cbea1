import FoundationEssentials
import Liquidations
import Newhedge
import Refresh
import Settings
import Testing

@testable import Archive
@testable import liqtop

/// What `liqtop check` says of the archive and of the month's calls.
@Suite struct ArchiveCheckTests {
  /// Nobody is there.
  private static let nowhere = "http://127.0.0.1:1"

  private let home: UserHome
  private let server: CountingServer
  private let file: String
  private let month = Month(of: WallClock.now()).name

  init() throws {
    home = try UserHome()
    server = CountingServer(today: WallClock.now().day)
    file = home.path("a.sqlite")
  }

  private func report(
    _ url: String, isOffline: Bool = false, archive: String? = nil, _ arguments: String...
  ) async throws -> CheckReport {
    let words = ["--base-url", url, "--archive", archive ?? file] + arguments
    let report = try await Check.report(
      UserHome.given(words),
      home.environment(["NEWHEDGE_API_TOKEN": UserHome.token]), isOffline: isOffline)
    #expect(!holdsToken(report.text))
    return report
  }

  /// Without the network.
  private func offline() async throws -> CheckReport {
    try await report(Self.nowhere, isOffline: true)
  }

  // MARK: - Archives

  @Test func withoutAnArchiveItSaysSoAndOfflineMakesNone() async throws {
    let report = try await offline()
    #expect(report.isWell && report.flat.contains("\narchive\n ok \(file) none yet\nquota\n"))
    #expect(
      report.flat.contains("\n ok 0 of \(month)'s 10000 calls are used, 10000 are left\n"))
    #expect(names.isEmpty)
  }

  @Test func whatIsInAnArchiveIsSaid() async throws {
    try await fill(spent: 30)
    let before = try bytes
    let report = try await offline()
    #expect(report.isWell)
    let days = "400 days from \(server.today - 399) to \(server.today) of 8 metrics, 1 revision"
    let text = report.flat
    #expect(text.contains("\narchive\n ok \(file) \(days) "), "\(text)")
    #expect(text.contains(" KiB, whole, nobody else may read it (0600)\nquota\n"))
    #expect(text.contains("\n ok 30 of \(month)'s 10000 calls are used, 9970 are left\n"))
    #expect(try names == ["a.sqlite", "a.sqlite-bell"] && bytes == before)
    try home.setMode(0o644, of: file)
    #expect(try await offline().flat.contains("whole, others may read it (0644)\n"))
    try home.setMode(0o666, of: file)
    let open = try await offline()
    #expect(!open.isWell && open.flat.contains("\n BAD \(file) Others may write it; run:"))
  }

  @Test(arguments: [false, true])
  func aDamagedArchiveIsNamedAndLeftAlone(isOffline: Bool) async throws {
    try await fill()
    var whole = try bytes
    whole.replaceSubrange(8_192..<20_480, with: Data(repeating: 0xff, count: 12_288))
    let strange = Data(repeating: 7, count: 9_000)
    for (damaged, says) in [
      (whole, "The archive \(file) is damaged; a dashboard"),
      (strange, "\(file) isn't an archive of liqtop and is left alone;"),
    ] {
      try damaged.write(to: URL(filePath: file))
      let report = try await server.serving { url in
        try await self.report(url, isOffline: isOffline)
      }
      #expect(!report.isWell)
      let text = report.flat
      #expect(text.contains("\narchive\n BAD \(says)"))
      #expect(text.contains("\n ok not known, since it is counted in the archive"))
      #expect(try names == ["a.sqlite", "a.sqlite-bell"] && bytes == damaged)
      #expect(text.contains("; the 8 of this check aren't counted\n") == !isOffline)
    }
    #expect(server.calls == (isOffline ? 0 : 16))
  }

  /// The last bytes of `user_version` and `application_id`.
  @Test(arguments: [
    (63, "is of a newer liqtop (version 99) and is"),
    (71, "isn't an archive of liqtop and is left"),
  ])
  func whatIsNewerOrAnotherProgramsIsNamedAndLeftAlone(offset: Int, says: String) async throws {
    try await fill()
    var changed = try bytes
    changed[offset] = 99
    try changed.write(to: URL(filePath: file))
    let report = try await offline()
    #expect(!report.isWell && report.flat.contains("\n BAD ") && report.flat.contains(says))
    #expect(try names == ["a.sqlite", "a.sqlite-bell"] && bytes == changed)
  }

  @Test func aPlaceThatCannotHoldAnArchiveIsNamed() async throws {
    for (place, says) in [
      ("/dev/null/x/a.sqlite", "There can't be an archive at /dev/null/x/a.sqlite"),
      (home.folder, "\(home.folder) is a folder, so it can't be the archive;"),
    ] {
      let report = try await self.report(Self.nowhere, isOffline: true, archive: place)
      #expect(!report.isWell && report.text.contains(" BAD  \(says)"))
    }
  }

  // MARK: - Calls

  @Test func theCallsOfACheckAreCounted() async throws {
    let (first, second, spent) = try await server.serving { url in
      (try await self.report(url), try await self.report(url), try await self.spent(url))
    }
    #expect(first.flat.contains("10000 calls are used, 9992 are left; 8 of them by"))
    #expect(second.isWell)
    let counted = "\n ok 16 of \(month)'s 10000 calls are used, 9984 are left; 8 of"
    #expect(second.flat.contains(counted))
    #expect(spent == 16 && server.calls == 16)
    #expect(second.metrics?.allSatisfy { $0.days == 400 && $0.isSpent } == true)
  }

  @Test func callsThatReachNobodyAreNotCounted() async throws {
    let report = try await self.report(Self.nowhere)
    #expect(!report.isWell)
    #expect(report.flat.contains("BAD Binance long no connection to 127.0.0.1"))
    #expect(
      report.flat.contains("\n ok 0 of \(month)'s 10000 calls are used, 10000 are left\n"))
  }

  @Test func overTheQuotaItSpendsNothing() async throws {
    try await fill(spent: 95)
    let report = try await self.report(Self.nowhere, "--quota", "100")
    #expect(!report.isWell && report.metrics == nil)
    let resumes = "\(Month(of: WallClock.now()).next.firstDay)T00:01Z"
    #expect(
      report.flat.contains(
        "\nquota\n BAD 95 of \(month)'s 100 calls are used; fetching resumes \(resumes)\n"))
    #expect(report.flat.contains("\nmetrics\n -- not fetched, so no call was used\n"))
    #expect(try await spent() == 95)
  }

  @Test func whatTheServerCountsAsSpentIsLeftAlone() async throws {
    let error = FetchError(Metric(.okx, .long), .quotaSpent(retryAfter: .seconds(7_200)))
    try await archive().record(error, at: WallClock.now())
    let report = try await self.report(Self.nowhere)
    #expect(!report.isWell && report.metrics == nil)
    #expect(
      report.flat.contains("\n BAD the server says that \(month)'s calls are used up; fetching"))
  }

  @Test func underAnothersLockItSpendsNothing() async throws {
    try await fill(spent: 30)
    let other = try Database(file, .writing, patience: .zero)
    try other.script("BEGIN IMMEDIATE")
    let report = try await server.serving { url in try await self.report(url) }
    try other.script("ROLLBACK")
    #expect(!report.isWell && report.metrics == nil && server.calls == 0)
    #expect(report.flat.contains("Another program has locked \(file);"))
    #expect(report.flat.contains("\nmetrics\n -- not fetched, so no call was used\n"))
    #expect(try await spent() == 30)
  }

  // MARK: - The report

  @Test func itFitsOneScreen() async throws {
    let text = try await server.serving { url in
      try await fill(url, spent: 30)
      return try await report(url).text
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let rows = lines.map { max(1, ($0.count + 79) / 80) }.reduce(0, +)
    #expect(lines.count > 30 && rows <= 40, "\(text)")
    // Only a path may be too long for a line.
    #expect(lines.allSatisfy { $0.count <= 80 || $0.contains("/") }, "\(text)")
  }

  @Test func asJSONItSaysTheSame() async throws {
    let text = try await server.serving { url in
      try await fill(url, spent: 30)
      return try await report(url, "--quota", "40").json
    }
    let now = WallClock.now()
    for part in [
      #""days" : 400"#, #""first" : "\#(server.today - 399)""#, #""newest" : "\#(server.today)""#,
      #""metrics" : 8"#, #""mode" : "0600""#, #""revisions" : 1"#, #""path" : "\#(file)""#,
      #""limit" : 40"#, #""spent" : 38"#, #""month" : "\#(Month(of: now))""#,
      #""resumes" : "\#(Month(of: now).next.firstDay)T00:01Z""#,
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }

  // MARK: - What is there

  private var names: [String] {
    let all = try? FileManager.default.contentsOfDirectory(atPath: home.folder)
    return (all ?? []).filter { $0.hasPrefix("a.") }.sorted()
  }

  private var bytes: Data {
    get throws { try Data(contentsOf: URL(filePath: file)) }
  }

  private func archive(_ url: String = nowhere) throws -> SeriesArchive {
    let token = try APIToken(UserHome.token, from: .program)
    return SeriesArchive(
      path: file, source: url, token: token.fingerprint, now: WallClock.now)
  }

  private func spent(_ url: String = nowhere) async throws -> Int {
    let archive = try archive(url)
    let spent = await archive.load(at: WallClock.now()).spent
    await archive.close()
    return spent
  }

  /// An archive of all metrics, with one value that was replaced.
  private func fill(_ url: String = nowhere, spent: Int = 0) async throws {
    let archive = try archive(url)
    let now = WallClock.now()
    let okx = Metric(.okx, .long)
    let other = server.series(okx).merged(with: Series([(day: server.today - 3, value: 9.99e7)]))
    _ = await archive.save(
      FetchedSeries(series: other), validator: nil, of: .liquidations(okx), asOf: now)
    for metric in Metric.allCases {
      let fetched = FetchedSeries(series: server.series(metric))
      _ = await archive.save(fetched, validator: nil, of: .liquidations(metric), asOf: now)
    }
    _ = await archive.take(spent, of: .max, at: now)
    await archive.close()
  }
}

extension CheckReport {
  /// The text with what is broken into several lines in one, runs of blanks counting as one.
  fileprivate var flat: String {
    text.replacing("\n      ", with: " ").squeezed + "\n"
  }
}
