import ClockSupport
import Liquidations
import Testing
import WorkSupport

@testable import Alerts

/// A month of days whose values grow and flap, with a program that is started, quit and put to sleep.
@Suite(.serialized, .longWork) struct SimulatedMonthTests {
  private let world = AlertWorld()
  private let memory = AlertMemory()

  /// What each day comes to in the end, all exchanges together, in USD.
  private static let ends = (0..<30).map { day in day % 3 == 0 ? 640e6 : 320e6 }

  /// What is known at an hour of a day: it grows, and in odd hours seems to have been less.
  private static func days(_ day: Int, _ hour: Int) -> [Day: Double] {
    var days: [Day: Double] = [:]
    for past in 0..<day { days[today + past] = ends[past] / 4 }
    let share = Double(hour + 1) / 24 - (hour % 2 == 1 ? 0.05 : 0)
    days[today + day] = ends[day] * share / 4
    return days
  }

  private func another(_ rules: [AlertRule], at moment: Timestamp) -> AlertWorld.Pane {
    world.pane(rules, on: world.wait { [memory] in await memory.another() } ?? memory, at: moment)
  }

  @Test func everyDayIsToldOfOnceAndTheRightOnes() throws {
    let rules = [
      try makeRule("big", "long > 500M"), try makeRule("whole", "long > 500M", on: .close),
    ]
    var pane = world.pane(rules, on: memory, at: today.start + .seconds(60))
    var all = [pane]
    for day in 0..<30 {
      // Some days another looks on, and goes on once the first has quit.
      var other = day % 7 == 3 ? another(rules, at: pane.clock.wall) : nil
      if let other { all.append(other) }
      for hour in 0..<24 {
        // In one hour of three one series is missing.
        let missing = hour % 3 == 1 ? Metric(.okx, .long) : nil
        let running = [pane] + [other].compactMap(\.self)
        for one in running { world.tell(Self.days(day, hour), to: one, without: missing) }
        for one in running { world.pass(.seconds(3_600), one) }
        guard let next = other, hour == 12 else { continue }
        world.quit(pane)
        (pane, other) = (next, nil)
      }
    }
    let told = all.flatMap(\.firings)
    let bigDays = (0..<30).filter { $0 % 3 == 0 }.map { today + $0 }
    #expect(told.filter { $0.rule == "big" }.compactMap(\.day).sorted() == bigDays)
    // Of the last day nobody has seen the end.
    #expect(told.filter { $0.rule == "whole" }.compactMap(\.day).sorted() == bigDays)
    #expect(told.allSatisfy { !$0.isLate })
    #expect(told.filter { $0.rule == "big" }.allSatisfy { $0.moment.day == $0.day })
    #expect(
      told.filter { $0.rule == "whole" }.allSatisfy { ($0.day.map { $0 + 1 }) == $0.moment.day })
  }

  @Test func aProgramThatRunsOnlyInTheMorningTellsOfEachDayLate() throws {
    let rules = [try makeRule("big", "long > 500M")]
    var told: [Firing] = []
    for day in 0..<12 {
      let pane = another(rules, at: (today + day).start + .seconds(8 * 3_600))
      world.tell(Self.days(day, 8), to: pane)
      world.pass(.seconds(3_600), pane)
      world.quit(pane)
      told += pane.firings
    }
    #expect(told.compactMap(\.day) == [0, 3, 6, 9].map { today + $0 })
    #expect(told.allSatisfy { $0.isLate && $0.moment.day == $0.day.map { $0 + 1 } })
  }
}
