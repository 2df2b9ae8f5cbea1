import Liquidations

/// What a bar holds.
enum BarInterval: CaseIterable, Hashable, Sendable {
  /// As many days as it takes for the bars to fit.
  case fit
  case day
  /// An ISO week, from Monday.
  case week
  case month

  /// The word on the screen.
  var name: String {
    switch self {
    case .fit: "as fits"
    case .day: "a day"
    case .week: "a week"
    case .month: "a month"
    }
  }

  /// The bars of the days, oldest first, at most one a column.
  ///
  /// The range cuts its first and last week or month. Where days, weeks or months are more than
  /// columns, some of them in a row make a bar.
  func spans(of days: ClosedRange<Day>, columns: Int) -> [ClosedRange<Day>] {
    let columns = max(1, columns)
    switch self {
    case .fit, .day: return History.cut(days, length: (days.count + columns - 1) / columns)
    case .week: return Self.joined(Self.split(days) { $0.weekday == 0 }, columns)
    case .month: return Self.joined(Self.split(days) { $0.date.day == 1 }, columns)
    }
  }

  private static func split(
    _ days: ClosedRange<Day>, where begins: (Day) -> Bool
  ) -> [ClosedRange<Day>] {
    let starts = [days.lowerBound] + days.dropFirst().filter(begins)
    let ends = starts.dropFirst().map { $0 - 1 } + [days.upperBound]
    return zip(starts, ends).map { $0...$1 }
  }

  private static func joined(_ spans: [ClosedRange<Day>], _ columns: Int) -> [ClosedRange<Day>] {
    let every = (spans.count + columns - 1) / columns
    guard every > 1 else { return spans }
    return stride(from: 0, to: spans.count, by: every).map { first in
      spans[first].lowerBound...spans[min(first + every, spans.count) - 1].upperBound
    }
  }
}
