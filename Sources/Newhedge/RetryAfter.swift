package import Liquidations

/// The `Retry-After` header: seconds, or an HTTP date such as `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum RetryAfter {
  /// How long the server asks to wait, 0 s … 31 days; nil if the header can't be understood.
  package static func wait(_ header: String, now: Timestamp) -> Duration? {
    let text = APIToken.trimmed(header)
    guard let seconds = seconds(text) ?? HTTPDate.moment(text).map({ $0.seconds - now.seconds })
    else {
      return nil
    }
    return .seconds(min(max(seconds, 0), 31 * 86_400))
  }

  private static func seconds(_ text: String) -> Int64? {
    let digits = text.drop(while: { $0 == "-" }).utf8
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text) ?? (text.hasPrefix("-") ? 0 : .max)
  }
}
