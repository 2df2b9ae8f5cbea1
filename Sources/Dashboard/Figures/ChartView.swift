import Liquidations

/// What the bars of the chart show; its raw value is the word for it in options, files and legends.
public enum ChartView: String, CaseIterable, Hashable, Sendable {
  /// Each exchange's longs and shorts, stacked.
  case stacked
  /// Longs plus signed shorts, a bar each, and their running sum.
  case net
  /// The longs' part of all liquidations.
  case share
  /// A chart for each exchange, with a scale of its own.
  case exchanges
  /// The bars as rows of numbers.
  case table
  /// Each liquidation that the exchanges' feeds tell of.
  case tape

  /// The word on the screen.
  var name: String {
    switch self {
    case .stacked: "stacked"
    case .net: "net"
    case .share: "long share"
    case .exchanges: "exchanges"
    case .table: "table"
    case .tape: "tape"
    }
  }

  /// The parts of one bar on one side of zero, in the order of the stack, all ≥ 0: USD, or of the long
  /// share twice as many points of a hundred as lie between it and a half.
  ///
  /// The exchanges, then the net or all together where longs prevail, then the same where shorts do; nil
  /// is missing, or nothing on this side.
  func parts(
    of amounts: Amounts, _ side: Side, _ exchanges: ExchangeSet, isTotal: Bool = false
  ) -> [Double?] {
    switch self {
    case .net: return Self.alone(amounts.net(of: exchanges), side)
    case .share:
      return Self.alone(amounts.longShare(of: exchanges).map { ($0 - 0.5) * 200 }, side)
    case .stacked, .exchanges, .table, .tape:
      guard !isTotal || exchanges.count == 1 else {
        return Exchange.allCases.map { _ in nil } + [amounts.total(side, of: exchanges).map(abs)]
      }
      return Exchange.allCases.map { exchange in
        exchanges.contains(exchange) ? amounts[exchange, side].map(abs) : nil
      }
    }
  }

  /// A signed value on its side of zero.
  private static func alone(_ value: Double?, _ side: Side) -> [Double?] {
    let own = value.flatMap { value -> Double? in
      (side == .long ? value > 0 : value < 0) ? abs(value) : nil
    }
    return Exchange.allCases.map { _ in nil } + (side == .long ? [own, nil] : [nil, own])
  }
}
