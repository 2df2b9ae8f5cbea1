import Testing

@testable import CursesTerminal

@Suite @MainActor struct DeadlineTests {
  private let now = Instant.now

  @Test func withoutADeadlineItSleepsUntilSomethingComes() {
    #expect(CursesTerminal.milliseconds(until: nil, from: now) == -1)
  }

  @Test func itNeverWakesTooEarlyToFindNothingDue() {
    let deadlines: [(Duration, Int32)] = [
      (.zero, 0), (.nanoseconds(1), 1), (.milliseconds(1), 1), (.microseconds(1_001), 2),
      (.seconds(60), 60_000), (.seconds(-1), 0), (.milliseconds(-1), 0), (.seconds(1 << 40), .max),
    ]
    for (duration, milliseconds) in deadlines {
      let wait = CursesTerminal.milliseconds(until: now + duration, from: now)
      #expect(wait == min(milliseconds, 86_400_000), "\(duration)")
    }
  }
}
