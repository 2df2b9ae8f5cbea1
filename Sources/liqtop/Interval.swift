import ArgumentParser
import Refresh

/// The time between refreshes as the command line writes it: `60m`, `2h`, or minutes.
struct Interval: ExpressibleByArgument {
  let duration: Duration

  init(duration: Duration) {
    self.duration = duration
  }

  /// Nil for anything else, and for less than the API's quota of calls allows, or over a week.
  init?(argument: String) {
    let unit: Int64 = argument.hasSuffix("h") ? 3_600 : 60
    let digits =
      argument.hasSuffix("h") || argument.hasSuffix("m") ? argument.dropLast() : argument[...]
    guard let count = Int64(digits), (1...10_080).contains(count) else { return nil }
    let duration = Duration.seconds(count * unit)
    guard duration >= RefreshPolicy.shortestInterval, duration <= .seconds(7 * 86_400) else {
      return nil
    }
    self.init(duration: duration)
  }

  var defaultValueDescription: String { "\(duration.components.seconds / 60)m" }
}
