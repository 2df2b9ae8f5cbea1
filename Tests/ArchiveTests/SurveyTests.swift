import Liquidations
import Refresh
import Testing

@testable import Archive

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.timeLimit(.minutes(20))) struct SurveyTests {
  private let site: ArchiveFolder

  init() throws {
    site = try ArchiveFolder()
  }

  private func survey() -> ArchiveSurvey {
    ArchiveSurvey(
      path: site.path, source: ArchiveFolder.source, token: "0123456789abcdef",
      patience: .milliseconds(50), at: ArchiveFolder.start)
  }

  @Test func seesWhatADashboardSees() async throws {
    _ = try await site.fill()
    let archive = site.archive()
    await archive.save(series(2...401), of: .okxLong, asOf: ArchiveFolder.start)
    _ = await archive.take(8, of: 100, at: ArchiveFolder.start)
    for isInUse in [true, false] {
      if !isInUse { await archive.close() }
      let names = try site.names()
      #expect(names.count == (isInUse ? 4 : 2))
      let survey = survey()
      #expect(survey.fault == nil)
      #expect(survey.kept == (await site.archive().load(at: ArchiveFolder.start)))
      #expect(survey.revisions == 400 && survey.permissions == 0o600)
      #expect(try site.names() == names)
    }
  }

  @Test func whatAKilledProcessLeftInItsLogIsSeen() async throws {
    _ = try await site.fill()
    let archive = site.archive()
    await archive.save(series([7]), of: .okxLong, asOf: ArchiveFolder.start)
    let copy = try ArchiveFolder()
    for ending in ["", "-wal", "-shm"] { try copy.write(try #require(site.bytes(ending)), ending) }
    let before = (copy.bytes(), copy.bytes("-wal"))
    let survey = ArchiveSurvey(
      path: copy.path, source: ArchiveFolder.source, token: "", at: ArchiveFolder.start)
    #expect(survey.kept?.readings[.okxLong]?.series[Day(number: 20_454)] == 7)
    #expect(copy.bytes() == before.0 && copy.bytes("-wal") == before.1)
  }

  @Test func aLockOfAnotherProgramIsAFault() async throws {
    _ = try await site.fill()
    let other = try site.database()
    try other.script("BEGIN IMMEDIATE")
    #expect(survey().fault?.hasPrefix("Another program has locked \(site.path);") == true)
    try other.script("ROLLBACK")
    #expect(survey().fault == nil)
  }

  @Test func damageThatNoDashboardWouldComeUponAtTheStartIsFound() async throws {
    var bytes = try await site.fill()
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'days'"
    let page = Int(try #require(site.database().first(sql) { $0.integer(0) }))
    bytes.replaceSubrange(
      (page - 1) * 4_096..<page * 4_096, with: repeatElement(0xff, count: 4_096))
    try site.write(bytes)
    #expect(await site.archive().load(at: ArchiveFolder.start).fault == nil)
    #expect(survey().fault?.contains(" is damaged; ") == true)
  }

  @Test func whatMayNotBeWrittenIsAFaultAndIsRead() async throws {
    // Root may write everything.
    guard geteuid() != 0 else { return }
    _ = try await site.fill()
    chmod(site.path, 0o400)
    let survey = survey()
    #expect(survey.fault?.contains(" may not be written; ") == true)
    #expect(survey.kept?.readings.count == 8)
  }

  @Test func nothingIsMadeWhereNothingIs() throws {
    let survey = survey()
    #expect(survey.fault == nil && survey.size == nil && survey.kept == nil)
    #expect(try site.names().isEmpty)
    try site.write([])
    #expect(self.survey().fault?.contains(" is empty, ") == true && self.survey().size == 0)
    #expect(try site.names() == ["archive.sqlite"] && site.bytes() == [])
  }
}
