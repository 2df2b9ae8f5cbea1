extension Series {
  /// The largest amount that can be meant, in USD; the sum of any number of such days is finite.
  public static let largestAmount = 1e13

  /// The series without what can't be in it: days out of bounds, amounts that nothing comes to or
  /// that `accepts` refuses, which takes whatever lies between two that it takes; itself if there is
  /// nothing of that kind.
  public func bounded(accepts: (Double) -> Bool) -> Series {
    guard let days else { return self }
    func isSound(_ value: Double) -> Bool { abs(value) <= Self.largestAmount && accepts(value) }
    if Day.bounds.contains(days.lowerBound), Day.bounds.contains(days.upperBound),
      isSound(extremes.least), isSound(extremes.greatest)
    {
      return self
    }
    return Series(
      entries.filter { Day.bounds.contains($0.day) && isSound($0.value) }
        .map { ($0.day, Optional($0.value)) })
  }

  /// The least and the greatest value of a series that has one.
  private var extremes: (least: Double, greatest: Double) {
    // A missing value is neither less nor greater than any.
    var (least, greatest) = (Double.infinity, -Double.infinity)
    for value in values {
      if value < least { least = value }
      if value > greatest { greatest = value }
    }
    return (least, greatest)
  }

  /// Whether two amounts are told apart: by a cent and by 10⁻⁹ of the greater. What is less is the
  /// noise of sums that were added up in another order.
  public static func differ(_ one: Double, _ other: Double) -> Bool {
    let difference = abs(one - other)
    return difference >= 0.01 && difference >= 1e-9 * max(abs(one), abs(other))
  }

  /// The days of either series; of a day that both have the newer's value stands, unless it is told
  /// from this one's only by noise.
  public func revised(by newer: Series) -> Series {
    let news = newer.entries.filter { day, value in
      self[day].map { Self.differ($0, value) } ?? true
    }
    return merged(with: Series(news.map { ($0.day, Optional($0.value)) }))
  }
}
