import Liquidations

extension DashboardState {
  /// Shows other exchanges.
  mutating func choose(_ action: ExchangeAction) {
    switch action {
    case .next: focus.exchanges = exchange(after: 1)
    case .previous: focus.exchanges = exchange(after: -1)
    case .all: focus.exchanges = .all
    case .only(let chosen): focus.exchanges = ExchangeSet(chosen)
    case .toggle(let chosen):
      guard exchanges != ExchangeSet(chosen) else {
        say("At least one exchange must stay.", "One must stay.")
        return
      }
      focus.exchanges.formSymmetricDifference(ExchangeSet(chosen))
    }
    deriveUnusual()
  }

  /// What is shown so many steps on in the round of all exchanges, and then each alone.
  private func exchange(after steps: Int) -> ExchangeSet {
    let stops = [.all] + Exchange.allCases.map { ExchangeSet($0) }
    // Some of them lie, in the round, after all of them.
    let here = stops.firstIndex(of: exchanges) ?? 0
    return stops[(here + steps + stops.count) % stops.count]
  }
}
