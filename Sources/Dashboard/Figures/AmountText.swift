import Liquidations
import Wording

/// Amounts as panels, tables and lines write them: sizes, since their place says which side they are of.
extension Amounts {
  /// What one side came to: `25.6M`, or `≥25.6M` where a part is missing; nil if nothing is known.
  func text(_ side: Side, of exchanges: ExchangeSet, signs: Signs) -> String? {
    total(side, of: exchanges).map {
      Self.text(abs($0), isFloor: isFloor(side, of: exchanges), signs: signs)
    }
  }

  /// The same of both sides together.
  func text(of exchanges: ExchangeSet, signs: Signs) -> String? {
    known(of: exchanges).map { Self.text($0, isFloor: isIncomplete(exchanges), signs: signs) }
  }

  private static func text(_ amount: Double, isFloor: Bool, signs: Signs) -> String {
    (isFloor ? signs.atLeast : "") + USD.compact(amount, signs: signs)
  }
}
