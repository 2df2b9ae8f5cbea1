import Liquidations
import Wording

/// The order of the table's rows.
struct TableSort: Hashable, Sendable {
  /// A column of the table.
  enum Column: Hashable, Sendable {
    case time, total, long, short, net, share
    /// Both sides of an exchange together, and one of them.
    case exchange(Exchange)
    case side(Exchange, Side)
    /// Against the bar before.
    case change

    /// The word above the column.
    func name(_ calendar: CalendarText) -> String {
      switch self {
      case .time: calendar.unit
      case .total: "total"
      case .long: "long"
      case .short: "short"
      case .net: "net"
      case .share: "long share"
      case .exchange(let exchange): exchange.name
      case .side(_, let side): side.name
      case .change: "change"
      }
    }

    /// The same where nothing stands above it.
    func words(_ calendar: CalendarText) -> String {
      if case .side(let exchange, let side) = self { return "\(exchange.name) \(side.name)" }
      return name(calendar)
    }

    /// What the rows are ordered by; nil is missing and comes last.
    func value(_ bar: Int, _ bars: Bars, _ exchanges: ExchangeSet) -> Double? {
      let bucket = bars.buckets[bar]
      return switch self {
      case .time: Double(bucket.slots.lowerBound.number)
      case .total: bucket.amounts.known(of: exchanges)
      case .long: bucket.amounts.total(.long, of: exchanges)
      case .short: bucket.amounts.total(.short, of: exchanges).map { -$0 }
      case .net: bucket.amounts.net(of: exchanges)
      case .share: bucket.amounts.longShare(of: exchanges)
      case .exchange(let exchange): bucket.amounts.known(of: ExchangeSet(exchange))
      case .side(let exchange, let side): bucket.amounts[exchange, side].map(abs)
      case .change: bars.change(bar, of: exchanges)
      }
    }
  }

  var column = Column.time
  /// Whether the largest comes first; of slots the newest.
  var isDescending = true

  /// Which rows come first: `largest first`.
  var end: String {
    let ends = column == .time ? ("newest", "oldest") : ("largest", "smallest")
    return "\(isDescending ? ends.0 : ends.1) first"
  }

  /// The places of the bars, in the order of the rows.
  func rows(_ bars: Bars, _ exchanges: ExchangeSet) -> [Int] {
    let keys = bars.buckets.indices.map { column.value($0, bars, exchanges) }
    let present = keys.indices.filter { keys[$0] != nil }
    let sorted = present.sorted { left, right in
      let (one, other) = (keys[left] ?? 0, keys[right] ?? 0)
      // Of equals the newer comes first.
      return one == other ? left > right : (one > other) == isDescending
    }
    return sorted + keys.indices.filter { keys[$0] == nil }.reversed()
  }
}
