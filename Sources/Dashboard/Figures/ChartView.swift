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

  /// The word on the screen.
  var name: String {
    switch self {
    case .stacked: "stacked"
    case .net: "net"
    case .share: "long share"
    case .exchanges: "exchanges"
    case .table: "table"
    }
  }

  /// The parts of one bar on one side of zero, in the order of the stack: USD or percent, ≥ 0.
  ///
  /// The exchanges, and then the net; nil is missing, or nothing on this side.
  func parts(of amounts: Amounts, _ side: Side, _ exchanges: ExchangeSet) -> [Double?] {
    switch self {
    case .net:
      let net = amounts.net(of: exchanges).map { side == .long ? $0 : -$0 }
      return Exchange.allCases.map { _ in nil } + [net.flatMap { $0 > 0 ? $0 : nil }]
    case .share:
      guard let total = amounts.total(side, of: exchanges), total != 0,
        !amounts.isFloor(side, of: exchanges)
      else { return [] }
      return Exchange.allCases.map { exchange in
        exchanges.contains(exchange) ? amounts[exchange, side].map { $0 / total * 100 } : nil
      }
    case .stacked, .exchanges, .table:
      return Exchange.allCases.map { exchange in
        exchanges.contains(exchange) ? amounts[exchange, side].map(abs) : nil
      }
    }
  }
}
