import Liquidations
import Wording

/// The table as tab-separated text, for the clipboard: all its bars in its order, in USD to the cent and
/// with the sign of each side; what is missing is empty, and a sum that lacks a part says `>=`, of shorts
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
    let rows = state.tableRows.map { bar in
      let bucket = state.bars.buckets[bar]
      let (slots, amounts) = (bucket.slots, bucket.amounts)
      var cells = [
        state.calendar.numbers(slots.lowerBound), state.calendar.numbers(slots.upperBound),
        Self.total(amounts, exchanges),
      ]
      cells += Side.allCases.map { Self.side(amounts, $0, exchanges) }
      cells += [
        amounts.net(of: exchanges).map(USD.exact) ?? "",
        amounts.longShare(of: exchanges).map(Ratio.exact) ?? "",
      ]
      for exchange in exchanges.exchanges where exchanges.count > 1 {
        cells += Side.allCases.map { Self.side(amounts, $0, ExchangeSet(exchange)) }
      }
      return cells
    }
    text = ([heads] + rows).map { $0.joined(separator: "\t") + "\n" }.joined()
    let unit = state.bars.unit
    title = rows.count == 1 ? "1 \(unit.name)" : "\(rows.count) \(unit.plural)"
  }

  private static func side(_ amounts: Amounts, _ side: Side, _ exchanges: ExchangeSet) -> String {
    let bound = side == .long ? ">=" : "<="
    return amounts.total(side, of: exchanges).map {
      (amounts.isFloor(side, of: exchanges) ? bound : "") + USD.exact($0)
    } ?? ""
  }

  private static func total(_ amounts: Amounts, _ exchanges: ExchangeSet) -> String {
    amounts.known(of: exchanges).map {
      (amounts.isIncomplete(exchanges) ? ">=" : "") + USD.exact($0)
    } ?? ""
  }
}
