import Alerts
import Liquidations
import Live

/// 2026-06-15, at noon.
let noon = Timestamp(seconds: 1_781_524_800)
let today = noon.day

/// A rule by its condition.
func makeRule(
  _ name: String = "a", _ condition: String, exchange: Exchange? = nil,
  on: AlertRule.DayMoment = .running, rearm: Double = 0.5, every: Int = 600, late: Int = 24
) throws -> AlertRule {
  AlertRule(
    name, try Condition(condition), exchange: exchange, on: on, rearm: rearm,
    every: .seconds(every), late: .seconds(late * 3_600))
}

/// Days of which each exchange has the same, in USD: longs, and as much again of shorts.
func snapshot(
  _ days: [Day: Double], asOf: Timestamp, without missing: Metric? = nil
) -> Snapshot {
  var snapshot = Snapshot()
  snapshot.update(Metric.allCases) { metric, reading in
    let sign = metric.side == .long ? 1.0 : -1
    reading.series = Series(
      days.map { day, usd in
        (day: day, value: metric == missing && day == days.keys.max() ? nil : sign * usd)
      })
    reading.asOf = asOf
  }
  return snapshot
}

/// Feeds of which each is heard up to a moment, since an hour before; Binance has counted what is given.
func live(
  _ liquidations: [Liquidation] = [], until end: Timestamp,
  without missing: Exchange? = nil, since start: Timestamp? = nil
) -> LiveSnapshot {
  let feeds = Exchange.allCases.map { FeedKey($0, $0.name) }
  var stored = StoredLive(LiveEdition(saves: 1, row: 1))
  let start = start ?? end + .seconds(-90_000)
  for feed in feeds where feed.exchange != missing {
    stored.coverage[feed.exchange] = Spans([start.seconds..<end.seconds])
    stored.standings[feed] = FeedStanding(.live)
  }
  stored.tape = liquidations
  var minutes: [Slot: Tallies] = [:]
  for liquidation in liquidations {
    let tally = Tally(usd: liquidation.usd, count: 1, largest: liquidation.usd)
    minutes[Slot(.minute, at: liquidation.time), default: Tallies()][liquidation.side].add(tally)
  }
  stored.minutes = minutes.map { SlotTallies(.binance, $0.key, $0.value) }
  return LiveSnapshot(stored, feeds: feeds, at: end)
}

/// One of Binance, some seconds before noon.
func liquidation(_ secondsBefore: Int, _ usd: Double, _ side: Side = .long) -> Liquidation {
  let time = noon + .seconds(-secondsBefore)
  return Liquidation(
    .binance, "BTCUSDT", side, milliseconds: time.seconds * 1_000, bitcoin: usd / 90_000,
    price: 90_000, usd: usd, identity: "\(time.seconds) \(usd)")
}

/// What is known of days alone, at a moment.
func known(_ snapshot: Snapshot, at now: Timestamp) -> AlertKnowledge {
  AlertKnowledge(snapshot, at: now, staleAfter: .seconds(7_200))
}

/// Remembers from one look to the next, as a store does.
struct Looks {
  let rules: [AlertRule]
  var states: [RuleKey: RuleState] = [:]
  /// The titles of all that has fired, with the time.
  var told: [String] = []

  init(_ rules: [AlertRule]) { self.rules = rules }

  /// Looks once; returns the titles of what fires.
  @discardableResult
  mutating func look(_ known: AlertKnowledge) -> [String] {
    let evaluation = evaluate(rules, states, known)
    states = evaluation.states
    let titles = evaluation.fired.map(\.firing.title)
    told += titles
    return titles
  }
}
