import Liquidations
import Live
import LiveSupport
import Refresh
import Testing

@testable import Archive

/// What was heard, read of an archive as it lies there.
@Suite(.timeLimit(.minutes(20))) struct HeardReadingTests {
  private let site: ArchiveFolder
  private let start = LiveSupport.start
  private var now: Timestamp { start + .seconds(3_600) }
  private var reader: ArchiveReader { ArchiveReader(path: site.path, patience: .milliseconds(20)) }

  init() throws {
    site = try ArchiveFolder()
  }

  private func part(_ step: Step, _ from: Int = 0, _ to: Int = 7_200) -> LivePart {
    LivePart(step, in: span(from, to))
  }

  private func liquidations(
    _ part: LivePart, of exchanges: ExchangeSet = .all
  ) throws -> [Liquidation] {
    var found: [Liquidation] = []
    _ = try reader.forEachLiquidation(part, of: exchanges) {
      found.append($0)
      return true
    }
    return found
  }

  /// Writes what would be on the tape: so many rows a second, so many of them in one millisecond.
  private func fillTape(_ count: Int, perMillisecond: Int) throws {
    try site.tamper(
      """
      DELETE FROM tape;
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < \(count - 1))
      INSERT INTO tape (live, time, exchange, side, instrument, usd, bitcoin, price, identity)
        SELECT 1, \(start.seconds * 1_000) + i / \(perMillisecond), 'okx', 'long', 'BTC', 1 + i, 0.5,
          90000, i FROM n
      """)
  }

  // MARK: - Sums

  @Test func sumsAndCoverageOfATimeAreReadAndNothingElse() async throws {
    try await site.fillLive()
    let before = (try site.names(), site.bytes())
    for step in [Step.minute, .hour] {
      let found = try #require(try reader.live(part(step), at: now))
      let all = found.record.sums.reduce(into: Tallies()) { $0.add($1.tallies) }
      #expect(all.both.usd == 80_200_000 && all.both.count == 400)
      #expect(found.record.sums.allSatisfy { $0.slot.step == step })
      #expect(Exchange.allCases.allSatisfy { found.record.coverage[$0].ranges.count == 1 })
      #expect(found.record.start == start && found.record.told.count == 4)
      #expect(found.record.oldest(of: .all) == start + .seconds(3_600))
      #expect(found.price?.usd == 90_000 && found.fault == nil && found.others.isEmpty)
    }
    let tenMinutes = try #require(try reader.live(part(.minute, 600, 1_200), at: now))
    #expect(tenMinutes.record.sums.map(\.slot).min() == minute(10))
    #expect(tenMinutes.record.sums.map(\.slot).max() == minute(19))
    let prices = try #require(
      try reader.live(part(.minute), hasSums: false, hasPrices: true, at: now))
    #expect(prices.record.sums.isEmpty && prices.prices == [MinutePrice(minute(0), 90_000)])
    #expect(try site.names() == before.0 && site.bytes() == before.1)
  }

  @Test func ofAnotherPlaceNothingIsKnown() async throws {
    try await site.fillLive()
    let part = LivePart(.hour, in: span(0, 7_200), of: "https://relay")
    let found = try #require(try reader.live(part, at: now))
    #expect(found.record.start == nil && found.record.sums.isEmpty)
    #expect(found.others == [SeriesArchive.exchanges])
    #expect(try #require(try reader.tapeRecord(part, at: now)).record.start == nil)
    #expect(try liquidations(part).isEmpty)
  }

  /// Covered, but without their rows, they would seem to have had none.
  @Test func minutesThatAreTooOldToBeKeptAreNotToldOf() async throws {
    try await site.fillLive()
    let days = 10 * 86_400
    try site.tamper(
      "UPDATE coverage SET start = start - \(days); UPDATE hours SET hour = hour - \(days) / 3600 * 3600"
    )
    let hours = try #require(try reader.live(part(.hour, -days), at: now))
    #expect(hours.record.start == start + .seconds(-days))
    let minutes = try #require(try reader.live(part(.minute, -days), at: now))
    #expect(minutes.record.start == start + .seconds(3_600 - 8 * 86_400))
    #expect(minutes.record.coverage[.okx].ranges.first?.upperBound == start.seconds + 3_600)
  }

  @Test func whatCannotBeIsLeftOutAndSaid() async throws {
    try await site.fillLive()
    try site.tamper(
      """
      UPDATE hours SET usd = -1 WHERE exchange = 'okx' AND side = 'long';
      UPDATE coverage SET end = start WHERE exchange = 'bybit';
      UPDATE prices SET usd = 0
      """)
    let found = try #require(try reader.live(part(.hour), hasPrices: true, at: now))
    #expect(found.record.sums.count { $0.exchange == .okx && $0.tallies.long.count > 0 } == 0)
    #expect(found.record.coverage[.bybit].isEmpty && found.prices.isEmpty)
    #expect(found.fault?.sentence.contains("impossible values, which are ignored") == true)
  }

  @Test func theFormatBeforeHasNoneAndSaysSo() throws {
    try site.write([])
    let database = try site.database()
    try database.script(FormatOne.tables)
    database.close()
    let older =
      "the archive \(site.path) is of an older format, which has nothing of that. Run liqtop, which"
      + " brings it up."
    #expect(throws: ArchiveReadingError(older: site.path)) {
      try reader.live(part(.hour), at: now)
    }
    #expect(ArchiveReadingError(older: site.path).description == older)
    // The days of such a one are read all the same.
    let reading = try ArchiveReading(
      path: site.path, source: ArchiveFolder.source, live: part(.hour), at: now)
    #expect(reading != nil && reading?.live == nil)
  }

  // MARK: - The tape

  @Test func theTapeIsReadInItsOrderAndEachRowOnce() async throws {
    try await site.fillLive()
    let told = try liquidations(part(.minute))
    #expect(told.count == 400 && told.first == liquidation(0, 1_000, .binance, .short))
    #expect(told.map(\.milliseconds) == told.map(\.milliseconds).sorted())
    #expect(try liquidations(part(.minute), of: ExchangeSet(.okx)).count == 100)
    #expect(
      try liquidations(part(.minute, 60, 120)).map(\.time.seconds).max() ?? 0 < start.seconds + 120)
    // Pages end in the middle of a millisecond.
    try fillTape(9_001, perMillisecond: 7)
    let many = try liquidations(part(.minute))
    #expect(many.map(\.usd) == (1...9_001).map(Double.init))
  }

  @Test func whatComesWhileTheTapeIsReadIsNotAmongIt() async throws {
    try await site.fillLive()
    try fillTape(5_000, perMillisecond: 1)
    var count = 0
    _ = try reader.forEachLiquidation(part(.minute), of: .all) { _ in
      count += 1
      if count == 10 {
        try? site.tamper(
          """
          INSERT INTO tape (live, time, exchange, side, instrument, usd, bitcoin, price, identity)
          SELECT live, time + 1000, exchange, side, instrument, 1, bitcoin, price, 'x' || identity
          FROM tape WHERE time > \(start.seconds * 1_000 + 3_000)
          """)
      }
      return true
    }
    #expect(count == 5_000)
  }

  @Test func aTapeThatWasCutBeginsWhereItsRowsDo() async throws {
    try await site.fillLive()
    #expect(try reader.tapeRecord(part(.minute), at: now)?.record.start == start)
    try fillTape(199_500, perMillisecond: 1)
    try site.tamper("UPDATE tape SET time = time + 60000")
    #expect(try reader.tapeRecord(part(.minute), at: now)?.record.start == start + .seconds(60))
  }

  @Test func rowsThatCannotBeAreCounted() async throws {
    try await site.fillLive()
    try site.tamper("UPDATE tape SET usd = -usd WHERE id <= 3")
    var count = 0
    let left = try reader.forEachLiquidation(part(.minute), of: .all) { _ in
      count += 1
      return true
    }
    #expect(left == 3 && count == 397)
  }

  // MARK: - Beside others

  /// Without a log it is read as it lies there, where nobody keeps others from writing.
  @Test func whatIsWrittenWhileItIsReadIsReadAgain() async throws {
    _ = try await site.fill()
    var attempts = 0
    let count = try reader.read { database, _ throws(SQLiteError) in
      attempts += 1
      if attempts == 1 { try? site.tamper("UPDATE changes SET count = count + 1") }
      return try database.first("SELECT count(*) FROM days") { $0.integer(0) }
    }
    #expect(attempts == 2 && count == 3_200)
  }

  @Test func whatNeverHoldsStillIsSaidAndNotShown() async throws {
    _ = try await site.fill()
    var attempts = 0
    #expect(throws: ArchiveReadingError(busy: site.path)) {
      try reader.read { _, _ throws(SQLiteError) in
        attempts += 1
        try? site.tamper("UPDATE changes SET count = count + 1")
      }
    }
    #expect(attempts == 5)
  }
}
