/// How the axis of the chart is made; its raw value is the word for it in files and on the screen.
public enum ScaleKind: String, CaseIterable, Hashable, Sendable {
  /// Robustly capped: a few giant bars are cut off and say so.
  case capped
  /// Up to the largest bar.
  case full
  /// A row for each part of a power of ten.
  case logarithmic = "log"
}

extension ScaleKind {
  /// The largest amount that is drawn whole, so that one crash doesn't flatten all the others.
  ///
  /// One amount in fifteen, and at least one, may be clipped, if the largest is more than twice the
  /// largest of the others, which get some air. Amounts are in USD, ≥ 0.
  static func robustMaximum(_ amounts: [Double]) -> Double {
    let sorted = amounts.filter { $0 > 0 }.sorted(by: >)
    guard let largest = sorted.first else { return 0 }
    let clippable = max(1, sorted.count / 15)
    guard sorted.count > clippable + 2 else { return largest }
    let reference = sorted[clippable]
    return largest > 2 * reference ? 1.25 * reference : largest
  }
}
