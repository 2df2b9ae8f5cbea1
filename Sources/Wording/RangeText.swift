public import Liquidations

extension Day {
  /// Month and day of the month: `Nov 09`.
  public var monthDay: String { "\(monthName) \(Digits.pair(date.day))" }
}

/// The days of a range.
public enum RangeText {
  /// Names of months, with years where they differ: `Aug 25 … Nov 22`, `Nov 09 2025 … Nov 22 2026`.
  public static func short(_ days: ClosedRange<Day>, signs: Signs) -> String {
    let (first, last) = (days.lowerBound, days.upperBound)
    guard first != last else { return first.monthDay }
    let isOneYear = first.date.year == last.date.year
    let start = isOneYear ? first.monthDay : "\(first.monthDay) \(first.date.year)"
    let end = isOneYear ? last.monthDay : "\(last.monthDay) \(last.date.year)"
    return "\(start) \(signs.ellipsis) \(end)"
  }

  /// The same in so many columns, by numbers where names are too long: `2025-11-09…2026-11-22`.
  public static func fitting(_ columns: Int, _ days: ClosedRange<Day>, signs: Signs) -> String {
    let words = short(days, signs: signs)
    guard words.unicodeScalars.count > columns else { return words }
    return "\(days.lowerBound)\(signs.ellipsis)\(days.upperBound)"
  }

  /// The days of a bar, by numbers where they aren't of the current year: `Nov 09 … Nov 15`,
  /// `2025-11-09…11-15`.
  public static func bar(_ days: ClosedRange<Day>, today: Day, signs: Signs) -> String {
    let (first, last) = (days.lowerBound, days.upperBound)
    guard first.date.year != today.date.year else {
      return "\(first.monthDay) \(signs.ellipsis) \(last.monthDay)"
    }
    let isOneYear = first.date.year == last.date.year
    return "\(first)\(signs.ellipsis)\(isOneYear ? "\("\(last)".dropFirst(5))" : "\(last)")"
  }
}
