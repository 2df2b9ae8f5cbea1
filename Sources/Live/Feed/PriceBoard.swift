import Liquidations

/// Which of the exchanges' prices is shown: that of the first in their fixed order that tells one.
struct PriceBoard: Sendable {
  /// One that is older isn't told any more.
  static let fresh = Duration.seconds(15)

  private(set) var price: Price?
  private var told: [Exchange: Duration] = [:]

  /// - Returns: whether it is the one that is shown.
  mutating func take(_ new: Price, at elapsed: Duration) -> Bool {
    guard new.usd.isFinite, new.usd > 0 else { return false }
    told[new.exchange] = elapsed
    let isSecond = told.contains { exchange, at in
      exchange.rawValue < new.exchange.rawValue && elapsed - at < Self.fresh
    }
    guard !isSecond, price != new else { return false }
    price = new
    return true
  }

  /// What another has kept.
  mutating func show(_ kept: Price?) { price = kept }
}
