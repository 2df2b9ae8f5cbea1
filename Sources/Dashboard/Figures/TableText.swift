import Liquidations
import Wording

/// The table as tab-separated text, for the clipboard: all its bars in its order, in USD to the cent, or
/// in BTC where the heads say so, and with the sign of each side; what is missing is empty, and a sum that lacks a part says `>=`, of shorts
/// `<=`.
struct TableText {
  let text: String
  /// How many bars.
  let title: String

  /// Nil if there is no bar.
  init?(_ state: DashboardState) {
    guard state.hasData, !state.tableRows.isEmpty else { return nil }
    let exchanges = state.exchanges
    var heads = ["first", "last", "total", "long", "short", "net", "long_share"]
    for exchange in exchanges.exchanges where exchanges.count > 1 {
      heads += Side.allCases.map { "\(exchange.slug)_\($0.name)" }
    }
    // USD goes without saying.
    if state.data.isInBitcoin {
      heads = heads.map { ["first", "last", "long_share"].contains($0) ? $0 : "\($0)_btc" }
    }
    let rows = state.tableRows.map { bar in
      let bucket = state.bars.buckets[bar]
      let (slots, amounts) = (bucket.slots, bucket.amounts)
      var cells = [
        state.calendar.numbers(slots.lowerBound), state.calendar.numbers(slots.upperBound),
        Self.total(amounts, exchanges, state),
      ]
      cells += Side.allCases.map { Self.side(amounts, $0, exchanges, state) }
      cells += [
        amounts.net(of: exchanges).map(state.exact) ?? "",
        amounts.longShare(of: exchanges).map(Ratio.exact) ?? "",
      ]
      for exchange in exchanges.exchanges where exchanges.count > 1 {
        cells += Side.allCases.map { Self.side(amounts, $0, ExchangeSet(exchange), state) }
      }
      return cells
    }
    text = ([heads] + rows).map { $0.joined(by: "\t") + "\n" }.joined(by: "")
    let unit = state.bars.unit
    title = rows.count == 1 ? "1 \(unit.name)" : "\(rows.count) \(unit.plural)"
  }

  private static func side(
    _ amounts: Amounts, _ side: Side, _ exchanges: ExchangeSet, _ state: DashboardState
  ) -> String {
    let bound = side == .long ? ">=" : "<="
    return amounts.total(side, of: exchanges).map {
      (amounts.isFloor(side, of: exchanges) ? bound : "") + state.exact($0)
    } ?? ""
  }

  private static func total(
    _ amounts: Amounts, _ exchanges: ExchangeSet, _ state: DashboardState
  ) -> String {
    amounts.known(of: exchanges).map {
      (amounts.isIncomplete(exchanges) ? ">=" : "") + state.exact($0)
    } ?? ""
  }
}
