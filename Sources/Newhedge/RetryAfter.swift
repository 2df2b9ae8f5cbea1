import Liquidations

/// The `Retry-After` header: seconds, or an HTTP date such as `Sun, 06 Nov 1994 08:49:37 GMT`.
enum RetryAfter {
  /// How long the server asks to wait, 0 s … 31 days; nil if the header can't be understood.
  static func wait(_ header: String, now: Timestamp) -> Duration? {
    let text = APIToken.trimmed(header)
    guard let seconds = seconds(text) ?? date(text).map({ $0.seconds - now.seconds }) else {
      return nil
    }
    return .seconds(min(max(seconds, 0), 31 * 86_400))
  }

  private static func seconds(_ text: String) -> Int64? {
    let digits = text.drop(while: { $0 == "-" }).utf8
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text) ?? (text.hasPrefix("-") ? 0 : .max)
  }

  private static func date(_ text: String) -> Timestamp? {
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

  private static func number(_ digits: Substring, below limit: Int) -> Int? {
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(digits).flatMap { $0 < limit ? $0 : nil }
  }
}
