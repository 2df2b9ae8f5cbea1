import Liquidations
import Refresh
import Testing

@testable import Archive

/// An archive is read as it lies there, and is afterwards what it was before.
@Suite(.timeLimit(.minutes(20))) struct ReadingTests {
  private let site: ArchiveFolder
  private let start = ArchiveFolder.start
  private let okx = Metric(.okx, .long)
  /// Of the series that the tests save.
  private let first = Day(number: 20_454)

  init() throws {
    site = try ArchiveFolder()
  }

  private func reading(
    _ source: String = ArchiveFolder.source, timesOf days: ClosedRange<Day>? = nil
  ) throws -> ArchiveReading? {
    try ArchiveReading(
      path: site.path, source: source, timesOf: days, patience: .milliseconds(20), at: start)
  }

  /// Why it can't be read.
  private func refusal() -> String? {
    do {
      _ = try reading()
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func seesWhatADashboardSees() async throws {
    _ = try await site.fill()
    let archive = site.archive()
    await archive.save(series(2...401), of: .okxLong, asOf: start)
    for isInUse in [true, false] {
      if !isInUse { await archive.close() }
      let before = (try site.names(), site.bytes(), site.bytes("-wal"))
      #expect(before.0.contains("archive.sqlite-wal") == isInUse)
      let reading = try #require(try reading())
      let readings = await site.archive().load(at: start).readings
      #expect(reading.kept.readings == readings && readings.count == 8)
      #expect(reading.kept.fault == nil && reading.times.isEmpty)
      #expect(try site.names() == before.0)
      #expect(site.bytes() == before.1 && site.bytes("-wal") == before.2)
    }
  }

  @Test func saysSinceWhenADayHasItsValue() async throws {
    let archive = site.archive()
    await archive.save(series([1, 2, 3]), of: .okxLong, asOf: start)
    await archive.save(series([1, 5, 3, 4]), of: .okxLong, asOf: start + .seconds(60))
    await archive.save(series([-1]), of: .bybitShort, asOf: start)
    let times = try #require(try reading(timesOf: first + 1...first + 9)).times
    #expect(
      times == [
        okx: [
          first + 1: start + .seconds(60), first + 2: start, first + 3: start + .seconds(60),
        ]
      ])
    await archive.close()
  }

  @Test func theFormatBeforeIsReadAndStays() throws {
    try site.write([])
    let database = try site.database()
    try database.script(FormatOne.tables)
    try database.script(FormatOne.rows)
    database.close()
    let bytes = site.bytes()
    let reading = try #require(
      try reading(timesOf: Day(number: 19_700)...Day(number: 19_701)))
    let readings = reading.kept.readings
    #expect(readings[.okxLong]?.series[Day(number: 19_701)] == 1_001)
    #expect(readings[.bybitShort]?.series[Day(number: 19_700 + 450)] == nil)
    #expect(readings[.bybitShort]?.asOf == Timestamp(seconds: 1_781_514_000))
    #expect(reading.times[okx]?.count == 2)
    #expect(reading.sources == ["https://newhedge.io", "https://other"])
    #expect(site.bytes() == bytes)
    #expect(try site.names() == ["archive.sqlite"])
  }

  @Test func whoWritesIsNotWaitedFor() async throws {
    _ = try await site.fill()
    let other = try site.database()
    try other.script("BEGIN IMMEDIATE; DELETE FROM days")
    #expect(try reading()?.kept.readings[.okxLong]?.series.count == 400)
    try other.script("ROLLBACK")
  }

  @Test func aLockThatForbidsReadingIsSaid() async throws {
    _ = try await site.fill()
    try site.tamper("PRAGMA journal_mode = DELETE")
    let other = try site.database()
    try other.script("BEGIN EXCLUSIVE; UPDATE changes SET count = 1")
    #expect(
      refusal() == "another program has locked \(site.path). Try again once it has let go.")
    try other.script("ROLLBACK")
    #expect(try reading()?.kept.readings.count == 8)
  }

  @Test func sourcesDoNotMix() async throws {
    _ = try await site.fill()
    let reading = try #require(try reading("https://other"))
    #expect(reading.kept.readings.isEmpty && reading.sources == [ArchiveFolder.source])
  }

  @Test func whereNothingIsNothingIsMade() throws {
    #expect(try reading() == nil)
    #expect(try site.names().isEmpty)
  }

  @Test(arguments: ForeignFileTests.strangers.indices)
  func whatIsNoArchiveIsLeftAlone(index: Int) throws {
    let (name, bytes) = ForeignFileTests.strangers[index]
    try site.write(bytes)
    #expect(refusal() == "\(site.path) isn't an archive of liqtop.", "\(name)")
    #expect(site.bytes() == bytes)
    #expect(try site.names() == ["archive.sqlite"])
  }

  @Test func ofANewerFormatItSaysSo() async throws {
    _ = try await site.fill()
    try site.tamper("PRAGMA user_version = 99")
    #expect(
      refusal()
        == "the archive \(site.path) is of a newer liqtop (version 99). Update liqtop.")
  }

  @Test func damageIsSaidAndLeftAlone() async throws {
    var bytes = try await site.fill()
    bytes.replaceSubrange(
      4_096..<bytes.count, with: repeatElement(0xff, count: bytes.count - 4_096))
    try site.write(bytes)
    #expect(refusal() == "the archive \(site.path) is damaged. Run liqtop check.")
    #expect(site.bytes() == bytes)
    #expect(try site.names() == ["archive.sqlite", "archive.sqlite-bell"])
  }
}
