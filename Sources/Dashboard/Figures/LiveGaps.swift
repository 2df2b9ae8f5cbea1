import Liquidations
import Live

/// When feeds weren't heard, exchange by exchange, to the second, as far as the bars reach; and who tells
/// late. What a late one will tell yet is no gap.
struct LiveGaps: Equatable, Sendable {
  /// By `Exchange.rawValue`; seconds since 1970.
  private var gaps: [[Range<Int64>]] = []
  /// Up to when an exchange has told all that is heard, but tells late.
  private(set) var late: [Exchange: Timestamp] = [:]

  /// So many seconds behind, an exchange is late.
  private static let lateness: Int64 = 30

  /// No gaps.
  init() {}

  /// Who tells late, and no gaps.
  init(_ live: LiveSnapshot, at now: Timestamp) {
    for exchange in Exchange.allCases {
      guard let told = live.told(by: exchange, at: now) else { continue }
      if now.seconds - told.seconds >= Self.lateness { late[exchange] = told }
    }
  }

  init(_ live: LiveSnapshot, in reach: ClosedRange<Slot>, at now: Timestamp) {
    self.init(live, at: now)
    for exchange in Exchange.allCases {
      let told = live.told(by: exchange, at: now)
      let start = reach.lowerBound.start.seconds
      let end = max(start, (told ?? now).seconds)
      gaps.append(live.sums.coverage[exchange].gaps(in: start..<end))
    }
  }

  /// Whether some exchange has a gap in the slots.
  func touch(_ slots: ClosedRange<Slot>, of exchanges: ExchangeSet) -> Bool {
    exchanges.exchanges.contains { seconds(of: $0, in: Self.time(slots)) > 0 }
  }

  /// How many seconds of the slots, and as far as time has come, an exchange wasn't heard.
  func seconds(of exchange: Exchange, in slots: ClosedRange<Slot>) -> Int64 {
    seconds(of: exchange, in: Self.time(slots))
  }

  private func seconds(of exchange: Exchange, in time: Range<Int64>) -> Int64 {
    guard gaps.indices.contains(exchange.rawValue) else { return 0 }
    let gaps = gaps[exchange.rawValue]
    return gaps.reduce(0) { sum, gap in
      gap.overlaps(time) ? sum + Int64(gap.clamped(to: time).count) : sum
    }
  }

  private static func time(_ slots: ClosedRange<Slot>) -> Range<Int64> {
    slots.lowerBound.start.seconds..<(slots.upperBound + 1).start.seconds
  }
}
