import Liquidations
import Refresh
import Synchronization
import Testing

@testable import Archive

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.timeLimit(.minutes(20))) struct KeepingTests {
  private let start = ArchiveFolder.start

  @Test func givesBackWhatItWasGiven() async throws {
    let site = try ArchiveFolder()
    let first = site.archive()
    let rejected = DroppedValue(
      key: .okxLong, day: Day(number: 20_455), value: -5)
    let given = FetchedSeries(series: series([1, nil, 0, 2.5]).series, droppedValues: [rejected])
    let validator = Validator(etag: "\"e\"", lastModified: "Mon, 15 Jun 2026 10:00:00 GMT")
    let shown = await first.save(given, validator: validator, of: .okxLong, asOf: start)
    #expect(shown == given.series)
    let kept = await site.archive().load(at: start)
    #expect(
      kept.readings == [
        .okxLong: SeriesReading(
          series: given.series, asOf: start, droppedValues: [rejected], validator: validator)
      ])
    #expect(kept.fault == nil)
  }

  @Test func aFirstFrameIsReadOnTheCallersThread() async throws {
    let site = try ArchiveFolder()
    #expect(site.archive().loadHistoryHere(at: start).readings.isEmpty)
    let first = site.archive()
    await first.save(series([1, 2]), of: .okxLong, asOf: start)
    await first.announce(AnnouncedPlan(loading: [], schedule: .next(start)))
    _ = await first.take(8, of: 100, at: start)
    await first.close()
    let kept = site.archive().loadHistoryHere(at: start)
    #expect(kept.readings[.okxLong]?.series == series([1, 2]).series)
    #expect(kept.spent == 8 && kept.announced == nil && kept.fault == nil)
  }

  @Test func aFirstFrameIsReadOnTheArchivesThreadWhileTheCallersGoesOn() async throws {
    let site = try ArchiveFolder()
    let first = site.archive()
    await first.save(series([1, 2]), of: .okxLong, asOf: start)
    await first.close()
    let archive = site.archive()
    let (told, tell) = AsyncStream.makeStream(of: StoredState.self)
    let caller = Platform.thread
    // While the caller has the turn, it isn't waited for.
    archive.workHere { archive in
      archive.loadHistory(at: start) { kept in
        tell.yield(Platform.thread == caller ? StoredState() : kept)
      }
    }
    let kept = await told.first { _ in true }
    #expect(kept?.readings[.okxLong]?.series == series([1, 2]).series)
    await archive.close()
  }

  @Test func theTokensFingerprintIsMadeWhenItIsNeeded() async throws {
    let site = try ArchiveFolder()
    let count = Mutex(0)
    @Sendable func fingerprint() -> String {
      count.withLock { $0 += 1 }
      return "0123456789abcdef"
    }
    let archive = SeriesArchive(
      path: site.path, source: ArchiveFolder.source, token: fingerprint(),
      now: { ArchiveFolder.start })
    #expect(count.withLock { $0 } == 0)
    await archive.save(series([1]), of: .okxLong, asOf: start)
    _ = await archive.load(at: start)
    #expect(count.withLock { $0 } == 1)
    await archive.close()
  }

  @Test func aFirstFrameSeesWhatOthersHaveWrittenBeside() async throws {
    let site = try ArchiveFolder()
    let other = site.archive()
    await other.save(series([1, 2]), of: .okxLong, asOf: start)
    #expect(site.bytes("-wal")?.isEmpty == false)
    let kept = site.archive().loadHistoryHere(at: start)
    #expect(kept.readings[.okxLong]?.series == series([1, 2]).series)
    await other.close()
  }

  @Test func aFirstFrameOfAFileThatIsNoArchiveSaysWhatBecameOfIt() async throws {
    let site = try ArchiveFolder()
    try site.write(Array("no archive".utf8))
    let archive = site.archive()
    #expect(archive.loadHistoryHere(at: start).fault != nil)
    #expect(await archive.load(at: start).fault != nil)
  }

  @Test func keepsTheOldValueAsARevisionWithTheTimesOfBoth() async throws {
    let site = try ArchiveFolder()
    let archive = site.archive()
    await archive.save(series([1, 2]), of: .okxLong, asOf: start)
    await archive.save(series([1, 3]), of: .okxLong, asOf: start + .seconds(3_600))
    #expect(await archive.load(at: start).readings[.okxLong]?.series == series([1, 3]).series)
    #expect(
      try site.rows("SELECT * FROM revised", columns: 8) == [
        "https://newhedge.io|2026-01-02|okx|long|2.0|2026-06-15 10:00:00|3.0|2026-06-15 11:00:00"
      ])
    #expect(
      try site.rows("SELECT day, usd, fetched_at FROM amounts ORDER BY day", columns: 3) == [
        "2026-01-01|1.0|2026-06-15 10:00:00", "2026-01-02|3.0|2026-06-15 11:00:00",
      ])
  }

  @Test func keepsADayThatIsNoLongerGiven() async throws {
    let site = try ArchiveFolder()
    let archive = site.archive()
    await archive.save(series([1, 2, 3]), of: .okxLong, asOf: start)
    let shown = await archive.save(series([nil, nil, 4, 5]), of: .okxLong, asOf: start)
    #expect(shown == series([1, 2, 4, 5]).series)
    #expect(await site.archive().load(at: start).readings[.okxLong]?.series == shown)
  }

  @Test func aSeriesWithoutADayIsKeptAsSuch() async throws {
    let site = try ArchiveFolder()
    await site.archive().save(series([]), of: .okxLong, asOf: start)
    let reading = await site.archive().load(at: start).readings[.okxLong]
    #expect(reading == SeriesReading(series: .empty, asOf: start))
  }

  @Test func theSameAgainWritesAlmostNothing() async throws {
    let site = try ArchiveFolder()
    let archive = site.archive()
    await archive.save(series(1...160), of: .okxLong, asOf: start)
    let before = try #require(site.bytes("-wal")).count
    await archive.save(series(1...160), of: .okxLong, asOf: start + .seconds(60))
    // Two pages: the time of the answer, and the count of changes.
    #expect(try #require(site.bytes("-wal")).count - before <= 2 * (4_096 + 24))
    #expect(await archive.load(at: start).readings[.okxLong]?.asOf == start + .seconds(60))
  }

  @Test func sourcesNeverMixAndTokensShareWhatWasReceived() async throws {
    let site = try ArchiveFolder()
    let error = FetchError(.okxLong, .forbidden)
    let one = site.archive()
    await one.save(series([1]), of: .okxLong, asOf: start)
    await one.record(error, at: start)
    let elsewhere = await site.archive(source: "https://other").load(at: start)
    #expect(elsewhere == StoredState())
    let otherToken = await site.archive(token: "other").load(at: start)
    #expect(otherToken.readings[.okxLong]?.series == series([1]).series)
    #expect(otherToken.readings[.okxLong]?.error == nil)
    #expect(await one.load(at: start).readings[.okxLong]?.error == error)
  }

  @Test func anErrorStaysUntilTheNextGoodAnswer() async throws {
    let site = try ArchiveFolder()
    let archive = site.archive()
    let later = start + .seconds(60)
    let error = FetchError(.okxLong, .rateLimited(retryAfter: .seconds(90)))
    await archive.record(error, at: start)
    let failed = await site.archive().load(at: start).readings[.okxLong]
    #expect(failed == SeriesReading(error: error, failedAt: start))
    await archive.save(series([1]), of: .okxLong, asOf: start)
    #expect(await site.archive().load(at: start).readings[.okxLong]?.error == nil)
    await archive.record(error, at: later)
    await archive.confirm(.okxLong, asOf: later)
    let confirmed = await site.archive().load(at: start).readings[.okxLong]
    #expect(confirmed == SeriesReading(series: series([1]).series, asOf: later))
  }

  @Test func aPersonCanReadWhyACallFailed() async throws {
    let site = try ArchiveFolder()
    let error = FetchError(.okxLong, .server(status: 503, retryAfter: nil))
    await site.archive().record(error, at: start)
    #expect(
      try site.rows("SELECT exchange, side, sentence, error FROM failures", columns: 4) == [
        "okx|long|OKX long: the server failed (503)|"
          + #"{"metric":"bitcoin_liquidations_okx_long","reason":{"server":{"status":503}}}"#
      ])
  }

  @Test func readsTheSingleDaysWhereThePackedOnesAreGone() async throws {
    let site = try ArchiveFolder()
    let archive = site.archive()
    await archive.save(series([1, nil, 3]), of: .okxLong, asOf: start)
    await archive.save(series([-4]), of: .bybitShort, asOf: start)
    try site.database().run("DELETE FROM packed WHERE series = 1")
    try site.database().run("UPDATE packed SET bytes = x'00'")
    let readings = await archive.load(at: start).readings
    #expect(readings[.okxLong]?.series == series([1, nil, 3]).series)
    #expect(readings[.bybitShort]?.series == series([-4]).series)
    await archive.save(series([2]), of: .okxLong, asOf: start)
    #expect(try site.rows("SELECT old_usd, new_usd FROM revised", columns: 2) == ["1.0|2.0"])
  }

  @Test func isItsOwnersAlone() async throws {
    let site = try ArchiveFolder()
    let path = "\(site.folder)/one/two/archive.sqlite"
    let archive = SeriesArchive(path: path, source: "s", token: "t", now: { ArchiveFolder.start })
    await archive.save(series([1]), of: .okxLong, asOf: start)
    for name in ["one", "one/two"] { #expect(mode("\(site.folder)/\(name)") == 0o700) }
    for ending in ["", "-wal", "-shm", "-bell"] { #expect(mode(path + ending) == 0o600) }
  }

  @Test func leavesTheFileAndItsBellWhenItIsClosed() async throws {
    let site = try ArchiveFolder()
    _ = try await site.fill()
    #expect(try site.names() == ["archive.sqlite", "archive.sqlite-bell"])
  }

  @Test func anyOrderOfAnswersLeavesTheNewestOfEachDay() async throws {
    var random = SystemRandomNumberGenerator()
    let site = try ArchiveFolder()
    let archive = site.archive()
    var model: [Int: Double] = [:]
    for round in 0..<60 {
      let first = Int.random(in: 0..<40, using: &random)
      let days = (0..<Int.random(in: 0..<20, using: &random)).map { first + $0 }
        .filter { _ in Bool.random(using: &random) }
      for day in days { model[day] = Double(round) }
      await archive.save(
        FetchedSeries(
          series: Series(
            days.map { (day: Day(number: 20_000 + $0), value: Double(round)) })),
        of: .okxLong, asOf: start + .seconds(round))
    }
    let expected = Series(
      model.map { (day: Day(number: 20_000 + $0.key), value: $0.value) })
    let other = site.archive()
    #expect(await other.load(at: start).readings[.okxLong]?.series == expected)
    try site.database().run("DELETE FROM packed")
    #expect(await other.load(at: start).readings[.okxLong]?.series == expected)
  }

  private func mode(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
  }
}
