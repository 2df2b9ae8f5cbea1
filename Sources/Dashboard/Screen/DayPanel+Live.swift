import Canvas
import Liquidations
import Live
import Wording

/// What the exchanges' feeds tell, in the panel.
extension DayPanel {
  /// What feeds told of today, beside the API's values: floors of another source, which stand by
  /// themselves, each with the time since when its exchange was heard:
  ///
  ///     live, 00:00 or later
  ///     ■ Binance ≥5.1M ≥2.21M
  func addToday(_ day: DayFigures, hasColumn: Bool, to rows: inout [PanelRow]) {
    guard day.isPartial, day.isOneSlot, !day.isFloor, let today = state.todayFloor else { return }
    let exchanges = state.exchanges.exchanges
    let starts = exchanges.map { today.start(of: $0) }
    guard let first = starts.compactMap(\.self).min(), let last = starts.compactMap(\.self).max()
    else { return }
    let since = first == last ? "live since \(first.clock)" : "live, \(first.clock) or later"
    rows.append(PanelRow(.blank, rank: 90))
    rows.append(PanelRow(.text(since, Style(.muted)), rank: 15))
    for (exchange, start) in zip(exchanges, starts) {
      let tallies = today.window.tallies(of: ExchangeSet(exchange))
      rows.append(
        PanelRow(
          .exchange(
            exchange, long: start.flatMap { _ in floor(tallies.long.usd) },
            short: start.flatMap { _ in floor(tallies.short.usd) },
            share: hasColumn ? start?.clock ?? drawing.glyphs.dash : nil), rank: 15))
    }
  }

  /// In the unit of the panel's other amounts; nil without the price for that.
  private func floor(_ usd: Double) -> String? {
    guard let amount = state.shownAmount(usd, on: state.today) else { return nil }
    return drawing.signs.atLeast + USD.compact(amount, signs: drawing.signs)
  }

  /// Today up to the last whole hour against the day in the middle up to the same, as feeds told both:
  ///
  ///     median by 13:00  1.4 ×
  ///                 of 12 days
  ///
  /// Without both as many blank rows.
  func addPace(of day: DayFigures, to rows: inout [PanelRow]) {
    guard day.isPartial, day.isOneSlot,
      let pace = state.live?.sums.pace(of: state.exchanges, at: state.moment)
    else {
      for rank in [24, 26] { rows.append(PanelRow(.blank, rank: rank)) }
      return
    }
    let hour = (state.moment.day.start + .seconds(pace.hours * 3_600)).clock
    let times = Ratio.multiple(pace.timesMedian, signs: drawing.signs)
    rows.append(.pair("median by \(hour)", times, rank: 24))
    rows.append(
      PanelRow(.text("", Style(.muted), trailing: "live, of \(pace.days) days"), rank: 26))
  }

  /// Of what feeds told only that is compared which lacks nothing.
  func addLiveComparisons(of day: DayFigures, to rows: inout [PanelRow]) {
    func add(_ name: String, _ value: String?, rank: Int) {
      rows.append(value.map { .pair(name, $0, rank: rank) } ?? PanelRow(.blank, rank: rank))
    }
    let signs = drawing.signs
    if !day.isOneSlot {
      let change = state.bars.change(state.cursorBar, of: day.exchanges)
      add("vs bar before", change.map { Ratio.change($0, signs: signs) }, rank: 26)
    } else if day.isPartial {
      rows.append(PanelRow(.blank, rank: 20))
      addPace(of: day, to: &rows)
    } else {
      add("rank", rankText(day.rank), rank: 20)
      add("vs median", day.timesMedian.map { Ratio.multiple($0, signs: signs) }, rank: 24)
      let change = day.timesSlotBefore.map { Ratio.change($0, signs: signs) }
      add("vs \(state.calendar.unit) before", change, rank: 26)
    }
  }
}
