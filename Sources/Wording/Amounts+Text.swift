public import Liquidations

/// Amounts as panels, tables, lines and pipes write them: sizes, since their place says which side they
/// are of.
extension Amounts {
  /// What one side came to: `25.6M`, or `≥25.6M` where a part is missing; nil if nothing is known.
  public func text(_ side: Side, of exchanges: ExchangeSet, signs: Signs) -> String? {
    total(side, of: exchanges).map {
      Self.text(abs($0), isFloor: isFloor(side, of: exchanges), signs: signs)
    }
  }

  /// The same of both sides together.
  public func text(of exchanges: ExchangeSet, signs: Signs) -> String? {
    known(of: exchanges).map { Self.text($0, isFloor: isIncomplete(exchanges), signs: signs) }
  }

  private static func text(_ amount: Double, isFloor: Bool, signs: Signs) -> String {
    (isFloor ? signs.atLeast : "") + USD.compact(amount, signs: signs)
  }
}

extension Amounts {
  /// An exchange's part of what was liquidated on some of them, both sides together, 0…1.
  public func share(of exchange: Exchange, among others: ExchangeSet) -> Double? {
    guard let own = gross(of: ExchangeSet(exchange)), let all = gross(of: others), all > 0 else {
      return nil
    }
    return own / all
  }
}
