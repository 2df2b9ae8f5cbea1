import Testing

@testable import Refresh

@Suite struct RefreshPolicyTests {
  @Test(arguments: [(1, 1, 2), (2, 2, 4), (3, 4, 8), (4, 8, 16), (5, 15, 30), (90, 15, 30)])
  func backOffDoublesUpToItsCap(failures: Int, least: Int, most: Int) {
    let policy = RefreshPolicy()
    #expect(policy.backOff(failures: failures, jitter: 0) == .seconds(least))
    #expect(policy.backOff(failures: failures, jitter: 1) == .seconds(most))
  }

  @Test(arguments: [(4, 30, 60), (5, 60, 120), (7, 240, 480), (8, 300, 600), (90, 300, 600)])
  func recoveryDoublesUpToItsCap(failures: Int, least: Int, most: Int) {
    let policy = RefreshPolicy()
    #expect(policy.recovery(failures: failures, jitter: 0) == .seconds(least))
    #expect(policy.recovery(failures: failures, jitter: 1) == .seconds(most))
  }

  @Test func aServerThatCannotBeReachedIsTriedMoreOften() {
    let policy = RefreshPolicy()
    #expect(policy.recovery(failures: 90, jitter: 1, isUnreachable: true) == .seconds(60))
  }

  @Test(arguments: [-3.0, 7.0])
  func jitterOutsideItsRangeIsBounded(jitter: Double) {
    let delay = RefreshPolicy().backOff(failures: 1, jitter: jitter)
    #expect(delay >= .seconds(1) && delay <= .seconds(2))
  }

  @Test func aMonthHasACallAtLeast() {
    #expect(RefreshPolicy(callsAMonth: -5).callsAMonth == 1)
  }

  @Test func anIntervalIsNeverShorterThanASecond() {
    #expect(RefreshPolicy(interval: .zero).interval == .seconds(1))
  }
}
