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
    let used = (up / scale.perRow).rounded(.up) + max(1, (down / scale.perRow).rounded(.up))
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

@Suite struct CapTests {
  @Test func isTheLargestAmountOfEvenDays() {
    #expect(Cap.robust([10, 12, 9, 11, 14, 8]) == 14)
  }

  @Test func leavesOutOneGiantDay() {
    #expect(Cap.robust([10, 12, 9, 400, 11, 14, 8]) == 1.25 * 14)
  }

  @Test func leavesOutOneDayInFifteen() {
    let days = (1...90).map { Double($0 % 10 + 1) } + [300, 310, 320, 330, 340, 350]
    #expect(Cap.robust(days) == 1.25 * 10)
  }

  @Test func keepsAWholeStormOfLargeDays() {
    let days = Array(repeating: 1.0, count: 20) + Array(repeating: 50.0, count: 10)
    #expect(Cap.robust(days) == 50)
  }

  @Test func isZeroWithoutAmounts() {
    #expect(Cap.robust([]) == 0)
    #expect(Cap.robust([0, 0]) == 0)
  }
}
