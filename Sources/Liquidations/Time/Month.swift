/// A UTC calendar month: what a token's quota of calls is counted by.
public struct Month: Hashable, Comparable, Sendable {
  /// Months since January of the year 0.
  private let number: Int

  private init(number: Int) {
    self.number = number
  }

  /// The month that holds the moment.
  public init(of moment: Timestamp) {
    let date = moment.day.date
    self.init(number: date.year * 12 + date.month - 1)
  }

  public var next: Month { Month(number: number + 1) }

  /// Midnight UTC at which the month begins.
  public var start: Timestamp { firstDay.start }

  public var firstDay: Day {
    let month = ((number % 12) + 12) % 12
    return Day(year: (number - month) / 12, month: month + 1, day: 1) ?? Day(number: 0)
  }

  /// The English name, such as `November`.
  public var name: String { Self.names[firstDay.date.month - 1] }

  /// The English names, of January first.
  public static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// The same in three letters.
  static let shortNames = names.map { String($0.prefix(3)) }

  public static func < (left: Month, right: Month) -> Bool { left.number < right.number }
}

extension Month: CustomStringConvertible {
  /// ISO 8601, such as `2026-11`.
  public var description: String { String("\(firstDay)".dropLast(3)) }
}
