import Liquidations
import Synchronization

/// All liquidations that the demo's exchanges tell of, at any time: a function of the seed and the time
/// alone, so that what is told live, asked for later, or told by another server is the same.
///
/// Of each day they are a floor: what the exchanges leave out is missing from them. Whole hours are
/// made at once and kept for a while.
struct DemoTape: Sendable {
  /// More isn't told in one piece, in milliseconds.
  static let longestSpan: Int64 = 26 * 3_600_000
  /// What is told of a day's amounts.
  static let toldPart = 0.93

  let prices: DemoPrices
  private let history: DemoHistory
  private let kept = Kept()

  init(_ history: DemoHistory) {
    self.history = history
    prices = DemoPrices(history.parameters)
  }

  var noise: DemoNoise { history.noise }

  /// Before this day there is nothing.
  var firstDay: Day { history.parameters.start.day }

  /// The exchange's liquidations of a span, in the order of their times.
  ///
  /// - Parameter span: in milliseconds since 1970-01-01T00:00Z.
  func orders(of exchange: Exchange, in span: Range<Int64>) -> [DemoOrder] {
    let span = Self.bounded(span)
    guard !span.isEmpty else { return [] }
    let hours = span.lowerBound / 3_600_000...(span.upperBound - 1) / 3_600_000
    return hours.flatMap { hour in
      orders(of: exchange, hour: Int(hour)).filter { span.contains($0.milliseconds) }
    }
  }

  /// The newest of the exchange's liquidations in a span, newest first and as many as are wanted.
  func newest(
    _ count: Int, of exchange: Exchange, in span: Range<Int64>, where isWanted: (DemoOrder) -> Bool
  ) -> [DemoOrder] {
    let span = Self.bounded(span)
    guard !span.isEmpty else { return [] }
    var found: [DemoOrder] = []
    var hour = (span.upperBound - 1) / 3_600_000
    while hour >= span.lowerBound / 3_600_000, found.count < count {
      found += orders(of: exchange, hour: Int(hour)).reversed().filter { order in
        span.contains(order.milliseconds) && isWanted(order)
      }
      hour -= 1
    }
    return Array(found.prefix(count))
  }

  private static func bounded(_ span: Range<Int64>) -> Range<Int64> {
    let end = min(max(span.upperBound, 0), Timestamp.bounds.upperBound.seconds * 1_000)
    return min(max(span.lowerBound, end - longestSpan, 0), end)..<end
  }

  /// What an exchange tells of an hour, counted from 1970-01-01T00:00Z.
  private func orders(of exchange: Exchange, hour: Int) -> [DemoOrder] {
    kept.orders(of: exchange, hour: hour) {
      let day = Day(number: hour / 24)
      let amounts = kept.amounts(on: day) { history.amounts(on: day) }
      return DemoHour(hour, amounts: amounts, noise).orders(of: exchange, prices)
    }
  }
}

/// What was made, so that it isn't made anew for each who asks.
private final class Kept: Sendable {
  private struct Key: Hashable {
    let exchange: Exchange
    let hour: Int
  }

  private struct State {
    var orders: [Key: [DemoOrder]] = [:]
    var amounts: [Day: [Double]] = [:]
  }

  /// The day that can be asked for, of all exchanges, and what is told just now.
  private static let mostHours = 27 * Exchange.allCases.count
  private static let mostDays = 3

  private let state = Mutex(State())

  func orders(of exchange: Exchange, hour: Int, _ make: () -> [DemoOrder]) -> [DemoOrder] {
    let key = Key(exchange: exchange, hour: hour)
    if let orders = state.withLock({ $0.orders[key] }) { return orders }
    let orders = make()
    state.withLock { state in
      if state.orders.count >= Self.mostHours,
        let oldest = state.orders.keys.min(by: { $0.hour < $1.hour })
      {
        state.orders[oldest] = nil
      }
      state.orders[key] = orders
    }
    return orders
  }

  func amounts(on day: Day, _ make: () -> [Double]) -> [Double] {
    if let amounts = state.withLock({ $0.amounts[day] }) { return amounts }
    let amounts = make()
    state.withLock { state in
      if state.amounts.count >= Self.mostDays, let oldest = state.amounts.keys.min() {
        state.amounts[oldest] = nil
      }
      state.amounts[day] = amounts
    }
    return amounts
  }
}
