package import Liquidations

/// A date as HTTP headers have it: `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum HTTPDate {
  /// Nil for anything else.
  package static func moment(_ text: String) -> Timestamp? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT" else { return nil }
    guard let month = Month.names.firstIndex(where: { $0.prefix(3) == parts[2] }),
      let day = number(parts[1], below: 32), let year = number(parts[3], below: 10_000),
      let date = Day(year: year, month: month + 1, day: day)
    else { return nil }
    let time = parts[4].split(separator: ":", omittingEmptySubsequences: false)
    guard time.count == 3, let hour = number(time[0], below: 24),
      let minute = number(time[1], below: 60), let second = number(time[2], below: 61)
    else { return nil }
    return date.start + .seconds(hour * 3_600 + minute * 60 + second)
  }

  package static func text(_ moment: Timestamp) -> String {
    func pair(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (year, _, day) = moment.day.date
    let clock = [moment.hour, moment.minute, moment.second].map(pair).joined(separator: ":")
    return "\(moment.day.weekdayName), \(pair(day)) \(moment.day.monthName) \(year) \(clock) GMT"
  }

  private static func number(_ digits: Substring, below limit: Int) -> Int? {
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(digits).flatMap { $0 < limit ? $0 : nil }
  }
}
