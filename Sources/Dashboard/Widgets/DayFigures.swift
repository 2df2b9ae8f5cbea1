import Canvas
import Liquidations

/// What is to be said of the bar under the cursor, for the panel and the line alike.
struct DayFigures {
  let bucket: Bucket
  let exchanges: ExchangeSet
  let state: DashboardState

  /// Nil if there is no bar.
  init?(_ state: DashboardState) {
    guard state.snapshot.history.days != nil, !state.bars.buckets.isEmpty else { return nil }
    bucket = state.bars.buckets[state.cursorBar]
    exchanges = state.exchanges
    self.state = state
  }

  var long: Double? { bucket.amounts.total(.long, of: exchanges) }
  var short: Double? { bucket.amounts.total(.short, of: exchanges) }
  var net: Double? { bucket.amounts.net(of: exchanges) }
  var gross: Double? { bucket.amounts.gross(of: exchanges) }
  var longShare: Double? { bucket.amounts.longShare(of: exchanges) }
  var isPartial: Bool { bucket.days.contains(state.today) }
  var isOneDay: Bool { bucket.days.count == 1 }

  /// The rank among the finished days of the range; nil for today and for bars of several days.
  var rank: (place: Int, of: Int)? {
    guard isOneDay, !isPartial, let gross, !state.summary.sortedGross.isEmpty else { return nil }
    return (state.summary.rank(ofGross: gross), state.summary.sortedGross.count)
  }

  /// How many times the range's median day; nil where there is no rank.
  var timesMedian: Double? {
    guard rank != nil, let gross, let median = state.summary.median, median > 0 else { return nil }
    return gross / median
  }

  /// How many times the day before; nil where there is no rank, or nothing the day before.
  var timesDayBefore: Double? {
    guard rank != nil, let gross else { return nil }
    let before = state.snapshot.history[bucket.days.lowerBound - 1].gross(of: exchanges)
    guard let before, before > 0 else { return nil }
    return gross / before
  }

  /// The exchanges that lack a value on a side although they had begun by then.
  var missing: [Metric] {
    exchanges.metrics.filter { state.snapshot.history.missingDays(of: $0, in: bucket.days) > 0 }
  }

  /// That the day is like few others; nil if it isn't.
  var unusual: String? {
    let sides = Side.allCases.filter { state.bars.isUnusual(state.cursorBar, $0) }
    guard let side = sides.first else { return nil }
    return sides.count == 2 ? "unusual: top 1 %" : "unusual \(side.name): top 1 %"
  }

  /// What a finished day of the bar that has a value came to, on average, in USD.
  var mean: Double? {
    let days = bucket.days.lazy.filter { $0 < state.today }
      .compactMap { state.snapshot.history[$0].gross(of: exchanges) }
    let count = days.count
    return count == 0 ? nil : days.reduce(0, +) / Double(count)
  }

  /// What the figures don't say: that the day isn't over, or what is missing.
  var remark: (text: String, ink: Ink)? {
    if isPartial {
      let hours = state.now.day == state.today ? state.now.secondOfDay / 3_600 : 24
      let text = "partial, \(hours) h of 24"
      return (bucket.amounts.isMissing(exchanges) ? "no value yet, \(hours) h" : text, .warning)
    }
    if bucket.amounts.isMissing(exchanges) { return ("no value", .warning) }
    let missing = missing
    guard let first = missing.first else { return nil }
    let names = Set(missing.map(\.exchange))
    let what = names.count == 1 ? first.exchange.name : "\(names.count) exchanges"
    return (isOneDay ? "\(what) missing" : "days missing", .warning)
  }
}
