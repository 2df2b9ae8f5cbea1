import Testing

@testable import Dashboard

@Suite struct ScaleTests {
  @Test(
    arguments: [
      (100e6, 50e6, 33), (1, 1, 33), (38.6, 0, 20), (0, 5e9, 20), (8.1e8, 3.3e3, 12), (7, 3, 4),
      (1e15, 1, 50), (0.01, 0.02, 9),
    ] as [(Double, Double, Int)])
  func showsBothSidesWholeInTheRowsThereAre(up: Double, down: Double, rows: Int) {
    let scale = Scale(up: up, down: down, rows: rows)
    #expect(scale.rowsUp + scale.rowsDown == rows)
    #expect(scale.eighths(up) <= scale.rowsUp * 8)
    #expect(scale.eighths(down) <= scale.rowsDown * 8)
    #expect(scale.rowsUp >= 1 && scale.rowsDown >= 1)
  }

  @Test(
    arguments: [(100e6, 50e6, 33), (950, 20, 18), (3.3e3, 8.1e8, 12)] as [(Double, Double, Int)])
  func leavesLessThanAThirdOfTheRowsUnused(up: Double, down: Double, rows: Int) {
    let scale = Scale(up: up, down: down, rows: rows)
    let used = (up / perRow(scale)).rounded(.up) + max(1, (down / perRow(scale)).rounded(.up))
    #expect(used >= Double(rows) * 2 / 3)
  }

  @Test(arguments: [(100e6, 50e6, 33), (950, 20, 18), (5.1e9, 1e9, 12)] as [(Double, Double, Int)])
  func hasRoundTicksOnRowEdges(up: Double, down: Double, rows: Int) throws {
    let scale = Scale(up: up, down: down, rows: rows)
    let ticks = scale.ticks(rows: scale.rowsUp)
    #expect(!ticks.isEmpty)
    for tick in ticks {
      #expect(scale.eighths(tick.amount) == (tick.row + 1) * 8)
    }
    var mantissa = scale.step
    while mantissa >= 9.99 { mantissa /= 10 }
    #expect([1, 2, 2.5, 5].contains { abs($0 - mantissa) < 1e-9 })
  }

  @Test(arguments: 2...40) func aHundredPercentFillTheRowsOfBothSides(rows: Int) {
    let scale = Scale(percentIn: rows)
    #expect(scale.eighths(100) == rows / 2 * 8)
    #expect(scale.rowsUp == rows / 2 && scale.rowsDown == rows / 2)
  }

  @Test(arguments: [(5, 1), (5, 4), (20, 3), (20, 10)], [(1e9, 4e8), (3.0, 9e6), (5e8, 0)])
  func showsBothSidesWholeWhereverZeroIs(rows: (all: Int, up: Int), amounts: (Double, Double)) {
    let (up, down) = amounts
    let scale = Scale(up: up, down: down, rows: rows.all, rowsUp: rows.up)
    #expect(scale.rowsUp == rows.up && scale.rowsDown == rows.all - rows.up)
    #expect(scale.eighths(up) <= scale.rowsUp * 8 && scale.eighths(down) <= scale.rowsDown * 8)
  }

  @Test func hasNothingToShowWithoutAmounts() {
    let scale = Scale(up: 0, down: 0, rows: 10)
    #expect(scale.rowsUp == 5 && scale.rowsDown == 5)
    #expect(scale.ticks(rows: 5).isEmpty)
    #expect(scale.eighths(1) == 0)
  }

  @Test(arguments: -1...3) func survivesFewRows(rows: Int) {
    let scale = Scale(up: 10, down: 20, rows: rows)
    #expect(scale.rowsUp >= 0 && scale.rowsDown >= 0)
    #expect(scale.rowsUp + scale.rowsDown == max(0, rows))
  }
}

@Suite struct RobustMaximumTests {
  @Test func isTheLargestAmountOfEvenDays() {
    #expect(ScaleKind.robustMaximum([10, 12, 9, 11, 14, 8]) == 14)
  }

  @Test func leavesOutOneGiantDay() {
    #expect(ScaleKind.robustMaximum([10, 12, 9, 400, 11, 14, 8]) == 1.25 * 14)
  }

  @Test func leavesOutOneDayInFifteen() {
    let days = (1...90).map { Double($0 % 10 + 1) } + [300, 310, 320, 330, 340, 350]
    #expect(ScaleKind.robustMaximum(days) == 1.25 * 10)
  }

  @Test func keepsAWholeStormOfLargeDays() {
    let days = Array(repeating: 1.0, count: 20) + Array(repeating: 50.0, count: 10)
    #expect(ScaleKind.robustMaximum(days) == 50)
  }

  @Test func isZeroWithoutAmounts() {
    #expect(ScaleKind.robustMaximum([]) == 0)
    #expect(ScaleKind.robustMaximum([0, 0]) == 0)
  }
}

/// USD that a row of a linear scale stands for.
func perRow(_ scale: Scale) -> Double { scale.step / Double(scale.rowsPerTick) }

@Suite struct LogarithmicScaleTests {
  @Test(
    arguments: [
      (1e9, 4e8, 2e6, 33), (1e9, 4e8, 2e6, 8), (9e4, 3, 0.5, 20), (5e8, 0, 5e8, 12),
      (1e9, 1e9, 1e-9, 40),
      (12, 1e12, 3, 5), (3, 2, 1, 2),
    ] as [(Double, Double, Double, Int)])
  func showsBothSidesWholeInTheRowsThereAre(up: Double, down: Double, least: Double, rows: Int) {
    let scale = Scale(logarithmicUp: up, down: down, least: least, rows: rows)
    #expect(scale.rowsUp + scale.rowsDown == rows)
    #expect(scale.rowsUp >= 1 && scale.rowsDown >= 1)
    #expect(scale.eighths(up) <= scale.rowsUp * 8 || rows < 6)
    #expect(scale.eighths(down) <= scale.rowsDown * 8 || rows < 6)
  }

  @Test func hasPowersOfTenOnRowEdges() {
    let scale = Scale(logarithmicUp: 9e8, down: 2e8, least: 3e6, rows: 33)
    let ticks = scale.ticks(rows: scale.rowsUp)
    #expect(ticks.first?.amount == 1e7)
    #expect(ticks.contains { $0.amount == 1e8 })
    for tick in ticks {
      #expect(scale.eighths(tick.amount) == tick.row * 8 + (tick.isMiddle ? 4 : 8))
    }
  }

  @Test(arguments: [(9.6e8, 4e8, 1.9e6, 16), (3e9, 1e9, 2e8, 12), (5e7, 8e7, 2e6, 20)])
  func fillsTheRowsFromTheDecadeOfTheLeast(
    up: Double, down: Double, least: Double, rows: Int
  ) throws {
    let scale = Scale(logarithmicUp: up, down: down, least: least, rows: rows)
    #expect(scale.base <= least && least < scale.base * 10)
    #expect(scale.rowsUp * 8 - scale.eighths(up) <= rows * 8 / 5)
    let highest = try #require(scale.ticks(rows: scale.rowsUp).last)
    #expect(highest.amount < up * 10)
  }

  @Test func doesNotBeginByWhatIsUnfinished() {
    let totals = [(up: 3e8, down: 2e8), (up: 5e8, down: 1e8), (up: 2e4, down: 3e3)]
    let plan = ChartPlan(totals: totals, unfinished: [2], kind: .logarithmic, rows: 17)
    #expect(plan.scale.base == 1e8)
    #expect(ChartPlan(totals: totals, kind: .logarithmic, rows: 17).scale.base < 1e8)
    #expect(plan.eighths(2e4, isUp: true) == 1, "and it is seen all the same")
  }

  @Test func dividesABarInProportion() {
    let scale = Scale(logarithmicUp: 1e9, down: 1e9, least: 1e6, rows: 48)
    let stack = Stack([2.5e8, 7.5e8], scale: scale, limit: 24 * 8)
    #expect(stack.height == scale.eighths(1e9))
    #expect(stack.segments.map(\.range.count) == [stack.height / 4, stack.height * 3 / 4])
  }

  @Test func growsByTheSameForEachTenfold() {
    let scale = Scale(logarithmicUp: 1e9, down: 1e9, least: 1e6, rows: 48)
    #expect(scale.eighths(1e8) - scale.eighths(1e7) == scale.eighths(1e9) - scale.eighths(1e8))
  }
}
