public import Liquidations

/// What is known of some time of what the exchanges' feeds told: sums of minutes or hours, and when all
/// was heard.
public struct LiveRecord: Sendable {
  /// Of what the sums are: minutes or hours.
  public let step: Step
  /// Of those slots in which anything was counted, in any order.
  public var sums: [SlotTallies]
  public var coverage: Coverage
  /// From then on sums of that step are known; nil if nothing is.
  public var start: Timestamp?
  /// Up to when each exchange has told, of whichever time; none of one that was never heard.
  public var told: [Exchange: Timestamp]

  public init(
    _ step: Step, sums: [SlotTallies] = [], coverage: Coverage = Coverage(),
    start: Timestamp? = nil, told: [Exchange: Timestamp] = [:]
  ) {
    self.step = step
    self.sums = sums
    self.coverage = coverage
    self.start = start
    self.told = told
  }

  /// When the exchanges were last heard, the longest ago of them; nil if one of them never was.
  public func oldest(of exchanges: ExchangeSet) -> Timestamp? {
    let times = exchanges.exchanges.map { told[$0] }
    return times.contains(nil) ? nil : times.compactMap(\.self).min()
  }
}
