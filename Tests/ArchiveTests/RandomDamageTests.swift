import CSQLite
import Canvas
import ClockSupport
import Dashboard
import FoundationEssentials
import Liquidations
import LiveSupport
import Refresh
import Testing
import WorkSupport

@testable import Archive
@testable import Live

/// Whatever has become of the bytes, what is read of them is drawn, with little memory and soon.
@Suite(.timeLimit(.minutes(30)), .longWork) struct RandomDamageTests {
  private static let rounds = 2_500
  private let start = ArchiveFolder.start

  @Test(arguments: 0..<4) func tenThousandDamagesAreDrawnToTheFrame(part: Int) async throws {
    let site = try ArchiveFolder()
    let whole = try await site.fillWithAll()
    var random = SplitMix(UInt64(part))
    var (asides, faults) = (0, 0)
    var drawn: [StoredState] = []
    for round in 0..<Self.rounds {
      let damaged = Self.damage(whole, &random)
      try site.write(damaged)
      let worked = Platform.workTime
      let archive = site.archive(patience: .zero)
      let kept = archive.loadHistoryHere(at: start)
      // Most damages are of what isn't shown, and many of the same kind.
      if !drawn.contains(kept) { draw(kept, "part \(part), round \(round)") }
      if drawn.count < 4 { drawn.append(kept) }
      #expect(
        Platform.workTime - worked < LockPatience.longestWork * 3, "part \(part), round \(round)")
      if round % 16 == 0 { await use(archive, "part \(part), round \(round)") }
      // By then everything was found that anybody looks at.
      if await archive.load(at: start).fault != nil { faults += 1 }
      await archive.close()
      let names = try site.names()
      if names.contains(where: { $0.contains("damaged") }) { asides += 1 }
      for name in names { Platform.remove("\(site.folder)/\(name)") }
    }
    // Some are seen, and some can't be.
    #expect(asides > 0 && faults > asides && faults < Self.rounds)
    #expect(sqlite3_memory_highwater(0) < 300 << 20)
  }

  private func draw(_ kept: StoredState, _ comment: Comment) {
    let snapshot = Snapshot(kept, policy: RefreshPolicy(), at: start)
    let days = snapshot.history.days
    #expect(days.map { $0.lowerBound >= StoredDays.first } ?? true, comment)
    #expect(days.map { $0.upperBound <= start.day + 1 } ?? true, comment)
    let state = DashboardState(
      source: .demo, capabilities: Capabilities(colours: .indexed, isUnicode: true),
      size: Size(columns: 60, rows: 16), now: start, snapshot: snapshot)
    #expect(render(state).frame.size == state.size, comment)
  }

  /// All else that a dashboard does with it.
  private func use(_ archive: SeriesArchive, _ comment: Comment) async {
    draw(await archive.load(at: start), comment)
    _ = await archive.leads(at: start)
    _ = await archive.lead(.live, at: start)
    let live = await archive.loadLive()
    let now = start + .seconds(3_600)
    var ledger = LiveLedger(live, feeds: Feeds.all, at: now)
    _ = ledger.take(liquidation(3_601), at: now)
    #expect(ledger.newest <= now.seconds + LiveLedger.storeAhead, comment)
    _ = ledger.sums.history(of: .hour, at: now)
    _ = await archive.saveLive(ledger.takeChanges(), after: live.edition, at: start)
    #expect(await archive.take(8, of: 1_000_000_000, at: start) >= 0, comment)
    let shown = await archive.save(series(5...20), of: .okxLong, asOf: start)
    #expect(shown[Day(number: 20_454)] == 5, comment)
    await archive.lookOver()
    draw(await archive.load(at: start), comment)
  }

  /// One of the things that happen to bytes on a disk, and some that somebody does to them.
  private static func damage(_ whole: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var bytes = whole
    switch Int.random(in: 0..<8, using: &random) {
    case 0...2:
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
    case 3:
      let place = Int.random(in: 0..<bytes.count - 8, using: &random)
      let number = [Int64.max, .min, -1, 0, 1 << 40].randomElement(using: &random) ?? 0
      withUnsafeBytes(of: number.bigEndian) { bytes.replaceSubrange(place..<place + 8, with: $0) }
    case 4:
      let place = Int.random(in: 0..<bytes.count - 600, using: &random)
      for index in place..<place + Int.random(in: 1..<600, using: &random) {
        bytes[index] = .random(in: 0...255, using: &random)
      }
    case 5:
      bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
    case 6:
      let pages = bytes.count / 4_096
      let (one, other) = (
        Int.random(in: 0..<pages, using: &random), Int.random(in: 0..<pages, using: &random)
      )
      bytes.replaceSubrange(
        one * 4_096..<(one + 1) * 4_096, with: whole[other * 4_096..<(other + 1) * 4_096])
    default:
      let page = Int.random(in: 0..<bytes.count / 4_096, using: &random) * 4_096
      bytes.replaceSubrange(page..<page + 4_096, with: repeatElement(0, count: 4_096))
    }
    return bytes
  }
}

extension ArchiveFolder {
  /// An archive that has been closed, with something in each of its tables, as bytes.
  fileprivate func fillWithAll() async throws -> [UInt8] {
    try await fillLive()
    let archive = archive()
    for key in SeriesKey.liquidations {
      await archive.save(series(1...120, of: key), of: key, asOf: Self.start)
    }
    await archive.save(series(3...9), of: .okxLong, asOf: Self.start)
    await archive.record(
      FetchError(.bybitShort, .rateLimited(retryAfter: .seconds(90))), at: Self.start)
    await archive.announce(AnnouncedPlan(loading: [.okxLong], schedule: .next(Self.start)))
    await archive.ask(RefreshRequest(at: Self.start))
    _ = await archive.take(8, of: 100, at: Self.start)
    _ = await archive.leads(at: Self.start)
    await archive.close()
    return bytes() ?? []
  }
}
