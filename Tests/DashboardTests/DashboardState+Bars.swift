@testable import Dashboard

extension DashboardState {
  /// Shows bars of an interval, however many times `i` would have to be pressed for it.
  mutating func show(barsOf interval: BarInterval) {
    appearance.interval = interval
    derive()
  }
}
