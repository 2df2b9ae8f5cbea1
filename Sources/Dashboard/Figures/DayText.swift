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
    var lines = ["\(title) UTC, USD\(figures.isPartial ? ", not over yet" : "")"]
    for exchange in state.exchanges.exchanges {
      let long = Self.amount(figures.bucket.amounts[exchange, .long])
      let short = Self.amount(figures.bucket.amounts[exchange, .short])
      lines.append("\(exchange.name)  long \(long)  short \(short)")
    }
    if state.exchanges.count > 1 {
      let (long, short) = (Self.amount(figures.long), Self.amount(figures.short))
      lines.append("total  long \(long)  short \(short)  net \(Self.amount(figures.net))")
    } else {
      lines.append("net \(Self.amount(figures.net))")
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func amount(_ amount: Double?) -> String {
    amount.map(USD.exact) ?? "missing"
  }
}
