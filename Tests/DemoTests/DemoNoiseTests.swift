import Testing

@testable import Demo

@Suite struct DemoNoiseTests {
  private let noise = DemoNoise(seed: 7)

  @Test func bellHasMeanZeroAndDeviationOne() {
    let values = (0..<20_000).map { noise.bell($0, 3) }
    let mean = values.reduce(0, +) / 20_000
    let variance = values.reduce(0) { $0 + $1 * $1 } / 20_000
    #expect(abs(mean) < 0.03)
    #expect(abs(variance - 1) < 0.05)
  }

  @Test func uniformIsEven() {
    let values = (0..<20_000).map { noise.uniform($0, 3) }
    #expect(values.allSatisfy { (0..<1).contains($0) })
    #expect(
      (0..<10).allSatisfy { tenth in
        (1_800...2_200).contains(values.count { Int($0 * 10) == tenth })
      })
  }

  @Test func channelsAreUnlike() {
    let product = (0..<20_000).reduce(0.0) { $0 + noise.bell($1, 1) * noise.bell($1, 2) }
    #expect(abs(product / 20_000) < 0.03)
  }

  @Test func driftIsSmoothAndKeepsItsDeviation() {
    let values = (0..<30_000).map { noise.drift($0, period: 30, 5) }
    let steps = zip(values, values.dropFirst()).map { abs($0 - $1) }
    #expect(steps.allSatisfy { $0 < 0.5 })
    #expect(abs(values.reduce(0) { $0 + $1 * $1 } / 30_000 - 1) < 0.15)
  }

  @Test func exponentialIsExactToTheLastDigits() {
    let known: [(Double, Double)] = [
      (0, 1), (1, 2.718281828459045), (-1, 0.36787944117144233), (10, 22026.465794806718),
      (-20, 2.061153622438558e-09), (0.3, 1.3498588075760032),
    ]
    for (argument, value) in known {
      #expect(abs(exponential(argument) / value - 1) < 1e-14)
    }
  }
}
