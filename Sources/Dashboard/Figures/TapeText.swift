import Liquidations
import Wording

/// The rows of the tape as tab-separated text, for the clipboard.
struct TapeText {
  let text: String
  /// How many rows.
  let title: String

  /// Nil if there is no row.
  init?(_ state: DashboardState) {
    let rows = state.tape
    guard !rows.isEmpty else { return nil }
    let heads = ["time", "exchange", "side", "usd", "btc", "price", "instrument", "orders"]
    let lines = rows.map { row in
      [
        row.time.isoSecond, row.key.exchange.slug, row.key.side.name, USD.exact(row.usd),
        BTC.exact(row.bitcoin), USD.exact(row.price), row.instrument ?? "", "\(row.count)",
      ]
    }
    text = ([heads] + lines).map { $0.joined(by: "\t") + "\n" }.joined(by: "")
    title = rows.count == 1 ? "1 row" : "\(rows.count) rows"
  }
}
