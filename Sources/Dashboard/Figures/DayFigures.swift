import Canvas
import Liquidations
import Live
import Wording

/// What is to be said of the bar under the cursor, for the panel and the line alike.
struct DayFigures {
  let bucket: Bucket
  let exchanges: ExchangeSet
  let state: DashboardState

  /// Nil if there is no bar.
  init?(_ state: DashboardState) {
    guard state.hasData, !state.bars.buckets.isEmpty else { return nil }
    bucket = state.bars.buckets[state.cursorBar]
    exchanges = state.exchanges
    self.state = state
  }

  var long: Double? { bucket.amounts.total(.long, of: exchanges) }
  var short: Double? { bucket.amounts.total(.short, of: exchanges) }
  var net: Double? { bucket.amounts.net(of: exchanges) }
  var gross: Double? { bucket.amounts.gross(of: exchanges) }
  var longShare: Double? { bucket.amounts.longShare(of: exchanges) }
  var isPartial: Bool { bucket.slots.contains(state.running) }
  var isOneSlot: Bool { bucket.slots.count == 1 }

  /// The rank among the finished slots of the range; nil for the running one, and for bars of several.
  var rank: (place: Int, of: Int)? {
    guard isOneSlot, !isPartial, let gross, !state.summary.sortedGross.isEmpty else { return nil }
    return (state.summary.rank(ofGross: gross), state.summary.sortedGross.count)
  }

  /// The rank that the running slot has by now; it can only rise. Nil for others.
  var rankSoFar: (place: Int, of: Int)? {
    guard isOneSlot, isPartial, let gross, !state.summary.sortedGross.isEmpty else { return nil }
    return (state.summary.rank(ofGross: gross), state.summary.sortedGross.count + 1)
  }

  /// How many times the range's median; nil where there is no rank.
  var timesMedian: Double? {
    guard rank != nil, let gross, let median = state.summary.median, median > 0 else { return nil }
    return gross / median
  }

  /// How many times the slot before; nil where there is no rank, or nothing in the slot before.
  var timesSlotBefore: Double? {
    guard rank != nil, let gross else { return nil }
    let before = state.data.history[bucket.slots.lowerBound - 1].gross(of: exchanges)
    guard let before, before > 0 else { return nil }
    return gross / before
  }

  /// Why it isn't compared with the slot or the bar before, unless by itself; nil if it is.
  var lackBefore: String? {
    if isOneSlot {
      let before = bucket.slots.lowerBound - 1
      return Lack(in: before...before, of: state)?.words
    }
    let unit = state.bars.unit
    return Lack(in: unit.slots(around: bucket.slots.lowerBound - 1), of: state)?.words
  }

  /// The slots that should have values: not the running one, as long as nobody has a value of it.
  private var due: ClosedRange<Slot> {
    let slots = bucket.slots
    guard isPartial, !isOneSlot, state.data.history[state.running].isMissing(.all) else {
      return slots
    }
    return slots.lowerBound...(slots.upperBound - 1)
  }

  /// The exchanges that lack a value on a side although they had begun by then.
  private var missing: [Metric] {
    exchanges.metrics.filter { state.data.history.missingSlots(of: $0, in: due) > 0 }
  }

  /// That the bar is like few others, or how many slots of it are; nil if none is.
  var unusual: String? {
    guard isOneSlot else {
      let count = state.unusual.count(in: bucket.slots)
      let unit = count == 1 ? state.calendar.unit : state.calendar.units
      return count == 0 ? nil : "\(count) unusual \(unit)"
    }
    let sides = Side.allCases.filter { state.bars.isUnusual(state.cursorBar, $0) }
    guard let side = sides.first else { return nil }
    return sides.count == 2 ? "unusual: top 1 %" : "unusual \(side.name): top 1 %"
  }

  /// What a finished slot of the bar that has a value came to, on average, in USD.
  var mean: Double? {
    let last = min(bucket.slots.upperBound, state.running - 1)
    guard bucket.slots.lowerBound <= last else { return nil }
    let finished = bucket.slots.lowerBound...last
    let count = state.filled.count(in: finished)
    guard count > 0 else { return nil }
    return state.data.history.sum(finished).gross(of: exchanges).map { $0 / Double(count) }
  }

  /// The sum of the net of all bars up to and with this one, in USD; nil as long as no bar has one.
  var runningSum: Double? {
    let nets = state.bars.buckets.prefix(state.cursorBar + 1)
      .compactMap { $0.amounts.net(of: exchanges) }
    return nets.isEmpty ? nil : nets.reduce(0, +)
  }

  /// How many bars up to this one have no net, and so no part in that sum.
  var barsLeftOutOfSum: Int {
    state.bars.buckets.prefix(state.cursorBar + 1)
      .count { $0.amounts.net(of: exchanges) == nil }
  }

  /// What the figures don't say, the most important first: that the bar isn't over, that the history
  /// begins within it, that values are missing or old.
  var remarks: [(text: String, ink: Ink)] {
    guard state.data.grain == .days else { return liveRemarks }
    let texts = isFloor ? [partial, floor] : [partial ?? cut, gap, age]
    return texts.compactMap { text in text.map { ($0, .warning) } }
  }

  /// Whether it is what feeds told, for want of any value of the API.
  var isFloor: Bool { state.bars.areFloors[state.cursorBar] }

  /// How much of the time up to now the feeds were heard on average.
  private var floor: String? {
    let start = bucket.slots.lowerBound.start
    let end = min((bucket.slots.upperBound + 1).start, max(start, state.moment))
    guard let live = state.live, start < end else { return nil }
    let covered = exchanges.exchanges.reduce(0) {
      $0 + live.sums.coverage[$1].seconds(in: start..<end)
    }
    let share = Double(covered) / Double((end.seconds - start.seconds) * Int64(exchanges.count))
    return "live, \(Ratio.part(share)) covered"
  }

  /// That the bar isn't over; whom feeds weren't heard of, and how long; who tells late.
  private var liveRemarks: [(text: String, ink: Ink)] {
    let partial = (partial ?? cut).map { [($0, Ink.warning)] } ?? []
    guard !bucket.amounts.isMissing(exchanges) else {
      return partial.isEmpty ? [("not covered", .warning)] : partial
    }
    let cascade = state.bars.cascades[state.cursorBar].map {
      [("cascade at \($0.start.clock)", Ink.warning)]
    }
    return (cascade ?? []) + partial + coverage.map { ($0, .warning) } + late.map { ($0, .muted) }
  }

  /// Such as `covered 41 of 60 min` of all that are shown alike, or `Bybit 41 of 60 min`.
  private var coverage: [String] {
    let gaps = exchanges.exchanges.map { state.data.gaps.seconds(of: $0, in: bucket.slots) }
    let lacking = zip(exchanges.exchanges, gaps).filter { $0.1 > 0 }
    guard let first = lacking.first else { return [] }
    let isAlike = lacking.count == exchanges.count && lacking.allSatisfy { $0.1 == first.1 }
    return isAlike
      ? ["covered \(covered(lacking: first.1))"]
      : lacking.map { "\($0.0.name) \(covered(lacking: $0.1))" }
  }

  private func covered(lacking gap: Int64) -> String {
    let start = bucket.slots.lowerBound.start.seconds
    let end = min((bucket.slots.upperBound + 1).start.seconds, state.moment.seconds)
    let whole = max(gap, end - start)
    guard whole > 120 else { return "\(whole - gap) of \(whole) s" }
    // Down, so that what lacks seconds doesn't look whole.
    return "\((whole - gap) / 60) of \((whole + 59) / 60) min"
  }

  /// Such as `Deribit to 13:36`, where the bar goes on beyond that.
  private var late: [String] {
    let end = (bucket.slots.upperBound + 1).start
    return exchanges.exchanges.compactMap { exchange in
      guard let told = state.data.gaps.late[exchange], told < end else { return nil }
      let day = told.day == state.today ? "" : "\(told.day.monthDay) "
      return "\(exchange.name) to \(day)\(told.clock)"
    }
  }

  private var partial: String? {
    guard isPartial else { return nil }
    let calendar = state.calendar
    guard isOneSlot else { return "partial: includes \(calendar.current)" }
    let progress = calendar.progress(of: state.running, at: state.moment)
    let isEmpty = bucket.amounts.isMissing(exchanges)
    if isEmpty, state.unpriced(in: bucket.slots) > 0 { return "no live price, \(progress.gone)" }
    return isEmpty
      ? "no value yet, \(progress.gone)" : "partial, \(progress.gone) of \(progress.whole)"
  }

  private var gap: String? {
    let unpriced = state.unpriced(in: due)
    if bucket.amounts.isMissing(exchanges) {
      return isPartial ? nil : unpriced > 0 ? "no price" : "no value"
    }
    if unpriced > 0, !isOneSlot {
      return state.calendar.count(unpriced) + (unpriced == 1 ? " has no price" : " have no price")
    }
    if isOneSlot, !bucket.amounts.isIncomplete(exchanges) { return nil }
    let missing = missing
    guard let first = missing.first else { return nil }
    guard isOneSlot else {
      let count =
        missing.map { state.data.history.missingSlots(of: $0, in: due) }.max() ?? 0
      return state.calendar.count(count) + (count == 1 ? " lacks a value" : " lack values")
    }
    let names = Set(missing.map(\.exchange))
    return "\(names.count == 1 ? first.exchange.name : "\(names.count) exchanges") missing"
  }

  private var cut: String? {
    switch state.bars.marks[state.cursorBar] {
    case .cutBefore:
      "cut: \(bucket.slots.count) of \(state.calendar.count(state.bars.wholeCount(state.cursorBar)))"
    default: nil
    }
  }

  /// That values of the bar were fetched before it was over, by whom, and why they are still here.
  private var age: String? {
    let slot = state.snapshot.oldest.map { Slot(state.running.step, at: $0) }
    guard let slot, slot <= bucket.slots.upperBound else { return nil }
    let early = exchanges.metrics.filter { metric in
      state.snapshot[metric].asOf.map {
        Slot(state.running.step, at: $0) <= bucket.slots.upperBound
      } ?? false
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
