#if os(Linux)
  import FoundationEssentials
  import Glibc
  import Liquidations
  import Refresh
  import Testing

  @testable import Archive

  /// The small file beside an archive by which those who share it tell each other of a write.
  @Suite(.timeLimit(.minutes(20))) struct BellTests {
    private let site: ArchiveFolder
    private let start = ArchiveFolder.start

    init() throws {
      site = try ArchiveFolder()
    }

    /// One that listens and one that doesn't, both open.
    private func pair() async throws -> (
      reader: SeriesArchive, writer: SeriesArchive, news: AsyncStream<Void>
    ) {
      let (reader, writer) = (site.archive(), site.archive())
      _ = await (reader.load(at: start), writer.load(at: start))
      return (reader, writer, try #require(await reader.news(of: .refresh)))
    }

    @Test func tellsWhatAnotherWrites() async throws {
      let (reader, writer, news) = try await pair()
      let before = await reader.version()
      await writer.save(series(1...10), of: .okxLong, asOf: start)
      _ = await news.first { _ in true }
      #expect(await reader.version() != before)
      #expect(await reader.load(at: start).readings[.okxLong]?.series.count == 10)
    }

    @Test func nobodyHearsItselfNorReadsBackWhatItWrote() async throws {
      let (reader, writer, news) = try await pair()
      let before = await reader.version()
      for metric in SeriesKey.liquidations {
        await reader.save(series(1...10, of: metric), of: metric, asOf: start)
      }
      _ = await reader.take(8, of: 100, at: start)
      #expect(await reader.version() == before)
      // What is heard first is what the other did at last.
      await writer.ask(RefreshRequest(at: start))
      _ = await news.first { _ in true }
      #expect(await reader.version() == before + 1)
    }

    @Test func oneWhoRingsLaterHidesNobodysRing() async throws {
      for _ in 0..<50 {
        let (reader, writer, news) = try await pair()
        await writer.ask(RefreshRequest(at: start))
        await reader.confirm(.okxLong, asOf: start)
        _ = await news.first { _ in true }
      }
    }

    @Test func aBellThatIsFullIsEmptiedAndHidesNobodysRing() async throws {
      let (reader, writer, news) = try await pair()
      await writer.ask(RefreshRequest(at: start))
      for _ in 0..<400 { await reader.confirm(.okxLong, asOf: start) }
      _ = await news.first { _ in true }
      let size = try #require(site.bytes("-bell")).count
      #expect(size > 0 && size < Bell.limit + 100)
    }

    @Test func endsWithItsFileAndIsMadeAnewByTheNextRing() async throws {
      let (reader, writer, news) = try await pair()
      unlink(site.path + "-bell")
      for await _ in news {}
      await writer.ask(RefreshRequest(at: start))
      #expect(site.bytes("-bell") != nil)
      let again = try #require(await reader.news(of: .refresh))
      await writer.ask(RefreshRequest(at: start + .seconds(1)))
      _ = await again.first { _ in true }
    }

    @Test func oneThatIsReplacedEndsToo() async throws {
      let (_, _, news) = try await pair()
      try Data("other".utf8).write(to: URL(filePath: site.path + "-other"))
      rename(site.path + "-other", site.path + "-bell")
      for await _ in news {}
    }

    @Test(arguments: ["a folder", "a link", "a pipe"])
    func whatIsNoFileIsNoBellAndHarmsNothing(what: String) async throws {
      let bell = site.path + "-bell"
      switch what {
      case "a folder": mkdir(bell, 0o700)
      case "a link": symlink(site.folder + "/elsewhere", bell)
      default: mkfifo(bell, 0o600)
      }
      let (one, two) = (site.archive(), site.archive())
      await one.save(series([1]), of: .okxLong, asOf: start)
      #expect(await one.news(of: .refresh) == nil)
      #expect(await two.load(at: start).readings[.okxLong]?.series == series([1]).series)
      #expect(await one.load(at: start).fault == nil)
      #expect(!FileManager.default.fileExists(atPath: site.folder + "/elsewhere"))
    }

    @Test func theArchivesEndEndsTheNews() async throws {
      let (reader, _, news) = try await pair()
      for ending in ["", "-wal", "-shm"] { unlink(site.path + ending) }
      mkdir(site.path, 0o700)
      _ = await reader.load(at: start)
      for await _ in news {}
      #expect(await reader.news(of: .refresh) == nil)
      rmdir(site.path)
      await reader.save(series([1]), of: .okxLong, asOf: start)
      #expect(await reader.news(of: .refresh) != nil)
    }

    @Test func whatCannotBeUsedForEverIsSilent() async throws {
      let archive = SeriesArchive(
        path: nil, source: ArchiveFolder.source, token: "t", now: { ArchiveFolder.start })
      #expect(await archive.news(of: .refresh) == nil)
      _ = await archive.load(at: start)
      #expect(await archive.news(of: .refresh) != nil)
    }
  }
#endif
