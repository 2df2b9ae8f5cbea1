/// Where the scale ends so that one crash day doesn't flatten all the others.
enum RobustCap {
  /// The largest amount that is drawn whole.
  ///
  /// One amount in fifteen, and at least one, may be clipped, if the largest is more than twice the
  /// largest of the others. The cap leaves the others some air. Amounts are in USD, ≥ 0.
  static func robust(_ amounts: [Double]) -> Double {
    let sorted = amounts.filter { $0 > 0 }.sorted(by: >)
    guard let largest = sorted.first else { return 0 }
    let clippable = max(1, sorted.count / 15)
    guard sorted.count > clippable + 2 else { return largest }
    let reference = sorted[clippable]
    return largest > 2 * reference ? 1.25 * reference : largest
  }
}
