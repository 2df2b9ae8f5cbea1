import Liquidations
import Wording

/// A round date below the bar that holds it.
struct DateLabel: Hashable, Sendable {
  let text: String
  let bar: Int

  /// The densest set of round dates whose labels have room in so many columns.
  static func labels(for buckets: [ClosedRange<Day>], columns: Int) -> [DateLabel] {
    for rhythm in Rhythm.allCases where rhythm.mostLabels(columns) >= rhythm.count(in: buckets) {
      let found = buckets.indices.compactMap { index in
        buckets[index].first(where: rhythm.begins).map {
          DateLabel(text: rhythm.label($0), bar: index)
        }
      }
      let needed = found.reduce(0) { $0 + $1.text.unicodeScalars.count + 3 }
      if !found.isEmpty, needed <= columns { return found }
    }
    return []
  }
}

/// Which days bear a label, densest first.
private enum Rhythm: CaseIterable {
  case daily, weekly, halfMonthly, monthly, quarterly, halfYearly, yearly, fiveYearly

  func begins(_ day: Day) -> Bool {
    if self == .daily { return true }
    if self == .weekly { return day.weekday == 0 }
    let (year, month, dayOfMonth) = day.date
    return switch self {
    case .daily, .weekly: true
    case .halfMonthly: dayOfMonth == 1 || dayOfMonth == 15
    case .monthly: dayOfMonth == 1
    case .quarterly: dayOfMonth == 1 && month % 3 == 1
    case .halfYearly: dayOfMonth == 1 && month % 6 == 1
    case .yearly: dayOfMonth == 1 && month == 1
    case .fiveYearly: dayOfMonth == 1 && month == 1 && year % 5 == 0
    }
  }

  func label(_ day: Day) -> String {
    let (year, month, _) = day.date
    return switch self {
    case .daily, .weekly, .halfMonthly: day.monthDay
    case .monthly, .quarterly, .halfYearly: month == 1 ? String(year) : day.monthName
    case .yearly, .fiveYearly: String(year)
    }
  }

  /// About how many labels the rhythm has in the buckets, so that long ranges needn't be searched.
  func count(in buckets: [ClosedRange<Day>]) -> Int {
    guard let first = buckets.first?.lowerBound, let last = buckets.last?.upperBound else {
      return 0
    }
    return (last - first) / longestPeriod
  }

  private var longestPeriod: Int {
    switch self {
    case .daily: 1
    case .weekly: 7
    case .halfMonthly: 17
    case .monthly: 31
    case .quarterly: 92
    case .halfYearly: 184
    case .yearly: 366
    case .fiveYearly: 1827
    }
  }

  func mostLabels(_ columns: Int) -> Int {
    switch self {
    case .daily, .weekly, .halfMonthly: columns / 9
    case .monthly, .quarterly, .halfYearly: columns / 6
    case .yearly, .fiveYearly: columns / 7
    }
  }
}
