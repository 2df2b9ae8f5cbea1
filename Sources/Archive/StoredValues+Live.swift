import Liquidations
import Live

// What is read of the exchanges' feeds may have been written by anyone: here it is bounded.

/// How a feed is, as it is written down.
struct FeedReport: Codable, Bounded {
  let feed: FeedKey
  let standing: FeedStanding

  var isInBounds: Bool {
    feed.name.isOneLine && (standing.reason?.isOneLine ?? true)
      && (0...1_000_000_000).contains(standing.odd)
      && standing.backfill.map((0...1).contains) ?? true
  }
}

extension SQLiteRow {
  func exchange(_ column: Int32) -> Exchange? {
    let slug = text(column)
    return Exchange.allCases.first { $0.slug == slug }
  }

  func isPrice(_ column: Int32) -> Bool { real(column) > 0 && real(column) < 1e9 }

  /// A price, its time and its exchange, from that column on.
  func price(_ column: Int32) -> Price? {
    guard isPrice(column), let moment = moment(column + 1), let exchange = exchange(column + 2)
    else { return nil }
    return Price(real(column), at: moment, exchange)
  }

  /// A sum of a minute or an hour: its beginning, exchange, side, USD, count, largest.
  func tally(_ step: Step) -> (slot: Slot, exchange: Exchange, side: Side, tally: Tally)? {
    let tally = Tally(usd: real(3), count: count(4), largest: real(5))
    guard let moment = moment(0), let exchange = exchange(1), let side = side(2),
      tally.usd >= 0, tally.usd <= Series.largestAmount, tally.largest >= 0,
      tally.largest <= tally.usd * (1 + 1e-9)
    else { return nil }
    return (Slot(step, at: moment), exchange, side, tally)
  }

  /// A liquidation: its time, exchange, side, instrument, USD, BTC, price, identity.
  func liquidation() -> Liquidation? {
    let milliseconds = integer(0)
    let amounts = [real(4), real(5), real(6)]
    guard let exchange = exchange(1), let side = side(2), let instrument = text(3),
      let identity = text(7), instrument.isShort, identity.isShort,
      Timestamp.bounds.contains(Timestamp(seconds: milliseconds / 1_000)), milliseconds >= 0,
      amounts.allSatisfy({ $0 > 0 && $0 <= Series.largestAmount })
    else { return nil }
    return Liquidation(
      exchange, instrument, side, milliseconds: milliseconds, bitcoin: amounts[1],
      price: amounts[2], usd: amounts[0], identity: identity)
  }

  private func side(_ column: Int32) -> Side? {
    let name = text(column)
    return Side.allCases.first { $0.name == name }
  }
}

extension String {
  /// Whether it can be the text of a liquidation.
  fileprivate var isShort: Bool { !isEmpty && utf8.count <= 200 && isOneLine }
}
