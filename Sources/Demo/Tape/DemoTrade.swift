import Liquidations

/// A trade on Deribit, of which some prove to be liquidations.
struct DemoTrade: Hashable, Sendable {
  let name: String
  /// Since 1970-01-01T00:00Z.
  let milliseconds: Int64
  /// In tenths of a USD.
  let tick: Int
  /// In USD, or if the contract is paid in USDC, in the coin.
  let amount: String
  let isSell: Bool
  let id: Int
  /// Whose order was a liquidation, `T` the taker's or `M` the maker's; nil of an ordinary trade.
  let flag: String?

  /// The currency by which it is asked for.
  var currency: String { name.contains("_USDC") ? "USDC" : "BTC" }
}

extension DemoTape {
  /// An ordinary trade happens in each of them.
  private static let tradeLength: Int64 = 5_000
  private static let firstLiquidation = 4_000_000_000

  /// Deribit's trades of a span, in the order of their times.
  ///
  /// - Parameter span: in milliseconds since 1970-01-01T00:00Z.
  func trades(in span: Range<Int64>) -> [DemoTrade] {
    guard span.lowerBound >= 0, !span.isEmpty else { return [] }
    let places = span.lowerBound / Self.tradeLength...(span.upperBound - 1) / Self.tradeLength
    let ordinary = places.suffix(Int(Self.longestSpan / Self.tradeLength)).map { trade(Int($0)) }
      .filter { span.contains($0.milliseconds) }
    let liquidations = orders(of: .deribit, in: span).map { liquidation($0) }
    return (ordinary + liquidations).sorted { ($0.milliseconds, $0.id) < ($1.milliseconds, $1.id) }
  }

  private func trade(_ place: Int) -> DemoTrade {
    let draw = { (turn: Int) in noise.uniform(4 * place + turn, DemoMarket.Channel.trade) }
    let time = Int64(place) * Self.tradeLength + Int64(draw(0) * Double(Self.tradeLength))
    // The channel of what is paid in USDC has all coins.
    let isOther = draw(1) < 0.1
    let isLinear = isOther || draw(1) < 0.25
    let lots = 1 + Int(draw(2) * draw(2) * 400)
    return DemoTrade(
      name: isOther ? "ETH_USDC-PERPETUAL" : isLinear ? "BTC_USDC-PERPETUAL" : "BTC-PERPETUAL",
      milliseconds: time, tick: prices.tick(at: time) / (isOther ? 30 : 1),
      amount: isLinear ? decimal(lots, places: 3) : String(lots * 10), isSell: draw(3) < 0.5,
      id: place, flag: nil)
  }

  private func liquidation(_ order: DemoOrder) -> DemoTrade {
    let isMaker = order.number % 5 == 0
    return DemoTrade(
      name: order.contract.name, milliseconds: order.milliseconds, tick: order.tick,
      amount: order.quantity,
      // The taker's direction: a long is sold, and its maker bought.
      isSell: (order.side == .long) != isMaker, id: Self.firstLiquidation + order.number,
      flag: isMaker ? "M" : "T")
  }
}
