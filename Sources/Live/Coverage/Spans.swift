public import Liquidations

/// Stretches of time in whole seconds, in order, of which none touches another.
public struct Spans: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00Z.
  public private(set) var ranges: [Range<Int64>] = []

  public init() {}

  /// The union of the ranges, which may be in any order and overlap.
  public init(_ ranges: some Sequence<Range<Int64>>) {
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = self.ranges.last, last.upperBound >= range.lowerBound {
        let end = Swift.max(last.upperBound, range.upperBound)
        self.ranges[self.ranges.count - 1] = last.lowerBound..<end
      } else {
        self.ranges.append(range)
      }
    }
  }

  public var isEmpty: Bool { ranges.isEmpty }

  /// When the last of them ends; nil if there is none.
  public var end: Timestamp? { ranges.last.map { Timestamp(seconds: $0.upperBound) } }

  /// How many seconds of the stretch are in them.
  public func seconds(in range: Range<Timestamp>) -> Int {
    let range = range.lowerBound.seconds..<range.upperBound.seconds
    return Int(overlaps(range).reduce(0) { $0 + Int64($1.count) })
  }

  /// Whether they hold all of the stretch.
  public func hold(_ range: Range<Timestamp>) -> Bool {
    seconds(in: range) == Int(range.upperBound.seconds - range.lowerBound.seconds)
  }

  /// The parts of the range that are in them.
  public func overlaps(_ range: Range<Int64>) -> [Range<Int64>] {
    var parts: [Range<Int64>] = []
    for span in ranges[firstPlace(endingAfter: range.lowerBound)...] {
      guard span.lowerBound < range.upperBound else { break }
      parts.append(span.clamped(to: range))
    }
    return parts
  }

  /// The parts of the range that aren't.
  public func gaps(in range: Range<Int64>) -> [Range<Int64>] {
    var gaps: [Range<Int64>] = []
    var start = range.lowerBound
    for part in overlaps(range) {
      if start < part.lowerBound { gaps.append(start..<part.lowerBound) }
      start = part.upperBound
    }
    return start < range.upperBound ? gaps + [start..<range.upperBound] : gaps
  }

  /// The span that holds the second.
  func span(holding second: Int64) -> Range<Int64>? {
    let place = firstPlace(endingAfter: second)
    return place < ranges.count && ranges[place].contains(second) ? ranges[place] : nil
  }

  mutating func insert(_ range: Range<Int64>) {
    guard !range.isEmpty else { return }
    let first = ranges.firstPlace { $0.upperBound >= range.lowerBound }
    var merged = range
    var end = first
    while end < ranges.count, ranges[end].lowerBound <= range.upperBound {
      let lower = Swift.min(merged.lowerBound, ranges[end].lowerBound)
      merged = lower..<Swift.max(merged.upperBound, ranges[end].upperBound)
      end += 1
    }
    ranges.replaceSubrange(first..<end, with: CollectionOfOne(merged))
  }

  mutating func forget(before second: Int64) {
    guard let first = ranges.first, first.lowerBound < second else { return }
    ranges = ranges.compactMap { range in
      range.upperBound <= second ? nil : Swift.max(range.lowerBound, second)..<range.upperBound
    }
  }

  private func firstPlace(endingAfter second: Int64) -> Int {
    ranges.firstPlace { $0.upperBound > second }
  }
}
