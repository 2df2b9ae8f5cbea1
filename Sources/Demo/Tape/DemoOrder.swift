import Liquidations

/// A generated liquidation, in whole numbers, so that every text of it is exact.
struct DemoOrder: Hashable, Sendable {
  let contract: DemoContract
  /// Of the position.
  let side: Side
  /// Since 1970-01-01T00:00Z.
  let milliseconds: Int64
  let lots: Int
  /// In tenths of a USD.
  let tick: Int
  /// What tells it from the exchange's others, twins included.
  let number: Int

  /// In USD for one BTC.
  var price: Double { Double(tick) / 10 }

  var priceText: String { decimal(tick, places: 1) }

  var quantity: String { contract.quantity(lots) }

  var worth: (bitcoin: Double, usd: Double) { contract.worth(lots, at: price) }

  /// Its place among others.
  static func precedes(_ left: DemoOrder, _ right: DemoOrder) -> Bool {
    (left.milliseconds, left.number) < (right.milliseconds, right.number)
  }
}
