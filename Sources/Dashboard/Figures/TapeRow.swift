import Liquidations
import Live

/// The orders of one exchange and side within a second: a row of the tape.
struct TapeRow: Hashable, Sendable {
  /// What tells it from others.
  struct Key: Hashable, Sendable {
    /// Since 1970-01-01T00:00Z.
    let second: Int64
    let exchange: Exchange
    let side: Side
  }

  let key: Key
  private(set) var count = 0
  /// Of all its orders together, in USD.
  private(set) var usd = 0.0
  /// The same in BTC.
  private(set) var bitcoin = 0.0
  /// The one that all are of; nil if there are several.
  private(set) var instrument: String?
  /// What a BTC cost, on average over its orders, in USD.
  private var weighted = 0.0

  private init(_ key: Key, _ first: Liquidation) {
    self.key = key
    instrument = first.instrument
    add(first)
  }

  var time: Timestamp { Timestamp(seconds: key.second) }
  var price: Double { bitcoin > 0 ? weighted / bitcoin : 0 }

  private mutating func add(_ order: Liquidation) {
    count += 1
    usd += order.usd
    bitcoin += order.bitcoin
    weighted += order.price * order.bitcoin
    if instrument != order.instrument { instrument = nil }
  }

  /// The rows of liquidations in the order of time, newest first; none of less than so much (USD).
  static func rows(
    _ liquidations: [Liquidation], of exchanges: ExchangeSet, atLeast least: Double
  ) -> [TapeRow] {
    var rows: [TapeRow] = []
    // Where those of the second begin that is being gathered.
    var start = 0
    for order in liquidations.reversed() where exchanges.contains(ExchangeSet(order.exchange)) {
      let key = Key(second: order.time.seconds, exchange: order.exchange, side: order.side)
      if let last = rows.last, last.key.second != key.second {
        drop(&rows, from: start, below: least)
        start = rows.count
      }
      if let place = rows[start...].firstIndex(where: { $0.key == key }) {
        rows[place].add(order)
      } else {
        rows.append(TapeRow(key, order))
      }
    }
    drop(&rows, from: start, below: least)
    return rows
  }

  private static func drop(_ rows: inout [TapeRow], from start: Int, below least: Double) {
    for place in rows.indices[start...].reversed() where rows[place].usd < least {
      rows.remove(at: place)
    }
  }
}

/// The smallest rows that the tape shows.
enum TapeSize: Int, CaseIterable, Hashable, Sendable {
  case every = 0
  case tenThousand = 10_000
  case fiftyThousand = 50_000
  case quarterMillion = 250_000
  case million = 1_000_000

  /// In USD.
  var usd: Double { Double(rawValue) }
}

/// Where in the tape the user looks; nil follows the newest.
struct TapePlace: Equatable, Sendable {
  /// The row under the cursor.
  var cursor: TapeRow.Key?
  /// The first row that is seen.
  var top: TapeRow.Key?
}

extension [TapeRow] {
  /// Where a row lies, or the next older one if it has gone.
  func place(of key: TapeRow.Key?) -> Int {
    guard let key else { return 0 }
    return firstIndex { $0.key == key } ?? firstIndex { $0.key.second <= key.second }
      ?? Swift.max(0, count - 1)
  }
}
