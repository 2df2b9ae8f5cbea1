import Liquidations
import Live

/// What feeds told of the day that isn't over: a floor beside the API's value.
struct TodayFloor: Equatable, Sendable {
  let window: LiveWindow
  /// By `Exchange.rawValue`: when the first of it was heard.
  private let starts: [Timestamp?]

  /// - Parameter now: the current moment.
  init(_ live: LiveSnapshot, at now: Timestamp) {
    window = live.today(at: now)
    let day = now.day.start.seconds..<max(now.seconds, now.day.start.seconds + 1)
    starts = Exchange.allCases.map { exchange in
      live.sums.coverage[exchange].overlaps(day).first.map {
        Timestamp(seconds: $0.lowerBound)
      }
    }
  }

  /// Since when the exchange was heard, with gaps or not; nil if it wasn't.
  func start(of exchange: Exchange) -> Timestamp? { starts[exchange.rawValue] }
}
