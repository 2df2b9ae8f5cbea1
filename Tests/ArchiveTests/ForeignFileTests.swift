import FoundationEssentials
import Liquidations
import Refresh
import Testing

@testable import Archive

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What lies in an archive's place without being one is neither changed nor renamed, and said.
@Suite(.timeLimit(.minutes(20))) struct ForeignFileTests {
  private let site: ArchiveFolder
  private let start = ArchiveFolder.start

  init() throws {
    site = try ArchiveFolder()
  }

  private var survey: ArchiveSurvey {
    ArchiveSurvey(path: site.path, source: ArchiveFolder.source, token: "", at: start)
  }

  /// Shows what is said, by a dashboard and by a check, and that nothing is done to what is there.
  private func expectLeftAlone(saying words: String, _ comment: Comment? = nil) async throws {
    let (names, bytes) = (try site.names(), site.bytes())
    let archive = site.archive()
    #expect(archive.loadHistoryHere(at: start).fault?.sentence.contains(words) == true, comment)
    #expect(await archive.leads(at: start), comment)
    #expect(await archive.save(series([1]), of: .okxLong, asOf: start) == series([1]).series)
    let kept = await archive.load(at: start)
    #expect(kept.fault?.sentence.contains(words) == true, "\(kept.fault as Any)")
    #expect(kept.fault?.isWriting == false && kept.readings.count == 1, comment)
    #expect(survey.fault?.contains(words) == true, "\(survey.fault as Any)")
    await archive.close()
    let isSame = site.bytes() == bytes
    #expect(isSame, comment)
    #expect(try site.names().filter { !$0.hasSuffix(".lock") } == names, comment)
  }

  // MARK: - Files

  /// What is no SQLite file, and what is no file of this program's.
  static let strangers: [(String, [UInt8])] = [
    ("one byte", [0x78]),
    ("a text", Array("not a database\n".utf8)),
    ("a picture", [0x89, 0x50, 0x4e, 0x47] + (0..<9_000).map { UInt8(truncatingIfNeeded: $0) }),
    ("encrypted", (0..<8_192).map { UInt8(truncatingIfNeeded: $0 &* 131 ^ $0 >> 3) }),
    ("zeros", [UInt8](repeating: 0, count: 12_288)),
    ("a header alone", Array("SQLite format 3\0".utf8)),
  ]

  @Test(arguments: ForeignFileTests.strangers.indices)
  func aFileThatIsNotSQLitesIsNobodysDamage(index: Int) async throws {
    let (name, bytes) = Self.strangers[index]
    try site.write(bytes)
    try await expectLeftAlone(saying: " isn't an archive of liqtop and is left alone;", "\(name)")
  }

  @Test func anEmptyFileIsNotFilledUnsaid() async throws {
    try site.write([])
    try await expectLeftAlone(saying: " is empty, so it isn't an archive of liqtop")
  }

  @Test func anEmptyDatabaseWithoutAMarkIsNotFilledEither() async throws {
    try site.write([])
    try site.tamper("PRAGMA journal_mode = WAL; CREATE TABLE t (x); DROP TABLE t")
    try await expectLeftAlone(saying: " isn't an archive of liqtop and is left alone;")
  }

  // MARK: - No files

  @Test func aFolderIsSaid() async throws {
    mkdir(site.path, 0o700)
    try await expectLeftAlone(saying: " is a folder, so it can't be the archive;")
  }

  @Test func aPipeIsNotOpened() async throws {
    mkfifo(site.path, 0o600)
    try await expectLeftAlone(saying: " isn't a file, so it can't be the archive;")
  }

  @Test func aDeviceIsNotOpened() async throws {
    symlink("/dev/null", site.path)
    try await expectLeftAlone(saying: " isn't a file, so it can't be the archive;")
  }

  @Test(arguments: ["elsewhere/archive.sqlite", "/nowhere/at/all", "archive.sqlite"])
  func aLinkThatLeadsNowhereIsSaid(target: String) async throws {
    symlink(target, site.path)
    try await expectLeftAlone(saying: " is a link to \(target), where nothing is;")
    #expect(!FileManager.default.fileExists(atPath: site.folder + "/elsewhere"))
  }

  // MARK: - Links

  @Test(arguments: ["elsewhere/kept", "elsewhere/two"])
  func whatBelongsToAnArchiveLiesBesideTheFileItself(target: String) async throws {
    let elsewhere = site.folder + "/elsewhere"
    mkdir(elsewhere, 0o700)
    let first = SeriesArchive(
      path: elsewhere + "/kept", source: ArchiveFolder.source, token: "0123456789abcdef",
      now: { ArchiveFolder.start })
    await first.save(series([1]), of: .okxLong, asOf: start)
    symlink("kept", elsewhere + "/two")
    symlink(target, site.path)
    let (reader, writer) = (site.archive(), first)
    #expect(await reader.load(at: start).readings[.okxLong]?.series == series([1]).series)
    // Whoever comes by the link hears who comes by the name, and the other way round.
    let news = try #require(await reader.news(of: .refresh))
    await writer.ask(RefreshRequest(at: start))
    _ = await news.first { _ in true }
    #expect(await reader.leads(at: start))
    #expect(await !writer.leads(at: start))
    #expect(survey.fault == nil && survey.kept?.readings.count == 1)
    #expect(try site.names() == ["archive.sqlite", "elsewhere"])
    await reader.close()
    await writer.close()
    #expect(try site.names() == ["archive.sqlite", "elsewhere"])
  }

  @Test func ofALinkTheFileItselfIsSetAside() async throws {
    let other = try ArchiveFolder()
    let whole = try await other.fill()
    try other.write(Array(whole.prefix(whole.count / 2)))
    symlink(other.path, site.path)
    let fault = await site.archive().load(at: start).fault
    #expect(fault?.sentence.hasPrefix("The archive was damaged; it is kept as ") == true)
    #expect(try other.names().contains { $0.hasPrefix("archive.sqlite.damaged-") })
    #expect(Platform.target(ofLink: site.path) == other.path)
  }
}
