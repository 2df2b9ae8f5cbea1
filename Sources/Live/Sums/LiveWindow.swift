public import Liquidations

/// What was closed by force from one moment to another, and how much of that time was covered.
public struct LiveWindow: Hashable, Sendable {
  public let time: Range<Timestamp>
  /// By `Exchange.rawValue`.
  private var tallies = [Tallies](repeating: Tallies(), count: Exchange.allCases.count)
  /// In seconds.
  private var covered = [Int](repeating: 0, count: Exchange.allCases.count)

  init(_ time: Range<Timestamp>, coverage: Coverage) {
    self.time = time
    for exchange in Exchange.allCases {
      covered[exchange.rawValue] = coverage[exchange].seconds(in: time)
    }
  }

  mutating func add(_ tallies: Tallies, of exchange: Exchange) {
    self.tallies[exchange.rawValue].add(tallies)
  }

  /// How long it is, in seconds.
  public var seconds: Int { Int(time.upperBound.seconds - time.lowerBound.seconds) }

  /// What was counted of some exchanges: at least so much was closed.
  public func tallies(of exchanges: ExchangeSet = .all) -> Tallies {
    exchanges.exchanges.reduce(into: Tallies()) { $0.add(tallies[$1.rawValue]) }
  }

  /// How many of its seconds are covered.
  public func covered(_ exchange: Exchange) -> Int { covered[exchange.rawValue] }

  /// How much of its time is covered, over some exchanges, 0…1.
  public func coveredShare(of exchanges: ExchangeSet = .all) -> Double {
    guard seconds > 0, exchanges.count > 0 else { return 0 }
    let sum = exchanges.exchanges.reduce(0) { $0 + covered($1) }
    return Double(sum) / Double(seconds * exchanges.count)
  }
}

/// The windows of the strip above the tape, each up to now.
public enum StripWindow: Int, CaseIterable, Hashable, Sendable {
  case minute, fiveMinutes, hour, fourHours, day

  /// As it is named: `1m`.
  public var name: String {
    switch self {
    case .minute: "1m"
    case .fiveMinutes: "5m"
    case .hour: "1h"
    case .fourHours: "4h"
    case .day: "24h"
    }
  }

  public var seconds: Int64 {
    switch self {
    case .minute: 60
    case .fiveMinutes: 300
    case .hour: 3_600
    case .fourHours: 14_400
    case .day: 86_400
    }
  }

  /// What it is counted from: the short ones from seconds, the others from minutes, the first of
  /// which is the first whole one, so that none is longer than it is named.
  var countsSeconds: Bool { seconds <= 300 }
}
