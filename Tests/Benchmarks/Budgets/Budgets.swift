import Benchmark
import Dashboard
import Liquidations

extension BenchmarkMetric {
  /// Nanoseconds of CPU time; `Thresholds` holds half the budget of each benchmark in it.
  static let cpu = BenchmarkMetric.custom("CPU ns")
}

/// Measures the CPU time of `work`, on a fresh copy of `input` each time.
func measure<Input>(
  _ name: String, _ input: Input, _ work: @escaping (inout Input) throws -> Void
) {
  Benchmark(name) { (benchmark: Benchmark) throws in
    var input = input
    let start = CPUClock.now
    try work(&input)
    benchmark.measurement(.cpu, CPUClock.now - start)
    blackHole(input)
  }
}

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.cpu], units: [.cpu: .count], warmupIterations: 10, maxDuration: .seconds(2),
    maxIterations: 2_000,
    // Twice the threshold is the budget, and no run is too good.
    thresholds: [.cpu: BenchmarkThresholds(relative: [.p90: 100])])
  let series = Samples.series(2_200)
  let snapshot = Samples.snapshot(series)
  dataBenchmarks(series)
  reduceBenchmarks(snapshot)
  renderBenchmarks(snapshot)
}
