import Liquidations

/// A stretch of time in which everything that a feed tells was heard.
struct HeardSpan: Hashable, Sendable {
  /// Milliseconds since 1970-01-01T00:00Z.
  let start: Int64
  /// Milliseconds since 1970-01-01T00:00Z; not before `start`.
  let end: Int64

  init(_ start: Int64, _ end: Int64) {
    self.start = start
    self.end = max(start, end)
  }

  /// Both as one; nil if there is time between them.
  func joined(with other: HeardSpan) -> HeardSpan? {
    guard other.start <= end, start <= other.end else { return nil }
    return HeardSpan(min(start, other.start), max(end, other.end))
  }

  /// The seconds that lie in it wholly.
  var seconds: Range<Timestamp> {
    let first = (start + 999) / 1_000
    return Timestamp(seconds: first)..<Timestamp(seconds: max(first, end / 1_000))
  }
}

/// What was told of a stretch that grows, so that only what is new is told, in whole seconds that join.
struct ToldCoverage: Sendable {
  /// The stretch that was told last.
  private(set) var told: Range<Timestamp>?

  /// What is to be told now; nil if there is nothing new.
  mutating func news(of span: HeardSpan) -> Range<Timestamp>? {
    let seconds = span.seconds
    var start = seconds.lowerBound
    if let told, told.lowerBound <= start, start <= told.upperBound { start = told.upperBound }
    guard start < seconds.upperBound else { return nil }
    told = seconds
    return start..<seconds.upperBound
  }
}
