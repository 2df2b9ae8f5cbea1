import Liquidations
import LiveSupport
import Testing

@testable import Archive

/// What an archive holds is counted as it lies there, of all its sources.
@Suite(.timeLimit(.minutes(20))) struct ContentsTests {
  private let site: ArchiveFolder
  private let start = ArchiveFolder.start

  init() throws {
    site = try ArchiveFolder()
  }

  private func contents() throws -> ArchiveContents {
    try #require(try ArchiveContents(path: site.path, patience: .milliseconds(50), at: start))
  }

  @Test func eachSourceIsCountedByItself() async throws {
    _ = try await site.fill()
    let other = site.archive(source: "https://desk.example")
    await other.save(series([1, nil, 3]), of: .okxLong, asOf: start + .seconds(-60))
    await other.save(series([1, nil, 4]), of: .okxLong, asOf: start)
    await other.close()
    let found = try contents()
    #expect(found.sources.map(\.name) == ["https://desk.example", ArchiveFolder.source])
    #expect(found.sources[0].revisions == 1 && found.sources[1].revisions == 0)
    let first = Day(number: 20_454)
    #expect(
      found.sources[0].series == [
        ArchiveContents.Kept(key: .okxLong, days: first...(first + 2), count: 2, asOf: start)
      ])
    #expect(found.sources[1].series.map(\.key) == SeriesKey.liquidations)
    #expect(found.sources[1].series.allSatisfy { $0.count == 400 && $0.days?.count == 400 })
    #expect(found.version == Schema.version && found.size == site.bytes()?.count)
    #expect(found.heard.isEmpty && found.leases.isEmpty)
  }

  @Test func whatTheFeedsToldIsCountedWithItsCoverage() async throws {
    try await site.fillLive()
    let heard = try #require(try contents().heard.first)
    #expect(heard.place == SeriesArchive.exchanges && heard.tape.count == 400)
    #expect(heard.hours.count == 1 && heard.hours.times?.lowerBound == LiveSupport.start)
    #expect(heard.coverage.map(\.exchange) == Exchange.allCases)
    for covered in heard.coverage {
      #expect(covered.times == LiveSupport.start...(LiveSupport.start + .seconds(3_600)))
      #expect(covered.seconds == 3_600)
    }
  }

  @Test func spansThatOverlapCoverNoMoreThanThereIs() async throws {
    try await site.fillLive()
    try site.tamper("INSERT INTO coverage SELECT live, exchange, start + 1, end FROM coverage")
    let heard = try #require(try contents().heard.first)
    #expect(heard.coverage.allSatisfy { $0.seconds == 3_600 })
  }

  @Test func aLeaseIsNamedWhileItIsHeld() async throws {
    let archive = site.archive()
    #expect(await archive.leads(at: start))
    let lease = try #require(try contents().leases.first)
    #expect(lease.work == ArchiveFolder.source && lease.renewedAt == start)
    #expect(lease.process == Platform.processID && lease.host == Platform.hostName)
    let late = try ArchiveContents(path: site.path, at: start + .seconds(200))
    #expect(late?.leases == [])
    await archive.close()
    #expect(try contents().leases.isEmpty)
  }

  @Test func theFormatBeforeIsCountedAndStays() throws {
    try site.write([])
    let database = try site.database()
    try database.script(FormatOne.tables)
    try database.script(FormatOne.rows)
    database.close()
    let bytes = site.bytes()
    let found = try contents()
    #expect(found.version == 1 && found.heard.isEmpty)
    #expect(found.sources.contains { $0.series.contains { $0.count > 0 } })
    #expect(site.bytes() == bytes)
  }

  @Test func whatIsNoneIsSaidToBeNone() throws {
    #expect(try ArchiveContents(path: site.path, at: start) == nil)
    try site.write(Array(repeating: 65, count: 4_096))
    #expect(throws: ArchiveUpkeepError(.unreadable, "\(site.path) isn't an archive of liqtop.")) {
      try contents()
    }
  }
}
