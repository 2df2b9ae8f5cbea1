import Canvas
import Liquidations
import Wording

/// A round date or time below the bar that holds it.
struct DateLabel: Hashable, Sendable {
  let text: String
  let bar: Int

  /// The densest set of round dates and times whose labels have room in so many columns.
  static func labels(for buckets: [ClosedRange<Slot>], columns: Int) -> [DateLabel] {
    guard let first = buckets.first?.lowerBound, let last = buckets.last?.upperBound else {
      return []
    }
    let length = buckets.reduce(1) { max($0, $1.count) }
    for rhythm in Rhythm.all where rhythm.suits(length, of: first.step) {
      // So that long ranges needn't be searched.
      let count = Int((last.start - first.start) / rhythm.longestPeriod)
      guard count <= rhythm.mostLabels(columns) else { continue }
      let found = buckets.indices.compactMap { index in
        rhythm.first(in: buckets[index]).map {
          DateLabel(text: rhythm.label($0), bar: index)
        }
      }
      let needed = found.reduce(0) { $0 + $1.text.columns + 3 }
      if !found.isEmpty, needed <= columns { return found }
    }
    return []
  }
}

/// Which slots bear a label.
private enum Rhythm {
  /// Every so many minutes from midnight on.
  case minutes(Int)
  case daily, everyOtherDay, weekly, halfMonthly, monthly, quarterly, halfYearly, yearly, fiveYearly

  /// The densest first.
  static let all: [Rhythm] =
    [1, 5, 15, 30, 60, 180, 240, 360, 720].map { .minutes($0) }
    + [
      .daily, .everyOtherDay, .weekly, .halfMonthly, .monthly, .quarterly, .halfYearly, .yearly,
      .fiveYearly,
    ]

  /// Whether bars of so many slots of the step begin at each time that bears a label: a time is read as
  /// the beginning of its bar.
  func suits(_ slots: Int, of step: Step) -> Bool {
    guard case .minutes(let count) = self else { return true }
    return Int64(count) * 60 % (step.seconds * Int64(slots)) == 0
  }

  /// The slot of the span that bears a label, of a date the first, of a time the one it begins with; nil
  /// without one.
  func first(in span: ClosedRange<Slot>) -> Slot? {
    let slot = next(from: span.lowerBound)
    // Of a bar that is cut a later hour might be a round one.
    if case .minutes = self { return slot == span.lowerBound ? slot : nil }
    return slot <= span.upperBound ? slot : nil
  }

  private func next(from slot: Slot) -> Slot {
    if case .minutes(let count) = self {
      let length = Int(Int64(count) * 60 / slot.step.seconds)
      let place = slot - Slot(slot.step, firstOf: slot.day)
      return slot + (length - place % length) % length
    }
    return Slot(slot.step, firstOf: next(from: slot.beginsDay ? slot.day : slot.day + 1))
  }

  private func next(from day: Day) -> Day {
    switch self {
    case .minutes, .daily: return day
    case .everyOtherDay: return day + (day.number & 1)
    case .weekly: return day + (7 - day.weekday) % 7
    case .halfMonthly:
      let dayOfMonth = day.date.day
      return (2...15).contains(dayOfMonth) ? day + (15 - dayOfMonth) : first(of: 1, from: day)
    case .monthly: return first(of: 1, from: day)
    case .quarterly: return first(of: 3, from: day)
    case .halfYearly: return first(of: 6, from: day)
    case .yearly: return first(of: 12, from: day)
    case .fiveYearly:
      let year = first(of: 12, from: day).date.year
      return Day(year: (year + 4) / 5 * 5, month: 1, day: 1) ?? day
    }
  }

  /// The next first of a month, of which only every so many counts, January's first of all.
  private func first(of months: Int, from day: Day) -> Day {
    let (year, month, dayOfMonth) = day.date
    let earliest = month - (dayOfMonth == 1 ? 1 : 0)
    let next = (earliest + months - 1) / months * months
    return Day(year: year + next / 12, month: next % 12 + 1, day: 1) ?? day
  }

  func label(_ slot: Slot) -> String {
    let (year, month, _) = slot.day.date
    return switch self {
    case .minutes: slot.beginsDay ? slot.day.monthDay : slot.start.clock
    case .daily, .everyOtherDay, .weekly, .halfMonthly: slot.day.monthDay
    case .monthly, .quarterly, .halfYearly: month == 1 ? String(year) : slot.day.monthName
    case .yearly, .fiveYearly: String(year)
    }
  }

  /// The longest time between two labels.
  var longestPeriod: Duration {
    switch self {
    case .minutes(let count): .seconds(count * 60)
    case .daily: Self.days(1)
    case .everyOtherDay: Self.days(2)
    case .weekly: Self.days(7)
    case .halfMonthly: Self.days(17)
    case .monthly: Self.days(31)
    case .quarterly: Self.days(92)
    case .halfYearly: Self.days(184)
    case .yearly: Self.days(366)
    case .fiveYearly: Self.days(1_827)
    }
  }

  private static func days(_ count: Int64) -> Duration { .seconds(count * Step.day.seconds) }

  func mostLabels(_ columns: Int) -> Int {
    switch self {
    case .minutes, .daily, .everyOtherDay, .weekly, .halfMonthly: columns / 9
    case .monthly, .quarterly, .halfYearly: columns / 6
    case .yearly, .fiveYearly: columns / 7
    }
  }
}
