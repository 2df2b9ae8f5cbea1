import Liquidations
import LiveSupport
import Testing
import WorkSupport

@testable import Live

/// Today up to an hour against the same hours of other days.
@Suite(.longWork) struct DayPaceTests {
  private let today = start.day

  /// Days before today, each of the amount that it is told, one order every hour.
  private func sums(
    _ days: [Double], today usd: Double, until now: Timestamp,
    gap: (FeedKey, Range<Timestamp>)? = nil
  ) -> LiveSums {
    var ledger = LiveLedger(feeds: Feeds.all)
    for (place, amount) in (days + [usd]).enumerated() {
      let day = today - (days.count - place)
      for hour in 0..<24 {
        let moment = day.start + .seconds(hour * 3_600 + 1_800)
        guard moment < now else { break }
        // A day ends with much more, which isn't to count.
        let size = hour < 20 ? amount : amount * 100
        let order = Liquidation(
          Exchange.allCases[hour % 4], "BTC", hour % 2 == 0 ? .long : .short,
          milliseconds: moment.seconds * 1_000, bitcoin: 1, price: 1, usd: size,
          identity: "\(place) \(hour)")
        _ = ledger.take(order, at: moment)
      }
      let end = min((day + 1).start + .seconds(10), now + .seconds(5))
      for feed in Feeds.all {
        var parts = [day.start + .seconds(-10)..<end]
        if let gap, gap.0 == feed, gap.1.overlaps(parts[0]) {
          parts = [parts[0].lowerBound..<gap.1.lowerBound, gap.1.upperBound..<end]
        }
        for part in parts where !part.isEmpty { _ = ledger.cover(feed, part, at: now) }
      }
    }
    return ledger.sums
  }

  private var now: Timestamp { today.start + .seconds(13 * 3_600 + 1_200) }

  @Test func todayIsComparedUpToTheLastWholeHour() throws {
    let sums = sums([1, 9, 2, 8, 3, 7, 5].map { $0 * 1_000 }, today: 10_000, until: now)
    let pace = try #require(sums.pace(of: .all, at: now))
    #expect(pace == DayPace(hours: 13, timesMedian: 2, days: 7))
    // Of an even number the middle of two.
    let even = self.sums([1, 9, 2, 8, 3, 7, 5, 6].map { $0 * 1_000 }, today: 11_000, until: now)
    #expect(even.pace(of: .all, at: now)?.timesMedian == 2)
  }

  @Test func fewerThanAWeekOfDaysIsNoMeasure() {
    let sums = sums([1, 2, 3, 4, 5, 6].map { $0 * 1_000 }, today: 10_000, until: now)
    #expect(sums.pace(of: .all, at: now) == nil)
  }

  /// A day with a gap in these hours is left out; one with a gap later isn't.
  @Test func daysThatWerentCoveredThroughoutAreLeftOut() {
    let days = [1, 9, 2, 8, 3, 7, 5, 4].map { $0 * 1_000.0 }
    for (hour, count) in [(5, 7), (18, 8)] {
      let gap = (today - 3).start + .seconds(hour * 3_600)
      let sums = sums(
        days, today: 10_000, until: now, gap: (Feeds.okx, gap..<gap + .seconds(600)))
      #expect(sums.pace(of: .all, at: now)?.days == count)
      // Of an exchange that had none all days count.
      #expect(sums.pace(of: ExchangeSet(.deribit), at: now)?.days == 8)
    }
  }

  /// A gap of today ends what can be compared, and so does an exchange that tells late.
  @Test func todayCountsAsFarAsAllHaveTold() {
    let days = [Double](repeating: 1_000, count: 8)
    let gap = today.start + .seconds(4 * 3_600 + 60)
    let sums = sums(
      days, today: 3_000, until: now, gap: (Feeds.okx, gap..<gap + .seconds(600)))
    #expect(sums.pace(of: .all, at: now) == DayPace(hours: 4, timesMedian: 3, days: 8))
    let early = today.start + .seconds(60)
    let none = self.sums(
      days, today: 3_000, until: now, gap: (Feeds.okx, early..<early + .seconds(600)))
    #expect(none.pace(of: .all, at: now) == nil)
    #expect(none.pace(of: ExchangeSet(.bybit), at: now)?.hours == 13)
  }

  @Test func wheresNothingUsualThereIsNoMeasure() {
    let sums = sums([Double](repeating: 0, count: 8), today: 3_000, until: now)
    #expect(sums.pace(of: .all, at: now) == nil)
  }
}
