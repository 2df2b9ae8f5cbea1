import Canvas
import Dashboard
import Liquidations

@testable import Live

/// What feeds have told of the three days up to the samples' moment: deterministic, with gaps.
///
/// Bybit lacks most of an hour of yesterday, all lack forty minutes of the day before, and Deribit is told
/// of an hour late.
enum LiveSamples {
  /// Twenty seconds past the moment of the other samples.
  static let now = Samples.now + .seconds(20)
  static let first = (Samples.today - 2).start + .seconds(9 * 3_600)
  static let bybitGap =
    (Samples.today - 1).start + .seconds(3 * 3_600 + 600)..<(Samples.today - 1).start
    + .seconds(3 * 3_600 + 52 * 60)
  static let outage =
    (Samples.today - 2).start + .seconds(22 * 3_600)..<(Samples.today - 2).start
    + .seconds(22 * 3_600 + 40 * 60)
  static let deribitEnd = now + .seconds(-3_600)
  /// In which more was closed by force than in any other minute.
  static let cascade = Slot(.minute, at: now) - 11

  static let feeds = [
    FeedKey(.binance, "Binance USD-M"), FeedKey(.binance, "Binance COIN-M"),
    FeedKey(.bybit, "Bybit linear"), FeedKey(.bybit, "Bybit inverse"), FeedKey(.okx, "OKX"),
    FeedKey(.deribit, "Deribit"),
  ]

  /// All feeds live.
  static let snapshot = snapshot(of: ledger)

  static func snapshot(
    of ledger: LiveLedger, standings: [FeedKey: FeedStanding] = [:]
  ) -> LiveSnapshot {
    var snapshot = LiveSnapshot(feeds: feeds)
    snapshot.sums = ledger.sums
    snapshot.tape = ledger.tape
    snapshot.prices = ledger.prices
    snapshot.price = Price(price(Slot(.minute, at: now)), at: now, .binance)
    snapshot.cascades = ledger.cascades.values.sorted { $0.minute < $1.minute }
    for feed in feeds { snapshot.standings[feed] = standings[feed] ?? FeedStanding(.live) }
    snapshot.role = .listens
    return snapshot
  }

  /// The same with some feeds in another state.
  static func snapshot(_ standings: [FeedKey: FeedStanding]) -> LiveSnapshot {
    snapshot(of: ledger, standings: standings)
  }

  static func state(
    _ snapshot: Snapshot = Samples.snapshot(Samples.series(400)), live: LiveSnapshot = snapshot,
    columns: Int = 120, rows: Int = 40, colours: ColourDepth = .indexed, isUnicode: Bool = true,
    theme: Theme = .terminal, range: Span = .last(24, .hour), exchange: Exchange? = nil,
    source: DashboardState.Source = .host("newhedge.io")
  ) -> DashboardState {
    var state = Samples.state(
      snapshot, columns: columns, rows: rows, colours: colours, isUnicode: isUnicode, theme: theme,
      range: range, exchange: exchange, source: source, hasFeeds: true)
    _ = reduce(&state, .live(live, now: now))
    return state
  }

  /// What the feeds told; `edit` may change or drop any of it.
  static func ledger(_ edit: (Liquidation) -> Liquidation?) -> LiveLedger {
    var ledger = LiveLedger(feeds: feeds)
    var counted: [Liquidation] = []
    for minute in Slot(.minute, at: first)...Slot(.minute, at: now) {
      for liquidation in liquidations(in: minute) where isHeard(liquidation) {
        guard let liquidation = edit(liquidation) else { continue }
        if ledger.take(liquidation, at: now) == .counted { counted.append(liquidation) }
      }
      _ = ledger.take(Price(price(minute), at: minute.start, .binance), at: now)
      for feed in feeds {
        for span in spans(of: feed.exchange) {
          let heard = span.clamped(to: minute.start..<(minute + 1).start)
          if !heard.isEmpty { _ = ledger.cover(feed, heard, at: now) }
        }
      }
    }
    ledger.show(counted)
    return ledger
  }

  static let ledger = ledger { $0 }

  private static func spans(of exchange: Exchange) -> [Range<Timestamp>] {
    let end = (exchange == .deribit ? deribitEnd : now) + .seconds(5)
    guard exchange == .bybit else { return [first..<outage.lowerBound, outage.upperBound..<end] }
    return [
      first..<outage.lowerBound, outage.upperBound..<bybitGap.lowerBound, bybitGap.upperBound..<end,
    ]
  }

  private static func isHeard(_ liquidation: Liquidation) -> Bool {
    spans(of: liquidation.exchange).contains { $0.contains(liquidation.time) }
      && liquidation.time <= now
  }

  /// Of one minute, in the order of time.
  private static func liquidations(in minute: Slot) -> [Liquidation] {
    var found: [Liquidation] = []
    for exchange in Exchange.allCases {
      let busy = [0.9, 0.6, 0.35, 0.03][exchange.rawValue]
      let count =
        minute == cascade && exchange != .deribit
        ? 9 : noise(minute.number, exchange.rawValue) < busy * 0.55 ? 1 + minute.number % 2 : 0
      for place in 0..<count { found.append(liquidation(exchange, minute, place)) }
    }
    return found.sorted { $0.milliseconds < $1.milliseconds }
  }

  private static func liquidation(
    _ exchange: Exchange, _ minute: Slot, _ place: Int
  ) -> Liquidation {
    let seed = minute.number * 64 + exchange.rawValue * 16 + place
    let isCascade = minute == cascade
    let side: Side = isCascade || noise(seed, 1) < 0.45 ? .long : .short
    let size = noise(seed, 2)
    let bitcoin = 0.01 + size * size * size * size * (isCascade ? 30 : 6)
    let price = price(minute) * (1 + (noise(seed, 3) - 0.5) / 400)
    let second = isCascade && place < 4 ? 12 : Int(noise(seed, 4) * 60)
    return Liquidation(
      exchange, instruments[exchange.rawValue], side,
      milliseconds: (minute.start.seconds + Int64(second)) * 1_000 + Int64(place),
      bitcoin: bitcoin, price: price, usd: bitcoin * price, identity: "\(seed)")
  }

  private static let instruments = ["BTCUSDT", "BTCUSDT", "BTC-USDT-SWAP", "BTC-PERPETUAL"]

  /// A slow wave with some noise, about 91,000.
  static func price(_ minute: Slot) -> Double {
    let phase = Double(minute.number % 1_440) / 1_440
    let wave = 16 * phase * (1 - phase) * (0.5 - phase)
    return (91_000 + 2_400 * wave + 120 * (noise(minute.number / 3, 9) - 0.5)).rounded()
  }

  /// 0…1 for two numbers, always the same.
  private static func noise(_ number: Int, _ salt: Int) -> Double {
    var bits = UInt64(bitPattern: Int64(number &* 31 &+ salt)) &* 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return Double((bits ^ (bits >> 31)) >> 11) / Double(1 << 53)
  }
}
