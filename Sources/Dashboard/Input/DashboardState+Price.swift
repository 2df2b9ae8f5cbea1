import Liquidations
import Live
import Wording

extension DashboardState {
  /// Whether the view is one over which a price can be laid: time runs across it, in one chart.
  private var canHavePrice: Bool { [.stacked, .net, .share].contains(shownView) }

  /// Whether the price is laid over the bars, and the pane has the room for its axis.
  var hasPrice: Bool {
    appearance.overlaid == .price && canHavePrice && data.grain.isLive && hasAxisRoom
  }

  /// Computes the prices of the bars anew, where they are shown.
  mutating func derivePrices() {
    barPrices = hasPrice ? bars.buckets.map { live?.price(of: $0.slots) } : []
  }

  /// Goes on to the next of what can be laid over the bars.
  mutating func changeOverlaid() {
    let hasAverage = [.stacked, .net, .exchanges].contains(shownView)
    let hasPrices =
      canHavePrice && hasAxisRoom && data.grain.isLive
      && bars.buckets.contains { live?.price(of: $0.slots) != nil }
    guard hasAverage || hasPrices else {
      reply = "There is no average over the \(shownView.name)."
      return
    }
    let before = appearance.overlaid
    switch before {
    case nil: appearance.overlaid = hasAverage ? .average : .price
    case .average: appearance.overlaid = hasPrices ? .price : nil
    case .price: appearance.overlaid = nil
    }
    derive()
    reply =
      switch appearance.overlaid {
      case .average: "7-bar average on."
      case .price: "Price laid over, with its axis at the right."
      case nil: before == .price ? "Price off." : "7-bar average off."
      }
  }

  /// Shows BTC instead of USD, or USD again; says why where it can't.
  mutating func changeUnit() {
    if appearance.isInBitcoin, data.isInBitcoin {
      appearance.isInBitcoin = false
      takeUnit()
      reply = "In USD."
      return
    }
    guard data.grain.isLive else {
      reply = "No price is known of these days, so they stay in USD."
      return
    }
    guard let lacking = live?.slotsWithoutPrice(in: slots, of: data.history), lacking == 0 else {
      reply = "Not every \(calendar.unit) shown has a price, so they stay in USD."
      return
    }
    appearance.isInBitcoin = true
    takeUnit()
    reply = "In BTC, by the price of each \(calendar.unit)."
  }

  private mutating func takeUnit() {
    if gather() { deriveUnusual() }
  }

  /// The unit of all amounts but the tape's: `USD`, or `BTC`.
  var unitWord: String { data.isInBitcoin ? "BTC" : "USD" }

  /// An amount for programs to read, in that unit.
  func exact(_ amount: Double) -> String {
    data.isInBitcoin ? BTC.exact(amount) : USD.exact(amount)
  }
}

extension LiveSnapshot {
  /// The last price in some slots, in USD; nil if there is none.
  func price(of slots: ClosedRange<Slot>) -> Double? {
    let first = Slot(.minute, at: slots.lowerBound.start)
    var minute = slots.upperBound.last(on: .minute)
    while minute >= first {
      if let price = prices[minute] { return price }
      minute = minute - 1
    }
    return nil
  }

  /// How many of the slots hold an amount and have no price.
  func slotsWithoutPrice(in slots: ClosedRange<Slot>, of history: History) -> Int {
    slots.count { (history[$0].known() ?? 0) > 0 && price(of: $0...$0) == nil }
  }
}
