/// What was liquidated in a span of days: one amount in USD for each of the eight metrics.
///
/// A metric without a value in the span is missing, not zero. Longs are ≥ 0, shorts are ≤ 0.
///
/// A sum that lacks a part, for whatever reason, is a floor: `total` gives it, `isFloor` says so, and
/// nothing is computed from it that could be on either side of the truth: `net`, `gross` and
/// `longShare` are nil.
public struct Amounts: Hashable, Sendable {
  /// By `Metric.index`; 0 where missing.
  let values: SIMD8<Double>
  /// Bit `Metric.index` is set where a value is present.
  let present: UInt8
  /// Bit `Metric.index` is set where some slot lacks a value that there should be.
  let lacking: UInt8

  init(values: SIMD8<Double>, present: UInt8, lacking: UInt8 = 0) {
    self.values = values
    self.present = present
    self.lacking = lacking
  }

  /// Nothing known of any metric.
  public static let missing = Amounts(values: .zero, present: 0)

  /// The amount of one metric in USD; nil if missing.
  public subscript(metric: Metric) -> Double? {
    present & (1 << UInt8(metric.index)) == 0 ? nil : values[metric.index]
  }

  /// The amount of one exchange and side in USD; nil if missing.
  public subscript(exchange: Exchange, side: Side) -> Double? {
    self[Metric(exchange, side)]
  }

  /// The sum of one side over the exchanges that have a value, in USD; nil if none has.
  public func total(_ side: Side, of exchanges: ExchangeSet = .all) -> Double? {
    guard presence(side) & exchanges.rawValue != 0 else { return nil }
    let half = side == .long ? values.lowHalf : values.highHalf
    var sum = 0.0
    for index in 0..<4 where exchanges.rawValue & (1 << UInt8(index)) != 0 { sum += half[index] }
    return sum
  }

  /// Whether the total of that side lacks a part, so that it is at least what is known.
  public func isFloor(_ side: Side, of exchanges: ExchangeSet = .all) -> Bool {
    Self.half(lacking, side) & exchanges.rawValue != 0
  }

  /// Whether the total of either side lacks a part.
  public func isIncomplete(_ exchanges: ExchangeSet = .all) -> Bool {
    isFloor(.long, of: exchanges) || isFloor(.short, of: exchanges)
  }

  /// Longs plus the signed shorts, in USD; nil if both are missing, or a part of either.
  public func net(of exchanges: ExchangeSet = .all) -> Double? {
    combined(exchanges) { $0 + $1 }
  }

  /// Longs plus the shorts' magnitude, in USD: all that was liquidated; nil if both are missing, or a
  /// part of either.
  public func gross(of exchanges: ExchangeSet = .all) -> Double? {
    combined(exchanges) { $0 - $1 }
  }

  /// All that is known to have been liquidated, in USD, ≥ 0: at least so much; nil if nothing is known.
  public func known(of exchanges: ExchangeSet = .all) -> Double? {
    let sides = Side.allCases.compactMap { total($0, of: exchanges).map(abs) }
    return sides.isEmpty ? nil : sides.reduce(0, +)
  }

  /// The longs' part of all that was liquidated, 0…1; nil if nothing was, a part is
  /// missing, or it is more than can be counted.
  public func longShare(of exchanges: ExchangeSet = .all) -> Double? {
    guard let gross = gross(of: exchanges), gross > 0, gross.isFinite else { return nil }
    return (total(.long, of: exchanges) ?? 0) / gross
  }

  /// The exchanges that have a value for the side.
  public func exchanges(with side: Side) -> ExchangeSet {
    ExchangeSet(rawValue: presence(side))
  }

  /// Whether none of the exchanges has a value for either side.
  public func isMissing(_ exchanges: ExchangeSet) -> Bool {
    (presence(.long) | presence(.short)) & exchanges.rawValue == 0
  }

  private func presence(_ side: Side) -> UInt8 { Self.half(present, side) }

  /// The bits of one side, by exchange.
  private static func half(_ bits: UInt8, _ side: Side) -> UInt8 {
    side == .long ? bits & 0x0f : bits >> 4
  }

  private func combined(_ exchanges: ExchangeSet, _ sum: (Double, Double) -> Double) -> Double? {
    let long = total(.long, of: exchanges)
    let short = total(.short, of: exchanges)
    guard long != nil || short != nil, !isIncomplete(exchanges) else { return nil }
    return sum(long ?? 0, short ?? 0)
  }
}
