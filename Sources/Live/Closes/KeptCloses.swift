import Liquidations

/// The daily closes that are known, source by source, and those of one source that are shown.
struct KeptCloses: Equatable, Sendable {
  private var sources: [Exchange: Series] = [:]
  /// Of the source that goes on longest, then has most days, then is the first in the fixed order.
  private(set) var shown: DailyCloses?

  /// All that there is, source by source.
  var all: [DailyCloses] {
    Exchange.allCases.compactMap { exchange in
      sources[exchange].map { DailyCloses(exchange, $0) }
    }
  }

  /// Adds closes to those of their source.
  ///
  /// - Returns: whether any of them is new.
  mutating func take(_ new: DailyCloses) -> Bool {
    let before = sources[new.exchange] ?? .empty
    let merged = before.merged(with: new.series)
    guard merged != before else { return false }
    sources[new.exchange] = merged
    choose()
    return true
  }

  private mutating func choose() {
    shown = all.max { one, other in
      let (left, right) = (one.series, other.series)
      guard let end = left.days?.upperBound, let otherEnd = right.days?.upperBound else {
        return left.isEmpty && !right.isEmpty
      }
      return (end, left.count, -one.exchange.rawValue)
        < (otherEnd, right.count, -other.exchange.rawValue)
    }
  }

  /// Whether what is shown lacks none of the days.
  func hold(_ days: ClosedRange<Day>) -> Bool {
    days.allSatisfy { shown?.series[$0] != nil }
  }

  /// The first of the days that a source lacks; the last one if it lacks none.
  func firstLacking(of exchange: Exchange, in days: ClosedRange<Day>) -> Day {
    days.first { sources[exchange]?[$0] == nil } ?? days.upperBound
  }
}
