import Feeds
import Liquidations
import Testing
import WorkSupport

@testable import Demo

/// Each exchange's own state machine against the demo's exchange: what the one understood is what the
/// other made.
@Suite(.longWork) struct SimulatedDayTests {
  private static let minute: Int64 = 60_000
  private static let hour = 60 * minute

  /// - Parameters:
  ///   - begins: by when coverage begins, after the start; negative if it reaches back before it.
  ///   - ends: how long before the end it ends, at most.
  private func expectWhole(_ joined: Joined, from begins: Int64, ends: Int64) throws {
    let span = try #require(joined.coverage.first)
    #expect(joined.coverage.count == 1, "\(joined.coverage)")
    #expect(span.lowerBound <= morning + begins)
    #expect(span.upperBound >= joined.now.milliseconds - ends)
    #expect(joined.made(span).count > 20)
    #expect(joined.differences(span) == [])
    let all = joined.made(morning - 26 * Self.hour..<joined.now.milliseconds)
    #expect(Set(joined.understood(0..<Int64.max)).subtracting(all).isEmpty)
    let state = joined.feed.state(at: joined.now)
    #expect(state.odd.total == 0, "\(state.odd)")
    #expect(state.feeds.allSatisfy { $0.standing == .live && $0.missing.isEmpty && $0.hasList })
    #expect(state.contractsFault == nil && state.backfillFault == nil)
    #expect(joined.closed.isEmpty)
  }

  @Test(arguments: [Exchange.binance, .bybit])
  func aDayOfAFeedWithoutAPast(exchange: Exchange) throws {
    var joined = try Joined(exchange, tick: 5_000)
    joined.run(for: .seconds(24 * 3_600))
    try expectWhole(joined, from: 15_000, ends: 10_000)
    // Binance ends a connection after a day: for some seconds two of each feed tell the same.
    #expect(exchange == .binance ? joined.repeats > 0 : joined.repeats == 0)
    let price = joined.tape.prices.price(at: joined.now.milliseconds)
    for feed in Feed.all(of: exchange) {
      #expect(abs(try #require(joined.prices[feed]) - price) < 0.06)
    }
    let findings = joined.feed.state(at: joined.now).findings
    #expect(exchange == .bybit ? findings.twins > 20 : findings.twins == 0)
    #expect(findings.unfilled == 0)
  }

  @Test func aDayOfOKXWithItsPastFromMidnightOn() throws {
    var joined = try Joined(.okx, tick: 5_000)
    joined.run(for: .seconds(24 * 3_600))
    try expectWhole(joined, from: -10 * Self.hour, ends: 10_000)
    let state = joined.feed.state(at: joined.now)
    #expect(state.isBackfillOver)
    #expect(state.findings.requested > 1_000 && state.findings.streamed > 1_000)
    // What was told by the connection came again by request, and is the same.
    #expect(joined.repeats > 100)
  }

  @Test func aDayOfDeribitAnHourLate() throws {
    var joined = try Joined(.deribit, tick: 5_000)
    joined.run(for: .seconds(24 * 3_600))
    try expectWhole(joined, from: -10 * Self.hour, ends: 75 * Self.minute)
    let state = joined.feed.state(at: joined.now)
    #expect(joined.heard.values.allSatisfy { $0.at - $0.liquidation.milliseconds >= Self.hour })
    #expect(state.findings.streamed == 0 && state.findings.requested == joined.heard.count)
    #expect(state.findings.flaggedLater == 0)
    #expect(joined.prices[.deribit] != nil)
  }

  /// Connections that break: what was missed is missing from coverage or is read afterwards, and what
  /// comes again is the same.
  @Test(arguments: Exchange.allCases)
  func reconnectsAgree(exchange: Exchange) throws {
    var joined = try Joined(exchange, at: morning + 137)
    for _ in 0..<6 {
      joined.run(for: .seconds(211))
      joined.breakOff()
    }
    joined.run(for: .seconds(exchange == .deribit ? 5_000 : 900))
    #expect(joined.feed.state(at: joined.now).odd.total == 0)
    #expect(exchange == .binance || exchange == .bybit ? joined.coverage.count > 5 : true)
    for span in joined.coverage { #expect(joined.differences(span) == []) }
    let covered = joined.coverage.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    #expect(covered > (exchange == .deribit ? 1_000_000 : 1_800_000))
  }

  @Test func somethingIsToldWithinSecondsOfTheStart() throws {
    let heard = try [Exchange.binance, .bybit, .okx].map { exchange in
      var joined = try Joined(exchange, at: morning + 250)
      joined.run(for: .seconds(8))
      return joined.heard.count
    }
    #expect(heard.reduce(0, +) > 0)
  }
}
