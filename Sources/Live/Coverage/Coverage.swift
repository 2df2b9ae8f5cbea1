public import Liquidations

/// When all that an exchange tells of its liquidations was heard, to the second, exchange by exchange.
public struct Coverage: Hashable, Sendable {
  /// By `Exchange.rawValue`.
  private var spans = [Spans](repeating: Spans(), count: Exchange.allCases.count)

  public init() {}

  public init(_ spans: [Exchange: Spans]) {
    for (exchange, spans) in spans { self[exchange] = spans }
  }

  public internal(set) subscript(exchange: Exchange) -> Spans {
    get { spans[exchange.rawValue] }
    set { spans[exchange.rawValue] = newValue }
  }

  mutating func forget(before second: Int64) {
    for exchange in Exchange.allCases { self[exchange].forget(before: second) }
  }
}

/// What the feeds themselves said of it, from which the exchanges' coverage follows.
struct HeardCoverage: Sendable {
  /// What a feed has told may be followed by what is older by so many seconds, and is lost if the feed
  /// ends there.
  static let settling: Int64 = 5

  private var heard: [FeedKey: Spans]

  /// - Parameter feeds: all that there are: an exchange is covered where each of its feeds is.
  init(feeds: [FeedKey]) {
    heard = Dictionary(feeds.map { ($0, Spans()) }) { first, _ in first }
  }

  /// A feed was heard in that time.
  ///
  /// - Returns: in which time its exchange is covered by that, as far as it may not have been before.
  mutating func hear(_ feed: FeedKey, _ range: Range<Int64>) -> [Range<Int64>] {
    guard heard[feed] != nil, !range.isEmpty else { return [] }
    heard[feed]?.insert(range)
    guard let whole = heard[feed]?.span(holding: range.lowerBound) else { return [] }
    let start = max(whole.lowerBound, range.lowerBound - Self.settling)
    let end = whole.upperBound - Self.settling
    guard start < end else { return [] }
    var parts = [start..<end]
    for (other, spans) in heard where other.exchange == feed.exchange && other != feed {
      parts = parts.flatMap { Self.settled(spans, in: $0) }
    }
    return parts
  }

  /// The parts of the range that are in the spans, each of which is settled but for its end.
  private static func settled(_ spans: Spans, in range: Range<Int64>) -> [Range<Int64>] {
    let reach = range.lowerBound..<range.upperBound + settling
    return spans.overlaps(reach).compactMap { part in
      guard let span = spans.span(holding: part.lowerBound) else { return nil }
      let end = min(span.upperBound - settling, range.upperBound)
      return part.lowerBound < end ? part.lowerBound..<end : nil
    }
  }

  mutating func forget(before second: Int64) {
    for feed in heard.keys { heard[feed]?.forget(before: second) }
  }
}
