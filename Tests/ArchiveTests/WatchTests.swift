#if os(Linux)
  import Glibc
  import Liquidations
  import Refresh
  import Testing

  @testable import Archive

  @Suite(.timeLimit(.minutes(1))) struct WatchTests {
    @Test func tellsWhatAnotherWrites() async throws {
      let site = try Site()
      let (reader, writer) = (site.archive(), site.archive())
      _ = await (reader.load(at: Site.start), writer.load(at: Site.start))
      let before = await reader.version()
      let changes = try #require(await reader.changes())
      await writer.save(series(1...10), of: .okxLong, asOf: Site.start)
      _ = await changes.first { _ in true }
      #expect(await reader.version() != before)
      #expect(await reader.load(at: Site.start).readings[.okxLong]?.series.count == 10)
    }

    @Test func endsWithTheFile() async throws {
      let site = try Site()
      let archive = site.archive()
      _ = await archive.load(at: Site.start)
      let changes = try #require(await archive.changes())
      for ending in ["", "-wal", "-shm"] { #expect(unlink(site.path + ending) == 0) }
      for await _ in changes {}
    }

    @Test func anArchiveInMemoryTellsNothing() async {
      let archive = SeriesArchive(path: nil, source: Site.source, token: "t", now: { Site.start })
      _ = await archive.load(at: Site.start)
      #expect(await archive.changes() == nil)
    }
  }
#endif
