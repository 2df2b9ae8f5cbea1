import Liquidations

/// How many retries a UTC day still has.
struct RetryAllowance: Equatable, Sendable {
  let limit: Int
  private var day: Day?
  private var spent = 0

  init(limit: Int) {
    self.limit = limit
  }

  /// Takes one retry from the day's; false if there is none left.
  mutating func take(on day: Day) -> Bool {
    if day != self.day {
      self.day = day
      spent = 0
    }
    guard spent < limit else { return false }
    spent += 1
    return true
  }

  /// Gives back a retry that wasn't made, or reached nobody.
  mutating func giveBack() {
    spent = max(0, spent - 1)
  }
}
