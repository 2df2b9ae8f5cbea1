import Liquidations
import Refresh
import Testing

@testable import Archive

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Of several dashboards that can't use the archive one refreshes.
@Suite(.timeLimit(.minutes(20))) struct WithoutFileTests {
  private let start = ArchiveFolder.start

  /// Why the file can't be used, and what makes it so for as long as the result lives.
  enum Trouble: String, CaseIterable {
    case locked, foreign, newer, folder, pipe, link, empty, encrypted, misshapen, endless
  }

  private func make(_ trouble: Trouble, at site: ArchiveFolder) async throws -> Database? {
    _ = try await site.fill()
    switch trouble {
    case .locked:
      let locker = try site.database()
      try locker.script("BEGIN IMMEDIATE")
      return locker
    case .foreign: try site.tamper("PRAGMA application_id = 7")
    case .newer: try site.tamper("PRAGMA user_version = 7")
    case .misshapen: try site.tamper("DROP TABLE calls")
    case .empty: truncate(site.path, 0)
    case .encrypted: try site.write((0..<8_192).map { UInt8(truncatingIfNeeded: $0 &* 131) })
    case .endless: try site.tamper("UPDATE series SET rejections = zeroblob(70000000)")
    case .folder, .pipe, .link:
      unlink(site.path)
      switch trouble {
      case .folder: mkdir(site.path, 0o700)
      case .pipe: mkfifo(site.path, 0o600)
      default: symlink("/nowhere/at/all", site.path)
      }
    }
    return nil
  }

  @Test(arguments: Trouble.allCases) func oneOfSixRefreshes(trouble: Trouble) async throws {
    let site = try ArchiveFolder()
    let locker = try await make(trouble, at: site)
    let panes = (0..<6).map { _ in site.archive(patience: .milliseconds(5)) }
    var standings: [LeaseAnswer.Standing] = []
    for pane in panes {
      _ = pane.loadHistoryHere(at: start)
      standings.append(await pane.lead(.refresh, at: start).standing)
    }
    #expect(standings == [.leads] + Array(repeating: .onRequest, count: 5))
    for (number, pane) in panes.enumerated() {
      let kept = await pane.load(at: start)
      #expect(kept.fault?.isWriting == false)
      #expect(kept.fault?.sentence.hasSuffix(" fetches only on request.") == (number > 0))
      #expect(kept.scope == .own)
    }
    await panes[0].close()
    #expect(await panes[3].lead(.refresh, at: start + .seconds(60)).standing == .leads)
    withExtendedLifetime(locker) {}
  }

  #if os(Linux)
    /// Between its fork and its exec a child has all files of its parent.
    @Test func aLockThatIsReleasedIsFreeThoughAnotherHasTheFile() throws {
      let site = try ArchiveFolder()
      let (one, other) = (
        RefreshLock(folder: site.folder, source: "s", token: "t"),
        RefreshLock(folder: site.folder, source: "s", token: "t")
      )
      #expect(one.take() && !other.take())
      let files = (0..<4_096).filter { (file: Int32) in
        Platform.target(ofLink: "/proc/self/fd/\(file)")?.hasPrefix(site.folder) == true
      }
      let copy = dup(try #require(files.first))
      defer { close(copy) }
      one.release()
      #expect(other.take() && !one.take())
    }
  #endif

  @Test func whenItBecomesUnusableOneOfThemRefreshes() async throws {
    let site = try ArchiveFolder()
    let panes = (0..<6).map { _ in site.archive(patience: .milliseconds(5)) }
    for (number, pane) in panes.enumerated() {
      #expect(await pane.leads(at: start) == (number == 0))
    }
    try site.tamper("PRAGMA user_version = 7")
    var standings: [LeaseAnswer.Standing] = []
    for pane in panes.reversed() {
      standings.append(await pane.lead(.refresh, at: start + .seconds(200)).standing)
    }
    #expect(standings.filter { $0 == .leads }.count == 1)
    #expect(standings.filter { $0 == .follows }.isEmpty)
  }
}
