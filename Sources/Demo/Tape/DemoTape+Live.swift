import Liquidations
import Live

/// What one who has listened for a day would know.
extension DemoTape {
  /// For so long it was heard, in seconds.
  private static let heard: Int64 = 24 * 3_600
  /// Deribit tells so late, in seconds.
  private static let deribitDelay: Int64 = 65 * 60

  /// Sums and coverage of a time, as far as it was heard.
  func record(_ step: Step, in time: Range<Timestamp>, at now: Timestamp) -> LiveRecord {
    let start = Timestamp(seconds: now.seconds - Self.heard)
    var record = LiveRecord(step, start: start)
    var covered: [Exchange: Spans] = [:]
    for exchange in Exchange.allCases {
      let end = now.seconds - (exchange == .deribit ? Self.deribitDelay : 0)
      record.told[exchange] = Timestamp(seconds: end)
      covered[exchange] = Spans([start.seconds..<end])
      let first = max(start.seconds, Slot(step, at: time.lowerBound).start.seconds)
      let last = min(end, time.upperBound.seconds)
      if first < last { record.sums += sums(step, of: exchange, first * 1_000..<last * 1_000) }
    }
    record.coverage = Coverage(covered)
    return record
  }

  private func sums(
    _ step: Step, of exchange: Exchange, _ span: Range<Int64>
  ) -> [SlotTallies] {
    var sums: [SlotTallies] = []
    for order in orders(of: exchange, in: span) {
      let slot = Slot(step, at: Timestamp(seconds: order.milliseconds / 1_000))
      if sums.last?.slot != slot { sums.append(SlotTallies(exchange, slot, Tallies())) }
      let usd = order.worth.usd
      sums[sums.count - 1].tallies[order.side].add(Tally(usd: usd, count: 1, largest: usd))
    }
    return sums
  }
}
