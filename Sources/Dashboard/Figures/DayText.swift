import Liquidations
import Wording

/// The bar under the cursor as lines of text, for the clipboard:
///
///     2026-11-09 UTC, USD
///     Binance  long 17021345.10  short -31034567.88
///     …
///     total    long 30789012.20  short -49512345.01  net -18723332.81
struct DayText {
  let text: String
  /// The slot or the slots.
  let title: String

  /// Nil if there is no bar.
  init?(_ state: DashboardState) {
    guard let figures = DayFigures(state) else { return nil }
    title = state.calendar.numbers(figures.bucket.slots)
    var lines = ["\(title) UTC, \(state.unitWord)\(figures.isPartial ? ", not over yet" : "")"]
    for exchange in state.exchanges.exchanges {
      lines.append("\(exchange.name)  \(Self.sides(figures, ExchangeSet(exchange)))")
    }
    if state.exchanges.count > 1 {
      let net = figures.net.map(state.exact) ?? "unknown"
      lines.append("total  \(Self.sides(figures, state.exchanges))  net \(net)")
    } else {
      lines.append("net \(figures.net.map(state.exact) ?? "unknown")")
    }
    if let price = state.price(of: figures.bucket.slots) {
      let source = state.priceSource.map { " (\($0))" } ?? ""
      lines.append("BTC price \(USD.exact(price)) USD\(source)")
    }
    text = lines.joined(by: "\n") + "\n"
  }

  private static func sides(_ figures: DayFigures, _ exchanges: ExchangeSet) -> String {
    let amounts = figures.bucket.amounts
    return Side.allCases.map { side in
      let isFloor = amounts.isFloor(side, of: exchanges)
      let amount = amounts.total(side, of: exchanges).map {
        (isFloor ? "at least " : "") + figures.state.exact($0)
      }
      return "\(side.name) \(amount ?? "missing")"
    }.joined(by: "  ")
  }
}
