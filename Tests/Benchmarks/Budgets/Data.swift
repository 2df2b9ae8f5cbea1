import Benchmark
import Liquidations
import Newhedge

/// From the bytes of eight answers to the sums that the chart is made of.
func dataBenchmarks(_ series: [Metric: Series]) {
  let payloads = series.mapValues(Payload.encode)
  measure("decode-one", payloads) { payloads in
    try decode(payloads.filter { $0.key == Metric(.binance, .long) })
  }
  measure("decode-eight", payloads) { try decode($0) }
  measure("build-history", series) { blackHole(History($0)) }
  measure("update-snapshot", Snapshot()) { snapshot in
    snapshot.update(Metric.allCases) { $1.series = series[$0] ?? .empty }
  }
  let history = History(series)
  guard let slots = history.slots else { return }
  let length = (slots.count + 89) / 90
  let spans = stride(from: slots.lowerBound, to: slots.upperBound, by: length).map {
    $0...min($0 + (length - 1), slots.upperBound)
  }
  measure("bucket-ALL", history) { history in blackHole(spans.map { history.sum($0) }) }
  measure("summary-ALL", history) {
    blackHole(RangeSummary(of: $0, slots: slots, exchanges: .all, running: Slot(Samples.today)))
  }
}

private func decode(_ payloads: [Metric: [UInt8]]) throws {
  for (metric, bytes) in payloads {
    blackHole(try Payload.decode(bytes, metric: metric, today: Samples.today))
  }
}
