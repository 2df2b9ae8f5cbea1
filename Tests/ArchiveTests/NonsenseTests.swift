import Liquidations
import Refresh
import Testing

@testable import Archive

/// A sound file that holds what can't be: it is left out and said, and nothing that is shown traps.
@Suite(.timeLimit(.minutes(20))) struct NonsenseTests {
  private let site: ArchiveFolder
  private let start = ArchiveFolder.start

  init() throws {
    site = try ArchiveFolder()
  }

  /// What somebody may do to a table, and what is said of it then.
  static let changes: [(sql: String, says: String?)] = [
    (
      "UPDATE series SET as_of = 9223372036854775000",
      "the time of the answer of Binance long and 7"
    ),
    (
      "UPDATE series SET as_of = -9223372036854775808 WHERE id = 3", "the time of the answer of OKX"
    ),
    ("UPDATE series SET as_of = 'soon' WHERE id = 3", nil),
    (
      "UPDATE packed SET bytes = x'00000080ffffffff000000000000f03f' WHERE series = 3",
      "packed days of OKX"
    ),
    (
      "UPDATE packed SET bytes = x'ffffffffffffff7f000000000000f03f' WHERE series = 3",
      "packed days of OKX"
    ),
    (
      "UPDATE packed SET bytes = x'0100000000000000ffffffffffffef7f' WHERE series = 3",
      "an amount of OKX long"
    ),
    (
      "UPDATE packed SET bytes = x'0100000000000000000000000000f0bf' WHERE series = 3",
      "an amount of OKX long"
    ),
    (
      "DELETE FROM packed; UPDATE days SET day = -9223372036854775808 WHERE day = 20454 AND series = 3",
      "a day of OKX long"
    ),
    (
      "DELETE FROM packed; UPDATE days SET day = 2147483647 WHERE day = 20454 AND series = 3",
      "a day of OKX long"
    ),
    (
      "DELETE FROM packed; UPDATE days SET usd = 9e999 WHERE day = 20454 AND series = 3",
      "a day of OKX long"
    ),
    (
      "DELETE FROM packed; UPDATE days SET usd = -usd WHERE day < 20464 AND series = 3",
      "10 days of OKX long"
    ),
    (
      "UPDATE series SET etag = 'a' || char(13, 10) || 'Host: b' WHERE id = 3",
      "what to send back of OKX"
    ),
    (
      "UPDATE series SET rejections = '[{\"metric\":\"bitcoin_liquidations_okx_long\",\"day\":9e18,\"value\":1}]'",
      nil
    ),
    ("UPDATE failures SET failed_at = 9223372036854775807", "a failed call"),
    (
      "UPDATE failures SET error = '{\"metric\":\"bitcoin_liquidations_bybit_short\",\"reason\":{\"rateLimited\":{\"retryAfter\":[9223372036854775807,9223372036854775807]}}}'",
      "a failed call"
    ),
    ("UPDATE failures SET error = 'no'", "a failed call"),
    (
      "UPDATE failures SET error = '{\"metric\":\"bitcoin_liquidations_bybit_short\",\"reason\":{\"noConnection\":{\"host\":\"h\",\"proxy\":{\"wantsLogin\":{\"_0\":\"p:1\",\"variable\":\"a\\u001b[2J\"}}}}}'",
      "a failed call"
    ),
    (
      "UPDATE leaders SET plan = '{\"loading\":[],\"schedule\":{\"next\":{\"_0\":9223372036854775807}}}'",
      "a plan"
    ),
    (
      "UPDATE leaders SET asked = '{\"at\":-9223372036854775808,\"isBeyondQuota\":false}'",
      "a request"
    ),
    ("UPDATE leaders SET renewed_at = -9223372036854775808", nil),
    ("UPDATE calls SET count = 9223372036854775807", nil),
    ("UPDATE calls SET count = -5", nil),
    ("UPDATE changes SET count = 9223372036854775807", nil),
    ("UPDATE changes SET count = 'many'", nil),
    ("DELETE FROM changes", nil),
  ]

  @Test(arguments: NonsenseTests.changes.indices) func whatCannotBeIsLeftOutAndSaid(index: Int)
    async throws
  {
    let (sql, says) = Self.changes[index]
    _ = try await site.fill()
    let first = site.archive()
    await first.record(FetchError(.bybitShort, .rateLimited(retryAfter: .seconds(90))), at: start)
    await first.announce(AnnouncedPlan(loading: [.okxLong], schedule: .next(start)))
    await first.ask(RefreshRequest(at: start))
    #expect(await first.leads(at: start))
    _ = await first.take(8, of: 100, at: start)
    try site.database().script(sql)
    let archive = site.archive()
    let kept = await archive.load(at: start)
    #expect(kept.fault?.isWriting ?? true)
    #expect(
      kept.fault?.sentence.contains(says ?? "—") == (says == nil ? nil : true),
      "\(kept.fault as Any)")
    try useAll(kept)
    // It can be written to all the same, and counted in.
    let shown = await archive.save(series([5]), of: .okxLong, asOf: start)
    #expect(shown[Day(number: 20_454)] == 5)
    _ = await archive.take(8, of: .max, at: start)
    await archive.giveBack(3, at: start)
    _ = await (archive.leads(at: start), archive.version())
    let survey = ArchiveSurvey(
      path: site.path, source: ArchiveFolder.source, token: "0123456789abcdef", at: start)
    #expect(survey.fault == nil)
    try useAll(try #require(survey.kept))
  }

  /// What a refresher and a screen do with what is kept.
  private func useAll(_ kept: StoredState) throws {
    let snapshot = Snapshot(kept, policy: RefreshPolicy(), at: start)
    #expect((snapshot.quota?.spent ?? -1) >= 0)
    if let slots = snapshot.history.slots {
      #expect(slots.count < 90_000)
      #expect(snapshot.history.sum(slots).gross().map(\.isFinite) ?? true)
    }
    for key in snapshot.keys {
      #expect(snapshot[key].asOf.map { abs(($0.day - start.day)) < 90_000 } ?? true)
      _ = snapshot[key].error?.description
    }
  }

  @Test func checkSaysWhatThePackedSeriesAndTheDaysDifferIn() async throws {
    _ = try await site.fill()
    func survey() -> ArchiveSurvey {
      ArchiveSurvey(path: site.path, source: ArchiveFolder.source, token: "", at: start)
    }
    #expect(survey().contradictions.isEmpty)
    try site.database().script(
      "UPDATE days SET usd = usd + 1 WHERE series = 3 AND day < 20456; DELETE FROM days WHERE series = 4 AND day = 20500; UPDATE days SET day = -7 WHERE series = 5 AND day = 20500"
    )
    #expect(
      survey().contradictions == [
        "OKX long: 2 days differ in the tables days and packed",
        "Deribit long: 1 days differ in the tables days and packed",
        "Binance short: 1 impossible value in the table days",
        "Binance short: 1 days differ in the tables days and packed",
      ])
  }

  @Test func whatIsOutOfBoundsIsNotLost() async throws {
    _ = try await site.fill()
    try site.database().script(
      "DELETE FROM packed; UPDATE days SET usd = -7 WHERE series = 3 AND day = 20454")
    await site.archive().save(series([9]), of: .okxLong, asOf: start)
    #expect(try site.rows("SELECT old_usd, new_usd FROM revised", columns: 2) == ["-7.0|9.0"])
  }

  // MARK: - Noise

  /// What is kept, what comes, and whether that is another value.
  static let noise: [(before: Double, after: Double, isOther: Bool)] = [
    (1_234_567.891_234_5, 1_234_567.891_234_6, false),
    (5_000_000_000, 5_000_000_004, false), (5_000_000_000, 5_000_000_006, true),
    (0, 0.009, false), (0, 0.011, true), (1, 1.02, true),
    (1_000_000, 1_000_000.009, false), (1_000_000, 1_000_000.02, true),
  ]

  @Test(arguments: NonsenseTests.noise.indices) func noiseIsNoRevision(index: Int) async throws {
    let (before, after, isOther) = Self.noise[index]
    let archive = site.archive()
    await archive.save(series([before, 3]), of: .okxLong, asOf: start)
    let shown = await archive.save(series([after, 3]), of: .okxLong, asOf: start + .seconds(60))
    #expect(shown[Day(number: 20_454)] == (isOther ? after : before))
    #expect(try site.rows("SELECT 1 FROM revisions", columns: 1).count == (isOther ? 1 : 0))
  }

  @Test func noiseThatCreepsIsOneRevisionOnceItIsMoreThanNoise() async throws {
    let archive = site.archive()
    for step in 0..<16 {
      await archive.save(series([5_000_000_000 + Double(step)]), of: .okxLong, asOf: start)
    }
    #expect(
      try site.rows("SELECT new_usd FROM revisions", columns: 1) == [
        "5000000006.0", "5000000012.0",
      ])
  }
}
