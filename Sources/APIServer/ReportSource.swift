public import Liquidations
public import Live

/// Where the reports that are served below `/v1` come from; all of it is asked at every call.
public struct ReportSource: Sendable {
  /// The base URL that the days are from, as the answer names it.
  let source: String
  let days: @Sendable () async -> Snapshot
  let live: @Sendable (Step, Range<Timestamp>) async -> LiveRecord
  let now: @Sendable () -> Timestamp

  /// - Parameters:
  ///   - source: the base URL that the days are from.
  ///   - days: the series, by days.
  ///   - live: what was heard of the exchanges in a time: sums of minutes or hours, and coverage.
  ///   - now: the wall clock.
  public init(
    source: String, days: @escaping @Sendable () async -> Snapshot,
    live: @escaping @Sendable (Step, Range<Timestamp>) async -> LiveRecord,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.source = source
    self.days = days
    self.live = live
    self.now = now
  }
}

/// What is asked for below `/v1`.
enum ReportPath: Hashable {
  case days(ReportFormatName)
  case live

  enum ReportFormatName: String {
    case json, csv, ndjson
  }

  /// Nil for any other path.
  init?(_ path: String) {
    switch path {
    case "/v1/days.json": self = .days(.json)
    case "/v1/days.csv": self = .days(.csv)
    case "/v1/days.ndjson": self = .days(.ndjson)
    case "/v1/live.json": self = .live
    default: return nil
    }
  }
}
