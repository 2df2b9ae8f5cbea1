import Liquidations
import Live

/// What one BTC cost, day by day: the close of a day that is over, and today the live price. A day without
/// the one has no other's.
struct DayPrices: Equatable, Sendable {
  /// Of one source; nil before any were fetched.
  private let closes: DailyCloses?
  private let today: Day
  /// In USD; nil without one of today.
  private let current: Double?

  init(_ closes: DailyCloses?, _ live: LiveSnapshot?, today: Day) {
    self.closes = closes
    self.today = today
    current = live?.price.flatMap { $0.at.day == today ? $0.usd : nil }
  }

  var isEmpty: Bool { closes == nil && current == nil }

  /// In USD; nil if it isn't known.
  subscript(day: Day) -> Double? { day == today ? current : closes?.series[day] }

  /// The price of the last of some days that has one, in USD; nil if none has.
  func price(of slots: ClosedRange<Slot>) -> Double? {
    for slot in slots.reversed() {
      if let price = self[slot.day] { return price }
    }
    return nil
  }
}
