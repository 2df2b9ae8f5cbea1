import Canvas
import Liquidations
import Wording

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

  /// The sum of the net of all bars up to and with this one, in USD.
  var runningSum: Double {
    state.bars.buckets.prefix(state.cursorBar + 1)
      .reduce(0) { $0 + ($1.amounts.net(of: exchanges) ?? 0) }
  }

  /// What the figures don't say, the most important first: that the day isn't over, that the range
  /// cuts the bar, that values are missing or old.
  var remarks: [(text: String, ink: Ink)] {
    [partial ?? cut, isPartial ? nil : gap, age].compactMap { text in text.map { ($0, .warning) } }
  }

  private var partial: String? {
    guard isPartial else { return nil }
    guard isOneDay else { return "partial: holds today" }
    let hours = state.now.day == state.today ? state.now.secondOfDay / 3_600 : 24
    let isEmpty = bucket.amounts.isMissing(exchanges)
    return isEmpty ? "no value yet, \(hours) h" : "partial, \(hours) h of 24"
  }

  private var gap: String? {
    if bucket.amounts.isMissing(exchanges) { return "no value" }
    let missing = missing
    guard let first = missing.first else { return nil }
    guard isOneDay else {
      let days = missing.map { state.snapshot.history.missingDays(of: $0, in: bucket.days) }.max()
      return days == 1 ? "1 day lacks a value" : "\(days ?? 0) days lack values"
    }
    let names = Set(missing.map(\.exchange))
    return "\(names.count == 1 ? first.exchange.name : "\(names.count) exchanges") missing"
  }

  private var cut: String? {
    switch state.bars.marks[state.cursorBar] {
    case .cutBefore, .cutAfter:
      "cut: \(bucket.days.count) of \(state.bars.wholeDays(state.cursorBar)) days"
    default: nil
    }
  }

  /// That values of the bar were fetched before it was over, by whom, and why they are still here.
  private var age: String? {
    let early = exchanges.metrics.filter { metric in
      state.snapshot[metric].asOf.map { $0.day <= bucket.days.upperBound } ?? false
    }
    let stale = early.filter { metric in
      switch state.snapshot[metric].status {
      case .stale, .refused: true
      default: false
      }
    }
    if let oldest = stale.compactMap({ state.snapshot[$0].asOf }).min() {
      let names = Set(stale.map(\.exchange))
      let who = names.count == 1 ? "\(stale[0].exchange.name) " : ""
      return "\(who)stale, \(Age.words(state.now - oldest)) old"
    }
    return early.isEmpty || isPartial ? nil : "not final yet"
  }
}
