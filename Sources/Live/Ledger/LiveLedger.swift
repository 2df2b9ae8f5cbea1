import Liquidations

/// Counts what is heard, once, and knows what of it isn't kept yet: all decisions about sums and coverage,
/// as a value that does nothing by itself.
///
/// Time is what the exchanges' clocks say; this machine's bounds it from above alone, so that setting it
/// moves nothing.
struct LiveLedger: Sendable {
  enum Verdict: Equatable, Sendable { case counted, seen, doubtful, unsound }

  /// How far ahead of this machine's clock an exchange's may be, in seconds.
  static let ahead: Int64 = 300
  /// How far ahead of this machine's clock a store may be believed to be, which may be set back, in
  /// seconds.
  static let storeAhead: Int64 = 2 * 86_400
  /// In bytes.
  static let longestText = 200
  /// More in one liquidation can't be meant, in USD.
  static let mostUSD = 1e10

  private(set) var sums = LiveSums()
  private(set) var tape = Tape()
  private(set) var prices = Prices()
  private(set) var closes = KeptCloses()
  private(set) var cascades: [Slot: Cascade] = [:]
  private(set) var unsaved = Unsaved()
  private var seen = SeenIdentities()
  private var heard: HeardCoverage
  /// The newest second of which anything was told; 0 before that.
  private(set) var newest: Int64 = 0
  /// Seconds in which one of an exchange was that seemed to be of the future, and so wasn't counted.
  private var uncounted: [Exchange: Spans] = [:]
  /// Minutes of which it isn't known yet whether they are cascades.
  private var unjudged: Set<Slot> = []

  /// - Parameter feeds: all that there are.
  init(feeds: [FeedKey]) {
    heard = HeardCoverage(feeds: feeds)
  }

  /// What stands in the store, with nothing unsaved.
  init(_ stored: StoredLive, feeds: [FeedKey], at now: Timestamp) {
    self.init(feeds: feeds)
    adopt(stored, at: now)
    seen = SeenIdentities(frozen: stored.frozen ?? .min)
    freeze()
    for counted in stored.identities {
      _ = seen.note(counted.exchange, at: counted.milliseconds, counted.identity)
    }
    forget()
    unsaved = Unsaved()
  }

  var frozen: Int64 { seen.frozen }

  /// Whether there is anything to keep.
  var hasUnsaved: Bool { !unsaved.isEmpty }
}

// MARK: - What is heard

extension LiveLedger {
  /// Counts one, unless it was counted or can't be meant.
  mutating func take(_ liquidation: Liquidation, at now: Timestamp) -> Verdict {
    guard isSound(liquidation) else { return .unsound }
    let second = liquidation.time.seconds
    guard second <= latest(at: now) else {
      leaveUncounted(second, of: liquidation.exchange)
      return .unsound
    }
    let time = liquidation.milliseconds
    switch seen.note(liquidation.exchange, at: time, liquidation.identity) {
    case .seen: return .seen
    case .doubtful: return .doubtful
    case .new: break
    }
    if second > newest - LiveSums.secondsKept { _ = sums.seconds.add(liquidation) }
    let minute = sums.minutes.add(liquidation)
    unsaved.minutes.insert(minute)
    unsaved.hours.insert(sums.hours.add(liquidation))
    unsaved.append(liquidation)
    unjudged.insert(Slot(.minute, number: minute.number))
    advance(to: second)
    return .counted
  }

  /// Puts on the tape what was counted since; for many at once, since it keeps an order.
  mutating func show(_ counted: [Liquidation]) {
    tape.insert(counted)
    judge()
  }

  /// A feed was heard from one moment to another, by the exchange's clock, and told all there was.
  ///
  /// - Returns: whether its exchange is covered for longer by that.
  mutating func cover(_ feed: FeedKey, _ time: Range<Timestamp>, at now: Timestamp) -> Bool {
    let latest = latest(at: now)
    let end = min(time.upperBound.seconds, latest)
    // What is in doubt isn't counted, so nothing is covered there either.
    let start = max(time.lowerBound.seconds, firstCountable)
    guard start < end else { return false }
    var isMore = false
    for part in heard.hear(feed, start..<end).flatMap({ countable($0, of: feed.exchange) }) {
      guard sums.coverage[feed.exchange].overlaps(part) != [part] else { continue }
      sums.coverage[feed.exchange].insert(part)
      let from = sums.coverage[feed.exchange].span(holding: part.lowerBound)?.lowerBound
      unsaved.markCoverage(feed.exchange, from: from ?? part.lowerBound)
      isMore = true
    }
    advance(to: end)
    return isMore
  }

  /// - Returns: whether it is one.
  mutating func take(_ price: Price, at now: Timestamp) -> Bool {
    guard price.usd > 0, price.usd < 1e9, price.at.seconds <= latest(at: now),
      price.at.seconds >= newest - LiveSums.minutesKept, Timestamp.bounds.contains(price.at)
    else { return false }
    let minute = Slot(.minute, at: price.at)
    if prices[minute] != price.usd {
      prices.set(price.usd, at: minute)
      unsaved.prices.insert(minute)
    }
    return true
  }

  /// Takes closes of one source.
  ///
  /// - Returns: whether any of them is new.
  mutating func take(_ new: DailyCloses) -> Bool {
    guard closes.take(new) else { return false }
    unsaved.closes.append(new)
    return true
  }

  private func isSound(_ liquidation: Liquidation) -> Bool {
    let texts = [liquidation.identity, liquidation.instrument]
    let amounts = [liquidation.bitcoin, liquidation.price, liquidation.usd]
    return texts.allSatisfy { !$0.isEmpty && $0.utf8.count <= Self.longestText }
      && amounts.allSatisfy { $0 > 0 && $0 < Self.mostUSD }
      && Timestamp.bounds.contains(liquidation.time)
  }

  /// Where one wasn't counted nothing is covered, also once the time has come.
  private mutating func leaveUncounted(_ second: Int64, of exchange: Exchange) {
    // What is so absurd will never be told of.
    guard second <= newest + SeenIdentities.reach / 1_000 else { return }
    uncounted[exchange, default: Spans()].insert(second..<second + 1)
  }

  /// The parts of the range in which all that came was counted.
  private func countable(_ range: Range<Int64>, of exchange: Exchange) -> [Range<Int64>] {
    let range = max(range.lowerBound, firstCountable)..<max(range.upperBound, firstCountable)
    return uncounted[exchange]?.gaps(in: range) ?? (range.isEmpty ? [] : [range])
  }

  /// Later than that nothing can have been.
  private func latest(at now: Timestamp) -> Int64 { max(now.seconds, newest) + Self.ahead }

  /// The first second of which all that comes can be counted.
  private var firstCountable: Int64 {
    seen.frozen == .min ? .min : seen.frozen.quotient(by: 1_000) + 1
  }

  private mutating func advance(to second: Int64) {
    guard second > newest else { return }
    let isNextMinute = second.quotient(by: 60) > newest.quotient(by: 60)
    newest = second
    if isNextMinute {
      freeze()
      forget()
    }
  }

  private mutating func freeze() { seen.freeze(until: newest * 1_000 - SeenIdentities.reach) }

  private mutating func forget() {
    sums.forget(before: newest)
    heard.forget(before: newest - SeenIdentities.reach / 1_000)
    prices.forget(before: newest - LiveSums.minutesKept)
    let countable = firstCountable
    for exchange in uncounted.keys { uncounted[exchange]?.forget(before: countable) }
    let first = Slot(.minute, at: Timestamp(seconds: newest - LiveSums.minutesKept))
    if cascades.keys.contains(where: { $0 < first }) {
      cascades = cascades.filter { $0.key >= first }
    }
  }

  /// Looks which minutes are cascades, of those in which something was counted since.
  private mutating func judge() {
    for minute in unjudged { cascades[minute] = Cascade(minute, in: sums) }
    unjudged = []
  }
}

// MARK: - What is kept

extension LiveLedger {
  /// What isn't kept yet, or of much the first part; from here on it counts as kept.
  mutating func takeChanges() -> LiveChanges {
    unsaved.take(of: sums, prices, since: newest - LiveSums.minutesKept)
  }

  /// They weren't kept after all.
  mutating func putBack(_ changes: LiveChanges) { unsaved.putBack(changes) }
}

// MARK: - What another kept

extension LiveLedger {
  /// Takes over what stands in the store, as far as it was loaded.
  mutating func adopt(_ stored: StoredLive, at now: Timestamp) {
    for row in stored.minutes {
      sums.minutes[.init(number: row.slot.number, exchange: row.exchange)] = row.tallies
      unjudged.insert(row.slot)
    }
    for row in stored.hours {
      sums.hours[.init(number: row.slot.number, exchange: row.exchange)] = row.tallies
    }
    for exchange in Exchange.allCases { adoptCoverage(of: exchange, stored) }
    for price in stored.prices { prices.set(price.usd, at: price.minute) }
    for closes in stored.closes { _ = self.closes.take(closes) }
    tape.insert(stored.tape)
    let ends = stored.coverage.values.compactMap { $0.end?.seconds }
    let end = max(ends.max() ?? 0, stored.tape.last?.time.seconds ?? 0)
    newest = max(newest, min(end, now.seconds + Self.storeAhead))
    for liquidation in stored.tape
    where liquidation.time.seconds > newest - LiveSums.secondsKept {
      _ = sums.seconds.add(liquidation)
    }
    judge()
    forget()
  }

  private mutating func adoptCoverage(of exchange: Exchange, _ stored: StoredLive) {
    let spans = stored.coverage[exchange] ?? Spans()
    guard let start = stored.coverageStart?.seconds else {
      return sums.coverage[exchange] = spans
    }
    let before = sums.coverage[exchange].overlaps(0..<start)
    sums.coverage[exchange] = Spans(before + spans.ranges)
  }

  /// Adds what another one counted for itself, of those hours of an exchange of which nothing is known
  /// here: what two have counted is never put together within an hour.
  mutating func add(_ other: LiveLedger) {
    for closes in other.closes.all { _ = take(closes) }
    let lacking = other.hours.subtracting(hours)
    if lacking == other.hours {
      seen.formUnion(other.seen)
      heard = other.heard
    } else {
      // Some of what it has counted is left out, and so it can't go on from there.
      seen.freeze(until: other.newest * 1_000)
    }
    for (exchange, spans) in other.uncounted {
      for span in spans.ranges { uncounted[exchange, default: Spans()].insert(span) }
    }
    guard !lacking.isEmpty else { return }
    for hour in lacking { copy(hour, of: other) }
    other.sums.minutes.forEach { key, tallies in
      guard lacking.contains(key.hour(of: other.sums.minutes)) else { return }
      sums.minutes[key] = tallies
      unsaved.minutes.insert(key)
      unjudged.insert(Slot(.minute, number: key.number))
    }
    other.sums.seconds.forEach { key, tallies in
      if lacking.contains(key.hour(of: other.sums.seconds)) { sums.seconds[key] = tallies }
    }
    let tape = other.tape.liquidations.filter { liquidation in
      let hour = Slot(.hour, at: liquidation.time).number
      return lacking.contains(TimeTallies.Key(number: hour, exchange: liquidation.exchange))
    }
    unsaved.append(tape)
    self.tape.insert(tape)
    newest = max(newest, other.newest)
    unsaved.freeze(until: other.newest * 1_000)
    judge()
    forget()
  }

  private mutating func copy(_ hour: TimeTallies.Key, of other: LiveLedger) {
    if let tallies = other.sums.hours[hour] {
      sums.hours[hour] = tallies
      unsaved.hours.insert(hour)
    }
    let time = Int64(hour.number) * 3_600..<Int64(hour.number + 1) * 3_600
    for span in other.sums.coverage[hour.exchange].overlaps(time) {
      sums.coverage[hour.exchange].insert(span)
      let from = sums.coverage[hour.exchange].span(holding: span.lowerBound)?.lowerBound
      unsaved.markCoverage(hour.exchange, from: from ?? span.lowerBound)
    }
  }

  /// The hours of exchanges of which anything is known.
  private var hours: Set<TimeTallies.Key> {
    var hours: Set<TimeTallies.Key> = []
    sums.hours.forEach { key, _ in hours.insert(key) }
    for exchange in Exchange.allCases {
      for span in sums.coverage[exchange].ranges {
        for hour in span.lowerBound.quotient(by: 3_600)...(span.upperBound - 1).quotient(by: 3_600)
        {
          hours.insert(TimeTallies.Key(number: Int(hour), exchange: exchange))
        }
      }
    }
    return hours
  }
}
