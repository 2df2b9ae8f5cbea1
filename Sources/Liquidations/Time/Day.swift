/// A UTC calendar day, counted from 1970-01-01.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  public let number: Int

  public init(number: Int) {
    self.number = number
  }

  /// The UTC day that holds the moment; `milliseconds` since 1970-01-01T00:00Z.
  public init(millisecondsSinceEpoch milliseconds: Int64) {
    number = Int(milliseconds.floored(by: 86_400_000))
  }

  /// Midnight UTC at which the day begins.
  public var millisecondsSinceEpoch: Int64 { Int64(number) * 86_400_000 }

  /// The moment at which the day begins.
  public var start: Timestamp { Timestamp(seconds: Int64(number) * 86_400) }

  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  public static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }

  public static func - (day: Day, days: Int) -> Day { Day(number: day.number - days) }

  /// The number of days from `right` to `left`.
  public static func - (left: Day, right: Day) -> Int { left.number - right.number }
}

extension Day: Strideable {
  public func distance(to other: Day) -> Int { other.number - number }

  public func advanced(by days: Int) -> Day { self + days }
}

// MARK: - Calendar

extension Day {
  /// Year, month 1…12 and day of the month 1…31 in the Gregorian calendar.
  ///
  /// Source: "chrono-Compatible Low-Level Date Algorithms", Howard Hinnant, `civil_from_days`.
  public var date: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The day of that date; nil if the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), (-9_999...9_999).contains(year) else { return nil }
    guard (1...Day.daysIn(month: month, year: year)).contains(day) else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// The number of days of a month, 28…31.
  public static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// 0 for Monday … 6 for Sunday.
  public var weekday: Int {
    let shifted = (number + 3) % 7
    return shifted < 0 ? shifted + 7 : shifted
  }

  /// The English weekday in three letters.
  public var weekdayName: String {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday]
  }

  /// The English month in three letters.
  public var monthName: String { Month.shortNames[date.month - 1] }
}

extension Day: CustomStringConvertible {
  /// ISO 8601, such as `2026-11-22`.
  public var description: String {
    let (year, month, day) = date
    return padded(year, to: 4) + "-" + padded(month, to: 2) + "-" + padded(day, to: 2)
  }
}

private func padded(_ number: Int, to width: Int) -> String {
  var digits = String(number)
  while digits.utf8.count < width { digits = "0" + digits }
  return digits
}
