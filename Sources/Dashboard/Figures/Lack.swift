import Liquidations
import Wording

/// Why nothing can be compared with some slots, in few words: which slot lacks whose value, how many
/// lack some, or that the data begin later.
struct Lack {
  let words: String

  /// Nil if the slots lack nothing.
  init?(in slots: ClosedRange<Slot>, of state: DashboardState) {
    let (history, calendar) = (state.data.history, state.calendar)
    guard let known = history.slots, known.lowerBound <= slots.lowerBound else {
      let start = history.slots.map { " \(calendar.plain($0.lowerBound))" } ?? " later"
      words = "data begin\(start)"
      return
    }
    let lacking = slots.filter { Self.isIncomplete($0, state) }
    guard let first = lacking.first else { return nil }
    guard lacking.count == 1 else {
      words = "\(calendar.count(lacking.count)) lack values"
      return
    }
    let names = state.exchanges.exchanges.filter { exchange in
      ExchangeSet(exchange).metrics.contains { history.missingSlots(of: $0, in: first...first) > 0 }
    }
    words =
      switch names.count {
      case 1: "\(calendar.short(first)) lacks \(names[0].name)"
      case state.exchanges.count: "\(calendar.short(first)) has no value"
      default: "\(calendar.short(first)) lacks \(names.count) of \(state.exchanges.count)"
      }
  }

  private static func isIncomplete(_ slot: Slot, _ state: DashboardState) -> Bool {
    let amounts = state.data.history[slot]
    return amounts.isMissing(state.exchanges) || amounts.isIncomplete(state.exchanges)
  }
}
