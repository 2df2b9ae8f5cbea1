import Liquidations

/// What of a ledger isn't kept yet, by where it stands there.
struct Unsaved: Sendable {
  /// So many wait for the store at most; what is beyond that is on no tape.
  static let longestWait = 200_000
  /// A save of more would take long.
  static let tapePerSave = 25_000

  var minutes: Set<TimeTallies.Key> = []
  var hours: Set<TimeTallies.Key> = []
  /// From which second on each exchange's spans are others.
  private(set) var coverage: [Exchange: Int64] = [:]
  private(set) var tape: [Liquidation] = []
  var prices: Set<Slot> = []
  var closes: [DailyCloses] = []
  /// Of that moment and all before it the store can't tell any more what was counted.
  private(set) var frozen: Int64?

  var isEmpty: Bool {
    minutes.isEmpty && coverage.isEmpty && prices.isEmpty && closes.isEmpty && tape.isEmpty
      && frozen == nil
  }

  mutating func append(_ liquidation: Liquidation) {
    tape.append(liquidation)
    if tape.count > Self.longestWait { leaveOffTheTape() }
  }

  mutating func append(_ liquidations: [Liquidation]) { liquidations.forEach { append($0) } }

  mutating func markCoverage(_ exchange: Exchange, from second: Int64) {
    coverage[exchange] = min(coverage[exchange] ?? second, second)
  }

  mutating func freeze(until milliseconds: Int64) {
    frozen = max(frozen ?? .min, milliseconds)
  }

  /// A tape that lacks some doesn't tell the next one that they were counted.
  private mutating func leaveOffTheTape() {
    let left = tape.prefix(Self.longestWait / 10)
    freeze(until: left.map(\.milliseconds).max() ?? .min)
    tape.removeFirst(left.count)
  }

  /// All of it, or of much the first part; what is taken is no longer unsaved.
  ///
  /// The identities come before the sums: if no more is kept, less was counted, and nothing covered.
  ///
  /// - Parameter first: the first second whose minute is kept.
  mutating func take(of sums: LiveSums, _ prices: Prices, since first: Int64) -> LiveChanges {
    var changes = LiveChanges(minutesStart: Timestamp(seconds: max(0, first)))
    if tape.count > Self.tapePerSave {
      changes.tape = Array(tape.prefix(Self.tapePerSave))
      changes.isPart = true
      tape.removeFirst(Self.tapePerSave)
      return changes
    }
    changes.minutes = Self.rows(minutes, in: sums.minutes, .minute)
    changes.hours = Self.rows(hours, in: sums.hours, .hour)
    changes.coverage = Exchange.allCases.compactMap { exchange in
      coverage[exchange].map { start in
        let spans = sums.coverage[exchange].ranges.filter { $0.lowerBound >= start }
        return .init(exchange: exchange, start: Timestamp(seconds: start), spans: Spans(spans))
      }
    }
    changes.tape = tape
    changes.prices = self.prices.compactMap { minute in
      prices[minute].map { MinutePrice(minute, $0) }
    }
    changes.closes = closes
    changes.frozen = frozen
    self = Unsaved()
    return changes
  }

  /// They weren't kept after all.
  mutating func putBack(_ changes: LiveChanges) {
    for row in changes.minutes {
      minutes.insert(TimeTallies.Key(number: row.slot.number, exchange: row.exchange))
    }
    for row in changes.hours {
      hours.insert(TimeTallies.Key(number: row.slot.number, exchange: row.exchange))
    }
    for covered in changes.coverage { markCoverage(covered.exchange, from: covered.start.seconds) }
    tape = changes.tape + tape
    prices.formUnion(changes.prices.map(\.minute))
    closes = changes.closes + closes
    if let frozen = changes.frozen { freeze(until: frozen) }
  }

  private static func rows(
    _ keys: Set<TimeTallies.Key>, in tallies: TimeTallies, _ step: Step
  ) -> [SlotTallies] {
    keys.compactMap { key in
      tallies[key].map { SlotTallies(key.exchange, Slot(step, number: key.number), $0) }
    }
  }
}
