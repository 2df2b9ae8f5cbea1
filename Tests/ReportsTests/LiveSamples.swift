import Liquidations
import Live

@testable import Reports

/// Three hours of two exchanges: OKX is heard all the time, Deribit for half of the first hour and of the
/// second, and not since.
enum LiveSamples {
  /// 12:00.
  static let start = Slot(.hour, number: Slot(.hour, at: Samples.now).number - 2).start
  static let okx = ExchangeSet(.okx)
  static let two = ExchangeSet([ExchangeSet(.okx), ExchangeSet(.deribit)])

  static func hour(_ number: Int) -> Slot { Slot(.hour, at: start) + number }

  static func minute(_ number: Int) -> Slot { Slot(.minute, at: start) + number }

  private static func span(_ from: Int64, _ to: Int64) -> Range<Int64> {
    start.seconds + from..<start.seconds + to
  }

  static let coverage = Coverage([
    .okx: Spans([span(0, 9_358)]), .deribit: Spans([span(0, 1_800), span(3_600, 5_460)]),
  ])
  static let told: [Exchange: Timestamp] = [
    .okx: start + .seconds(9_358), .deribit: start + .seconds(5_460),
  ]

  private static func tallies(
    long: (Double, Int, Double) = (0, 0, 0), short: (Double, Int, Double) = (0, 0, 0)
  ) -> Tallies {
    Tallies(
      long: Tally(usd: long.0, count: long.1, largest: long.2),
      short: Tally(usd: short.0, count: short.1, largest: short.2))
  }

  static let hours = LiveRecord(
    .hour,
    sums: [
      SlotTallies(.okx, hour(0), tallies(long: (7, 1, 7), short: (7, 2, 5))),
      SlotTallies(.deribit, hour(1), tallies(long: (9, 1, 9))),
      SlotTallies(.okx, hour(2), tallies(long: (1_000, 1, 1_000))),
    ], coverage: coverage, start: start, told: told)

  /// The last of which is the running one.
  static let minutes = LiveRecord(
    .minute,
    sums: [
      SlotTallies(.okx, minute(154), tallies(long: (1_000, 1, 1_000))),
      SlotTallies(.okx, minute(155), tallies(short: (20, 1, 20))),
    ], coverage: coverage, start: start, told: told)

  static func report(
    of record: LiveRecord = hours, range: DateRange = DateRange(.all), unit: CalendarUnit = .hour,
    exchanges: ExchangeSet = two
  ) -> LiveReport? {
    LiveReport(
      of: record, source: "exchanges", range: range, unit: unit, exchanges: exchanges,
      at: Samples.now)
  }

  static func text(_ report: (some Report)?, _ form: ReportForm) -> String {
    var text = ""
    report?.write(form, to: &text)
    return text
  }

  static let liquidations = [
    liquidation(.okx, .long, 3_120, 1_800, "BTC-USDT-SWAP"),
    liquidation(.deribit, .short, 3_600_001, 0.5, "BTC-PERPETUAL"),
    liquidation(.okx, .short, 9_357_999, 2_000_000, "a \"b\", c"),
  ]

  private static func liquidation(
    _ exchange: Exchange, _ side: Side, _ milliseconds: Int64, _ usd: Double, _ instrument: String
  ) -> Liquidation {
    Liquidation(
      exchange, instrument, side, milliseconds: start.seconds * 1_000 + milliseconds,
      bitcoin: usd / 90_000, price: 90_000.5, usd: usd, identity: "\(milliseconds)")
  }

  static func tape(range: DateRange = DateRange(.all), exchanges: ExchangeSet = two) -> TapeReport?
  {
    TapeReport(
      of: LiveRecord(.minute, coverage: coverage, start: start, told: told), source: "exchanges",
      range: range, exchanges: exchanges, at: Samples.now)
  }

  static func text(
    _ report: TapeReport?, _ form: ReportForm, of rows: [Liquidation] = liquidations
  ) -> String {
    var text = ""
    report?.write(form, to: &text) { take in
      for row in rows { take(row) }
    }
    return text
  }
}
