import Liquidations
import Live
import Wording

extension DashboardState {
  /// The daily closes that are known; nil before any were fetched.
  var closes: DailyCloses? { live?.closes ?? keptCloses }

  /// What one BTC cost, day by day.
  var dayPrices: DayPrices { DayPrices(closes, live, today: today) }

  /// Whether the view is one over which a price can be laid: time runs across it.
  private var canHavePrice: Bool { [.stacked, .net, .share, .exchanges].contains(shownView) }

  /// Whether the price is laid over the bars, and the pane has the room for its axis.
  var hasPrice: Bool { appearance.overlaid == .price && canHavePrice && hasAxisRoom }

  /// Computes the prices of the bars anew, where they are shown.
  mutating func derivePrices() { barPrices = hasPrice ? pricesOfBars : [] }

  private var pricesOfBars: [Double?] {
    let days = dayPrices
    return bars.buckets.map { price(of: $0.slots, days) }
  }

  /// The last price in some slots, in USD; nil if there is none.
  func price(of slots: ClosedRange<Slot>) -> Double? { price(of: slots, dayPrices) }

  /// The same, given what one BTC cost day by day.
  func price(of slots: ClosedRange<Slot>, _ days: DayPrices) -> Double? {
    slots.lowerBound.step == .day ? days.price(of: slots) : live?.price(of: slots)
  }

  /// Whose price it is that is laid over the bars, in a word; nil without one.
  var priceSource: String? {
    let exchange = data.grain.isLive ? live?.price?.exchange : closes?.exchange
    return (exchange ?? live?.price?.exchange)?.name
  }

  /// Goes on to the next of what can be laid over the bars.
  mutating func changeOverlaid() {
    let hasAverage = [.stacked, .net, .exchanges].contains(shownView)
    let lack = lackOfPrice
    guard hasAverage || lack == nil else {
      say(said("There is no average over the \(shownView.name)", lack), "No average here.")
      return
    }
    let before = appearance.overlaid
    switch before {
    case nil: appearance.overlaid = hasAverage ? .average : .price
    case .average: appearance.overlaid = lack == nil ? .price : nil
    case .price: appearance.overlaid = nil
    }
    derive()
    switch appearance.overlaid {
    case .average: reply = "7-bar average on."
    case .price:
      let price = "Price\(priceSource.map { " of \($0)" } ?? "")"
      say("\(price) laid over, with its axis at the right.", "\(price) laid over.", "Price on.")
    case nil where before == .price: reply = "Price off."
    case nil: say(said("7-bar average off", lack), "7-bar average off.")
    }
  }

  /// With why there is no price either, where there might be one.
  private func said(_ words: String, _ lack: String?) -> String {
    guard hasFeeds || closes != nil, let lack else { return "\(words)." }
    return "\(words); \(lack)"
  }

  /// Why no price can be laid over the bars, after a semicolon; nil if one can.
  private var lackOfPrice: String? {
    guard canHavePrice else { return "the \(shownView.name) has no time axis for a price." }
    guard hasAxisRoom else { return "the pane is too small for a price axis." }
    if pricesOfBars.contains(where: { $0 != nil }) { return nil }
    return live?.closesFault.map { $0.prefix(1).lowercased() + $0.dropFirst() }
      ?? "no price is known for what is shown."
  }

  /// Shows BTC instead of USD, or USD again; says why where it can't.
  mutating func changeUnit() {
    if appearance.isInBitcoin, data.isInBitcoin {
      appearance.isInBitcoin = false
      takeUnit()
      reply = "In USD."
      return
    }
    if data.grain.isLive { changeUnitOfFeeds() } else { changeUnitOfDays() }
  }

  private mutating func changeUnitOfFeeds() {
    guard let lacking = live?.slotsWithoutPrice(in: slots, of: data.history), lacking == 0 else {
      say(
        "Amounts stay in USD: not every \(calendar.unit) shown has a price.", "Amounts stay in USD."
      )
      return
    }
    appearance.isInBitcoin = true
    takeUnit()
    say("In BTC, by the price of each \(calendar.unit).", "In BTC.")
  }

  private mutating func changeUnitOfDays() {
    let known = slots.filter { !data.history[$0].isMissing(.all) }
    let days = dayPrices
    let lacking = known.count { days[$0.day] == nil }
    guard lacking < known.count else {
      say("Amounts stay in USD: no price is known for these days.", "Amounts stay in USD.")
      return
    }
    appearance.isInBitcoin = true
    takeUnit()
    let source = closes.map { " of \($0.exchange.name)" } ?? ""
    let lack =
      lacking == 0
      ? "" : "; \(calendar.count(lacking)) without a price \(lacking == 1 ? "is" : "are") missing"
    say(
      "In BTC, by each day's close\(source)\(lack).", "In BTC, by each day's close\(source).",
      "In BTC.")
  }

  private mutating func takeUnit() {
    if gather() { deriveUnusual() }
  }

  /// How many of the slots have an amount in USD of the exchanges that are shown, and no price.
  func unpriced(in slots: ClosedRange<Slot>) -> Int {
    guard data.isInBitcoin, data.grain == .days else { return 0 }
    let days = dayPrices
    return slots.count { slot in
      days[slot.day] == nil && !snapshot.history[slot].isMissing(exchanges)
    }
  }

  /// The unit of all amounts but the tape's: `USD`, or `BTC`.
  var unitWord: String { data.isInBitcoin ? "BTC" : "USD" }

  /// What an amount of a day in USD is in that unit; nil without the day's price.
  func shownAmount(_ usd: Double, on day: Day) -> Double? {
    guard data.isInBitcoin else { return usd }
    return dayPrices[day].map { usd / $0 }
  }

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
