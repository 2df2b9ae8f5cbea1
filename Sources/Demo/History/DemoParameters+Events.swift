import Liquidations

/// A crash or a squeeze on its day, given or drawn.
struct DemoEvent: Sendable {
  let day: Day
  /// The size of its first day, in ordinary days.
  let times: Double
  /// The longs' part of it, 0…1.
  let longShare: Double
  /// How long it lasts.
  let days: Int
}

extension DemoParameters {
  /// The given events and the recurring ones that begin up to `last`.
  func allEvents(through last: Day, _ noise: DemoNoise) -> [DemoEvent] {
    let given = events.map {
      DemoEvent(day: $0.day.day, times: $0.times, longShare: $0.longShare, days: $0.days)
    }
    return given
      + recurring.enumerated().flatMap { index, rule in
        rule.events(through: last, noise, DemoMarket.Channel.event + index)
      }
  }
}

extension DemoParameters.RecurringEvent {
  fileprivate func events(through last: Day, _ noise: DemoNoise, _ channel: Int) -> [DemoEvent] {
    guard last >= from.day else { return [] }
    return (0...(last - from.day) / every).map { period in
      let draw = { (turn: Int) in noise.uniform(4 * period + turn, channel) }
      let size = least + (most - least) * draw(0)
      let isSqueeze = draw(1) < 0.35
      return DemoEvent(
        day: from.day + period * every + Int(draw(2) * Double(every)),
        times: isSqueeze ? max(least, 0.5 * size) : size,
        longShare: isSqueeze ? 0.08 + 0.06 * draw(3) : 0.9 + 0.06 * draw(3),
        days: isSqueeze ? 2 : 4)
    }
  }
}

extension [DemoParameters.Level] {
  /// The factor on a day: on the line between its neighbours, or the nearest one's; 1 without any.
  func level(on day: Day) -> Double {
    guard let right = firstIndex(where: { $0.day.day >= day }) else { return last?.times ?? 1 }
    guard right > startIndex else { return self[right].times }
    let (before, after) = (self[right - 1], self[right])
    let way = Double(day - before.day.day) / Double(after.day.day - before.day.day)
    return before.times + (after.times - before.times) * way
  }
}
