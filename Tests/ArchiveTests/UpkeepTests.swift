import Liquidations
import LiveSupport
import Refresh
import Testing

@testable import Archive

/// What an owner does to an archive by hand comes about whole, or not at all, beside those who are at work.
@Suite(.timeLimit(.minutes(20))) struct UpkeepTests {
  private let site: ArchiveFolder
  private let start = ArchiveFolder.start
  private let first = Day(number: 20_454)

  init() throws {
    site = try ArchiveFolder()
  }

  private func upkeep() throws -> ArchiveUpkeep {
    try ArchiveUpkeep(path: site.path, isMade: true, patience: .milliseconds(50))
  }

  private func value(
    _ offset: Int, _ usd: Double, _ key: SeriesKey = .okxLong, at time: Timestamp? = nil
  ) -> ImportedValue {
    ImportedValue(day: first + offset, key: key, usd: usd, fetchedAt: time)
  }

  private func reading(_ source: String) throws -> ArchiveReading {
    try #require(
      try ArchiveReading(
        path: site.path, source: source, timesOf: first...(first + 9), at: start))
  }

  // MARK: - Import

  @Test func importedDaysAreASourceOfTheirOwn() async throws {
    let bytes = try await site.fill()
    let early = start + .seconds(-86_400)
    let count = try upkeep().add(
      [value(0, 5, at: early), value(2, 0), value(0, -7, .bybitShort)], to: "desk", asOf: start,
      at: start)
    #expect(count == ImportCount(new: 3))
    let desk = try reading("desk")
    #expect(desk.kept.readings.count == 2 && desk.kept.fault == nil)
    let okx = try #require(desk.kept.readings[.okxLong])
    #expect(okx.series == series([5, nil, 0]).series && okx.asOf == start)
    #expect(desk.times[Metric(.okx, .long)] == [first: early, first + 2: start])
    #expect(try reading(ArchiveFolder.source).kept.readings[.okxLong]?.series.count == 400)
    #expect(site.bytes() != bytes)
  }

  @Test func importedAgainAValueReplacesTheOneBefore() throws {
    _ = try upkeep().add([value(0, 5), value(1, 6)], to: "desk", asOf: start, at: start)
    let later = start + .seconds(60)
    let count = try upkeep().add(
      [value(0, 5), value(1, 8), value(2, 9)], to: "desk", asOf: later, at: later)
    #expect(count == ImportCount(new: 1, changed: 1, same: 1))
    #expect(try reading("desk").kept.readings[.okxLong]?.series == series([5, 8, 9]).series)
    #expect(
      try site.rows("SELECT old_usd, new_usd FROM revisions", columns: 2) == ["6.0|8.0"])
    let before = try upkeep().add([value(3, 1)], to: "desk", asOf: start, at: later)
    #expect(before.new == 1)
    #expect(try reading("desk").kept.readings[.okxLong]?.asOf == later)
  }

  @Test func whereOneValueFailsNoneIsImported() async throws {
    _ = try await site.fill()
    try site.tamper("CREATE UNIQUE INDEX odd ON series (as_of) WHERE id > 8")
    let values = [value(0, 5), value(0, -7, .bybitShort)]
    #expect(throws: ArchiveUpkeepError.self) {
      try upkeep().add(values, to: "desk", asOf: start, at: start)
    }
    #expect(try reading("desk").kept.readings.isEmpty)
    #expect(try site.rows("SELECT count(*) FROM days", columns: 1) == ["3200"])
  }

  @Test func thoseWhoAreAtWorkHearOfIt() async throws {
    let archive = site.archive(source: "desk")
    _ = await archive.load(at: start)
    let news = try #require(await archive.news(of: .refresh))
    let version = await archive.version()
    _ = try upkeep().add([value(0, 5)], to: "desk", asOf: start, at: start)
    for await _ in news { break }
    #expect(await archive.version() != version)
    #expect(await archive.load(at: start).readings[.okxLong]?.series == series([5]).series)
    await archive.close()
  }

  // MARK: - Forget

  @Test func aSourceIsForgottenAndNoOther() async throws {
    _ = try await site.fill()
    let archive = site.archive()
    _ = await archive.take(8, of: 100, at: start)
    await archive.close()
    _ = try upkeep().add([value(0, 5), value(1, 6)], to: "desk", asOf: start, at: start)
    _ = try upkeep().add([value(0, 7)], to: "desk", asOf: start, at: start)
    let rows = "SELECT (SELECT count(*) FROM days), (SELECT count(*) FROM revisions)"
    let expected = SourceCount(values: 2, days: 2, revisions: 1)
    #expect(try upkeep().count(of: "desk") == expected)
    #expect(try upkeep().forget("desk", at: start) == expected)
    #expect(try upkeep().count(of: "desk") == nil)
    #expect(try upkeep().forget("desk", at: start) == nil)
    #expect(try site.rows(rows, columns: 2) == ["3200|0"])
    #expect(try upkeep().forget(ArchiveFolder.source, at: start)?.values == 3_200)
    #expect(try site.rows(rows, columns: 2) == ["0|0"])
    #expect(try site.rows("SELECT count FROM calls", columns: 1) == ["8"])
  }

  @Test func whatFeedsToldIsForgottenFromEveryTable() async throws {
    try await site.fillLive()
    let count = try #require(try upkeep().forget(SeriesArchive.exchanges, at: start))
    #expect(count.liquidations == 400 && count.hours == 8 && count.values == 0)
    for table in Schema.tables.joined() where table != "changes" {
      #expect(try site.rows("SELECT count(*) FROM \(table)", columns: 1) == ["0"], "\(table)")
    }
  }

  @Test func whatIsBeingFetchedIsNotForgotten() async throws {
    _ = try await site.fill()
    let archive = site.archive()
    #expect(await archive.leads(at: start))
    #expect {
      try upkeep().forget(ArchiveFolder.source, at: start)
    } throws: { error in
      "\(error)".contains("would keep it anew") && (error as? ArchiveUpkeepError)?.kind == .busy
    }
    #expect(try upkeep().count(of: ArchiveFolder.source)?.values == 3_200)
    await archive.close()
  }

  // MARK: - Vacuum

  @Test func aVacuumGainsWhatIsFreeAndChangesNothing() async throws {
    _ = try await site.fill()
    let pane = site.archive(source: "https://desk.example")
    _ = await pane.load(at: start)
    _ = try upkeep().forget(ArchiveFolder.source, at: start)
    await pane.save(series([1, 2]), of: .okxLong, asOf: start)
    let before = await pane.load(at: start)
    let sizes = try upkeep().vacuum(at: start)
    #expect(sizes.after < sizes.before && sizes.after > 0)
    #expect(await pane.load(at: start) == before)
    await pane.save(series([1, 3]), of: .okxLong, asOf: start)
    #expect(await pane.load(at: start).fault == nil)
    await pane.close()
    let found = try #require(try ArchiveContents(path: site.path, at: start))
    #expect(found.free == 0 && found.sources.map(\.name) == ["https://desk.example"])
    #expect(try Schema.state(of: site.database()) == .current)
  }

  @Test func aLargeFileIsLeftToThoseWhoAreAtWork() async throws {
    _ = try await site.fill()
    let archive = site.archive()
    #expect(await archive.leads(at: start))
    let bytes = site.bytes()
    #expect(throws: ArchiveUpkeepError.self) { try upkeep().vacuum(at: start, besideOthers: 4_096) }
    #expect(site.bytes() == bytes)
    await archive.close()
    #expect(try upkeep().vacuum(at: start, besideOthers: 4_096).after > 0)
  }

  // MARK: - Export

  @Test func everyValueIsExportedAndWhatStoodBefore() async throws {
    let archive = site.archive()
    await archive.save(series([1, 2]), of: .okxLong, asOf: start)
    await archive.save(series([-3]), of: .bybitShort, asOf: start)
    await archive.save(series([1, 4]), of: .okxLong, asOf: start + .seconds(60))
    await archive.close()
    _ = try upkeep().add([value(0, 9)], to: "desk", asOf: start, at: start)
    try site.tamper("INSERT INTO days SELECT id, 7, -5, 0 FROM series WHERE source = 'desk'")
    var values: [ArchivedValue] = []
    let left = try ArchivedValue.forEach(in: site.path) {
      values = []
    } _: {
      values.append($0)
    }
    #expect(left == 1)
    let words = values.map { value in
      "\(value.source) \(value.day - first) \(value.key.name) \(value.usd) "
        + (value.replacedAt == nil ? "stands" : "replaced")
    }
    #expect(
      words == [
        "desk 0 OKX long 9.0 stands", "https://newhedge.io 0 OKX long 1.0 stands",
        "https://newhedge.io 0 Bybit short -3.0 stands",
        "https://newhedge.io 1 OKX long 2.0 replaced",
        "https://newhedge.io 1 OKX long 4.0 stands",
      ])
    var one = 0
    _ = try ArchivedValue.forEach(in: site.path, of: "desk") {
    } _: { _ in
      one += 1
    }
    #expect(one == 1)
  }

  // MARK: - What can't be

  @Test func whatIsNoArchiveIsLeftAlone() throws {
    #expect(throws: ArchiveUpkeepError.self) { try ArchiveUpkeep(path: site.path) }
    #expect(try site.names().isEmpty)
    let bytes = [UInt8](repeating: 65, count: 4_096)
    try site.write(bytes)
    #expect(throws: ArchiveUpkeepError(.unreadable, "\(site.path) isn't an archive of liqtop.")) {
      try upkeep()
    }
    #expect(site.bytes() == bytes)
  }

  @Test func anothersLockIsSaid() async throws {
    _ = try await site.fill()
    let other = try site.database()
    try other.script("BEGIN IMMEDIATE")
    #expect {
      try upkeep().add([value(0, 1)], to: "desk", asOf: start, at: start)
    } throws: { error in (error as? ArchiveUpkeepError)?.kind == .busy }
  }
}
