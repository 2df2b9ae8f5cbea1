import Canvas
import Liquidations
import Live
import Wording

/// What one BTC cost at the end of the bar, in the panel.
extension DayPanel {
  /// The close, or of what isn't over the price, and its change from the bar before:
  ///
  ///     Binance close  91,580 +1.2 %
  func priceRow(_ day: DayFigures, width: Int) -> PanelRow? {
    let isDays = state.data.grain == .days
    let days = state.dayPrices
    // Without feeds and closes there is nothing to say of any day.
    guard isDays ? !days.isEmpty : state.live?.price != nil else { return nil }
    let names = priceNames(day, isDays: isDays)
    let values = priceTexts(day, days)
    for name in names {
      for value in values
      where name.columns + 1 + value.columns <= width {
        return .pair(name, value, rank: 9)
      }
    }
    return .pair(names[names.count - 1], values.last, rank: 9)
  }

  /// From the longest to the shortest.
  private func priceNames(_ day: DayFigures, isDays: Bool) -> [String] {
    guard isDays, !day.isPartial else {
      let late = day.isPartial ? state.live?.price.flatMap { lateness($0.at) } : nil
      return [late.map { "price\($0)" }, "price"].compactMap(\.self)
    }
    return [state.closes.map { "\($0.exchange.name) close" }, "close"].compactMap(\.self)
  }

  /// Such as ` at 13:36` of a price that isn't of now.
  private func lateness(_ moment: Timestamp) -> String? {
    state.moment.seconds - moment.seconds > LiveStatus.staleness ? " at \(moment.clock)" : nil
  }

  /// The price with its change, and alone; none without a price.
  private func priceTexts(_ day: DayFigures, _ days: DayPrices) -> [String] {
    guard let price = state.price(of: day.bucket.slots, days) else { return [] }
    let text = USD.price(price)
    guard let before = priceBefore(day, days), before > 0 else { return [text] }
    return ["\(text) \(Ratio.fineChange(price / before, signs: drawing.signs))", text]
  }

  /// Of the bar before; of today what the day began with, as the header has it.
  private func priceBefore(_ day: DayFigures, _ days: DayPrices) -> Double? {
    if day.isOneSlot, day.isPartial, state.data.grain == .days,
      let opening = state.live?.opening(of: state.today)
    {
      return opening
    }
    let unit = state.bars.unit
    return state.price(of: unit.slots(around: day.bucket.slots.lowerBound - 1), days)
  }
}
