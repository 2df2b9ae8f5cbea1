public import Liquidations

/// What was counted, second by second of the last minutes, minute by minute of eight days, and hour by
/// hour of a year; and when that was all there was to count.
public struct LiveSums: Hashable, Sendable {
  /// For how long each is in memory, in seconds.
  static let secondsKept: Int64 = 600
  static let minutesKept: Int64 = 8 * 86_400
  static let hoursKept: Int64 = 400 * 86_400

  var seconds = TimeTallies.seconds
  var minutes = TimeTallies.minutes
  var hours = TimeTallies.hours
  public internal(set) var coverage = Coverage()

  init() {}

  /// What was counted of the exchange in a minute or an hour; nothing of other steps.
  public func tallies(of exchange: Exchange, in slot: Slot) -> Tallies {
    let key = TimeTallies.Key(number: slot.number, exchange: exchange)
    return switch slot.step {
    case .minute: minutes[key] ?? Tallies()
    case .hour: hours[key] ?? Tallies()
    case .day: Tallies()
    }
  }

  /// A window of the strip that ends with the second that holds `now`.
  public func window(_ window: StripWindow, at now: Timestamp) -> LiveWindow {
    let end = now + .seconds(1)
    let start = end.seconds - window.seconds
    if window.countsSeconds {
      return self.window(seconds, from: start, to: end.seconds)
    }
    let minute = Step.minute.seconds
    return self.window(
      minutes, from: (start + minute - 1).quotient(by: minute) * minute, to: end.seconds)
  }

  /// From the beginning of the minute that holds `start` to the end of the second that holds `now`.
  public func window(from start: Timestamp, to now: Timestamp) -> LiveWindow {
    let first = Slot(.minute, at: start).start.seconds
    return window(minutes, from: first, to: max(first, now.seconds + 1))
  }

  private func window(_ tallies: TimeTallies, from start: Int64, to end: Int64) -> LiveWindow {
    var window = LiveWindow(Timestamp(seconds: start)..<Timestamp(seconds: end), coverage: coverage)
    let numbers = tallies.number(at: start)..<tallies.number(at: end - 1) + 1
    tallies.forEach(in: numbers) { window.add($1, of: $0.exchange) }
    return window
  }

  mutating func forget(before newest: Int64) {
    seconds.forget(before: newest - Self.secondsKept)
    minutes.forget(before: newest - Self.minutesKept)
    hours.forget(before: newest - Self.hoursKept)
    coverage.forget(before: newest - Self.hoursKept)
  }
}
