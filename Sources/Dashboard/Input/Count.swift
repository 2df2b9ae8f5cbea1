import Canvas
import Liquidations

/// A number that is typed before a motion, as in `12h`.
struct Count: Hashable, Sendable {
  private(set) var number: Int
  /// Which of all counts it is, so that a late lapse doesn't end a newer one.
  let serial: Int
  /// The exchanges before its first digit, while its digits chose others; nil waits for a motion.
  let before: ExchangeSet?

  /// More than the days of any history.
  static let limit = 9_999

  /// The count, one digit longer.
  func appending(_ digit: Int, serial: Int, before: ExchangeSet?) -> Count {
    Count(number: min(number * 10 + digit, Self.limit), serial: serial, before: before)
  }
}

extension Key {
  /// 0…9; nil for other keys.
  fileprivate var digit: Int? {
    guard case .character(let character) = self else { return nil }
    return ("0"..."9").contains(character) ? Int(character.value) - 48 : nil
  }
}

extension DashboardState {
  /// What a digit does: it begins a count or makes it longer; nil if the key does something else.
  ///
  /// A digit that is bound to an exchange shows it at once, for all that it may begin a count.
  mutating func pressDigit(_ key: Key) -> [Effect]? {
    guard let digit = key.digit, digit > 0 || count != nil else { return nil }
    let isChoosing = count == nil || count?.before != nil
    switch keyMap.action(for: key) {
    case .exchange(.only(let exchange))? where isChoosing:
      let before = count?.before ?? exchanges
      choose(.only(exchange))
      lengthenCount(by: digit, before: before)
      return [.count(serial: countSerial)]
    case .exchange(.only)?, nil: break
    case .exchange(.all)? where count != nil: break
    case .exchange?, .motion?, .edge?, .range?, .picture?, .program?: return nil
    }
    takeChoiceBack()
    lengthenCount(by: digit, before: nil)
    return []
  }

  /// How often a motion is to be done, nil without a count; the count is over then.
  ///
  /// Keys that have no character, such as arrows, take none: they often follow a choice at once.
  mutating func takeCount(by key: Key) -> Int? {
    defer { count = nil }
    guard let count, case .character = key else { return nil }
    takeChoiceBack()
    return count.number
  }

  /// No motion followed in time: the digits meant the exchanges that they chose.
  mutating func lapseCount(_ serial: Int) {
    if count?.serial == serial, count?.before != nil { count = nil }
  }

  /// A count that waits for its motion; nil without one, and while an exchange says what it did.
  func countWords(_ drawing: DrawingStyle) -> String? {
    guard let count, count.before == nil else { return nil }
    return "\(count.number)\(drawing.glyphs.ellipsis) and a motion, such as h or ]; Esc drops it"
  }

  private mutating func lengthenCount(by digit: Int, before: ExchangeSet?) {
    countSerial += 1
    let shorter = count ?? Count(number: 0, serial: 0, before: nil)
    count = shorter.appending(digit, serial: countSerial, before: before)
  }

  private mutating func takeChoiceBack() {
    guard let before = count?.before, before != exchanges else { return }
    focus.exchanges = before
    deriveUnusual()
  }
}
