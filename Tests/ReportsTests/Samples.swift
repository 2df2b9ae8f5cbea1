import Liquidations

@testable import Reports

/// Days of all four exchanges, of which some values are missing and one is zero.
enum Samples {
  static let source = "https://newhedge.io"
  /// Friday 2026-11-27, 14:36.
  static let now = Timestamp(seconds: 1_795_790_160)
  static var today: Day { now.day }
  /// When the answers came: 14:00.
  static let asOf = Timestamp(seconds: 1_795_788_000)

  /// The three days up to today: Deribit's longs lack the first, OKX had none on it, and of today there
  /// are Binance's alone.
  static func snapshot() -> Snapshot {
    snapshot([
      Metric(.binance, .long): [84_210_339.12, 1_000, 500.5],
      Metric(.binance, .short): [-31_034_567.88, -2_000, -0.25],
      Metric(.bybit, .long): [10, 20, nil], Metric(.bybit, .short): [-10, -20, nil],
      Metric(.okx, .long): [0, 7, nil], Metric(.okx, .short): [0, -7, nil],
      Metric(.deribit, .long): [5, nil, 9], Metric(.deribit, .short): [-1, -2, nil],
    ])
  }

  /// The days up to today; nil is missing.
  static func snapshot(_ values: [Metric: [Double?]], asOf: Timestamp = asOf) -> Snapshot {
    var snapshot = Snapshot()
    snapshot.update(Metric.allCases) { metric, reading in
      guard let values = values[metric] else { return }
      reading.series = Series(
        values.enumerated().map { (day: today + ($0.offset - values.count + 1), value: $0.element) }
      )
      reading.asOf = asOf
    }
    return snapshot
  }

  /// So many days up to today, of all exchanges, no two values alike.
  static func long(_ days: Int) -> Snapshot {
    var values: [Metric: [Double?]] = [:]
    for metric in Metric.allCases {
      let sign = metric.side == .long ? 1.0 : -1.0
      values[metric] = (0..<days).map { sign * (Double(($0 * 7_919) % 10_007) + 0.25) * 1_000 }
    }
    return snapshot(values)
  }

  static func report(
    of snapshot: Snapshot = snapshot(), times: [Metric: [Day: Timestamp]] = [:],
    range: DateRange = DateRange(.all), unit: CalendarUnit = .day, exchanges: ExchangeSet = .all,
    isKept: Bool = false
  ) -> DayReport? {
    DayReport(
      of: snapshot, times: times, source: source, range: range, unit: unit, exchanges: exchanges,
      isKept: isKept, at: now)
  }

  /// The report's text, without its last line's end.
  static func text(_ report: DayReport?, _ form: ReportForm) -> String {
    var text = ""
    report?.write(form, to: &text)
    return text
  }
}
