import Liquidations
import LiveSupport
import Refresh
import Testing
import WorkSupport

@testable import Archive
@testable import Live

/// What of the exchanges' tables somebody has made to be wrong, to swell or to last.
@Suite(.timeLimit(.minutes(20)), .longWork) struct LiveTamperedTests {
  private let site: ArchiveFolder
  private let start = LiveSupport.start

  init() async throws {
    site = try ArchiveFolder()
    try await site.fillLive()
  }

  @Test(arguments: [
    ("UPDATE minutes SET usd = -1 WHERE minute = (SELECT max(minute) FROM minutes)", "live sum"),
    ("UPDATE minutes SET usd = 1e300", "live sums"),
    ("UPDATE hours SET side = 'both' WHERE side = 'long'", "live sums"),
    ("UPDATE hours SET exchange = 'x' WHERE exchange = 'okx'", "live sums"),
    ("UPDATE hours SET largest = 1e9", "live sums"),
    ("UPDATE coverage SET end = start - 1 WHERE exchange = 'okx'", "coverage of OKX"),
    ("UPDATE tape SET usd = -1 WHERE id = 400", "a liquidation on the tape"),
    ("UPDATE tape SET instrument = char(27) WHERE id = 400", "a liquidation on the tape"),
    (
      "UPDATE tape SET identity = hex(zeroblob(10000000)) WHERE id = 400",
      "a liquidation on the tape"
    ),
    ("UPDATE prices SET usd = 'free'", "a price"), ("UPDATE live SET price = -1", "the last price"),
    ("UPDATE live SET feeds = '[{}]'", "how the feeds are"),
    ("UPDATE live SET feeds = hex(zeroblob(10000000))", "how the feeds are"),
  ])
  func whatCannotBeIsLeftOutAndSaid(sql: String, words: String) async throws {
    try site.tamper(sql)
    let archive = site.archive()
    let stored = await archive.loadLive()
    #expect(stored.fault?.sentence.contains(words) == true, "\(stored.fault as Any)")
    #expect(stored.fault?.isWriting == true)
    #expect(stored.minutes.allSatisfy { $0.tallies.both.usd >= 0 && $0.tallies.both.usd < 1e13 })
    // It is gone on with all the same.
    _ = await archive.lead(.live, at: start)
    var ledger = LiveLedger(stored, feeds: Feeds.all, at: start)
    _ = ledger.take(liquidation(3_700), at: start + .seconds(3_700))
    let answer = await archive.saveLive(ledger.takeChanges(), after: stored.edition, at: start)
    #expect(answer != .overtaken && answer != .unwritten(nil))
    #expect(try site.asides().isEmpty)
  }

  private static let many =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000)"

  @Test(arguments: [
    "INSERT INTO minutes \(many) SELECT 1, i, 'okx', 'long', 1, 1, 1, 1 FROM n",
    "INSERT INTO hours \(many) SELECT 1, i, 'okx', 'long', 1, 1, 1, 1 FROM n",
    "INSERT INTO coverage \(many) SELECT 1, 'okx', i * 4, i * 4 + 2 FROM n",
    "INSERT INTO prices \(many) SELECT 1, i, 1 FROM n",
    "INSERT INTO coverage VALUES (1, 'okx', -9223372036854775807, 9223372036854775807)",
    "UPDATE coverage SET end = 9223372036854775807",
    "UPDATE live SET saves = 9223372036854775807 - 1", "UPDATE live SET frozen = 'x'",
    "UPDATE tape SET time = 9223372036854775807 WHERE id < 3",
    "UPDATE tape SET time = -9223372036854775807 WHERE id < 3",
    """
    INSERT INTO tape (live, time, exchange, side, instrument, usd, bitcoin, price, identity)
    \(many) SELECT 1, 1781517600000 + i, 'okx', 'long', 'x', 1.0, 1.0, 1.0, i FROM n
    """,
  ])
  func whatIsTooMuchIsBounded(sql: String) async throws {
    try site.tamper(sql)
    let archive = site.archive()
    let worked = Platform.workTime
    let stored = await archive.loadLive()
    #expect(stored.fault?.isWriting ?? true, "\(stored.fault as Any)")
    #expect(stored.minutes.count <= 92_160 && stored.hours.count <= 76_800)
    #expect(stored.tape.count <= 50_000 && stored.identities.count <= 200_000)
    let now = start + .seconds(3_600)
    var ledger = LiveLedger(stored, feeds: Feeds.all, at: now)
    #expect(ledger.newest <= now.seconds + LiveLedger.storeAhead)
    _ = ledger.sums.history(of: .minute, at: now)
    _ = ledger.sums.history(of: .hour, at: now)
    _ = ledger.sums.window(.day, at: now)
    _ = ledger.take(liquidation(3_700, 1_000, .bybit), at: now)
    #expect(Platform.workTime - worked < .seconds(20))
  }

  @Test func whatAStormLeftIsNotCountedAgain() async throws {
    try site.tamper(
      """
      INSERT INTO tape (live, time, exchange, side, instrument, usd, bitcoin, price, identity)
      \(Self.many) SELECT 1, 1781521200000 + i, 'okx', 'long', 'x', 1.0, 1.0, 1.0, i FROM n
      """)
    let archive = site.archive()
    // A sanitizer takes longer over so many rows than they are given.
    archive.lockPatience.longestWork = .seconds(60)
    let stored = await archive.loadLive()
    #expect(stored.fault == nil)
    var ledger = LiveLedger(stored, feeds: Feeds.all, at: start + .seconds(4_000))
    // Only the newest are remembered; what is older is in doubt.
    #expect(
      ledger.take(liquidation(3_600.05, 1, .okx, identity: "new"), at: start + .seconds(4_000))
        == .doubtful)
    #expect(
      ledger.take(liquidation(3_899.95, 1, .okx, identity: "new"), at: start + .seconds(4_000))
        == .counted)
  }
}
