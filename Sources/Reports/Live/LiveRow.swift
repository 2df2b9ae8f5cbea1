public import Liquidations
public import Live

/// What the exchanges' feeds told of some time: floors, since no feed tells of every liquidation.
public struct LiveRow: Hashable, Sendable {
  /// As far as it has come.
  public let time: Range<Timestamp>
  /// By `Exchange.rawValue`; nil where nothing was counted.
  private var tallies = [Tallies?](repeating: nil, count: Exchange.allCases.count)
  /// The same in seconds.
  private var covered = [Int](repeating: 0, count: Exchange.allCases.count)

  init(_ time: Range<Timestamp>) {
    self.time = time
  }

  /// How long it is, in seconds.
  public var seconds: Int { Int(time.upperBound.seconds - time.lowerBound.seconds) }

  mutating func add(_ tallies: Tallies, of exchange: Exchange) {
    self.tallies[exchange.rawValue] = (self.tallies[exchange.rawValue] ?? Tallies()).adding(tallies)
  }

  mutating func cover(_ exchange: Exchange, _ seconds: Int) {
    covered[exchange.rawValue] += seconds
  }

  /// How many of its seconds all was heard that the exchange tells.
  public func covered(_ exchange: Exchange) -> Int { covered[exchange.rawValue] }

  /// What was counted of the exchange; nil where it wasn't heard at all, which isn't nothing.
  public func tallies(of exchange: Exchange) -> Tallies? {
    tallies[exchange.rawValue] ?? (covered(exchange) > 0 ? Tallies() : nil)
  }

  /// The same of one side: where nothing was heard, what was counted of the other says nothing of it.
  func tally(_ side: Side, of exchange: Exchange) -> Tally? {
    let tally = tallies(of: exchange)?[side]
    return covered(exchange) > 0 || tally?.count ?? 0 > 0 ? tally : nil
  }

  /// What was counted of a side, of those exchanges of which it is known; nil if it is of none.
  func tally(_ side: Side, of exchanges: ExchangeSet) -> Tally? {
    let known = exchanges.exchanges.compactMap { tally(side, of: $0) }
    guard let first = known.first else { return nil }
    return known.dropFirst().reduce(into: first) { $0.add($1) }
  }

  /// What was counted of those exchanges that were heard; nil if none was.
  public func tallies(of exchanges: ExchangeSet) -> Tallies? {
    let known = exchanges.exchanges.compactMap { tallies(of: $0) }
    return known.isEmpty ? nil : known.reduce(Tallies()) { $0.adding($1) }
  }

  /// The exchanges of which nothing is known.
  func missing(of exchanges: ExchangeSet) -> [Exchange] {
    exchanges.exchanges.filter { tallies(of: $0) == nil }
  }

  /// How much of its time was covered, over some exchanges, 0…1. What is heard at this moment is told
  /// within so many seconds, and lacks nothing meanwhile.
  ///
  /// - Parameters:
  ///   - told: up to when each exchange has told.
  ///   - now: what is over by then lacks what wasn't told of it.
  public func coveredShare(
    of exchanges: ExchangeSet, told: [Exchange: Timestamp], at now: Timestamp
  ) -> Double {
    guard seconds > 0, exchanges.count > 0 else { return 0 }
    let isRunning = time.contains(now)
    let sum = exchanges.exchanges.reduce(0) { sum, exchange in
      let tail = told[exchange].map { Int(time.upperBound.seconds - $0.seconds) } ?? 0
      let heard = covered(exchange) + (isRunning && 0..<Self.telling ~= tail ? tail : 0)
      return sum + min(heard, seconds)
    }
    return Double(sum) / Double(seconds * exchanges.count)
  }

  private static let telling = 30
}

extension Tallies {
  fileprivate func adding(_ other: Tallies) -> Tallies {
    var sum = self
    sum.add(other)
    return sum
  }
}

extension Tally {
  /// What was counted of a side, with the sign that its series have: longs ≥ 0, shorts ≤ 0.
  func signed(_ side: Side) -> Double { side == .long || usd == 0 ? usd : -usd }
}
