public import Liquidations
public import Live

extension PriceReport {
  /// Nil if no close of the days is known. The day that isn't over has none, whatever the closes hold of it.
  ///
  /// - Parameters:
  ///   - source: where the exchanges were reached.
  ///   - range: the days; what it leaves open goes from the first close, or up to today.
  ///   - unit: what a row is, a day or longer; all that the range touches.
  public init?(
    of closes: DailyCloses, source: String, range: DateRange, unit: CalendarUnit, at now: Timestamp
  ) {
    guard let over = closes.over(at: now), let known = over.series.slots, !unit.isShorterThanDay,
      range.end.map({ $0.last(on: .day) >= known.lowerBound }) ?? true
    else { return nil }
    let running = Slot(.day, at: now)
    let slots = range.slots(in: known, running: running)
    rows = unit.spans(touching: slots, within: known.lowerBound...running).map {
      Row(slots: $0, last: over.last(in: $0))
    }
    guard rows.contains(where: { $0.last != nil }) else { return nil }
    asOf = (known.upperBound + 1).start
    closesOf = closes.exchange
    firstOpen = known.upperBound + 1
    self.source = source
    self.unit = unit
    self.now = now
  }
}

extension DailyCloses {
  /// The close of the last of the days that has one, as the price of its last minute.
  fileprivate func last(in slots: ClosedRange<Slot>) -> MinutePrice? {
    slots.reversed().lazy.compactMap { slot in
      series[slot].map { MinutePrice(Slot(.minute, at: (slot + 1).start) - 1, $0) }
    }.first
  }
}
