import Liquidations
import Live
import LiveSupport
import Testing
import WorkSupport

/// A week of three panes that come and go, on one store, with feeds that fail now and then.
@Suite(.serialized, .longWork) struct SimulatedWeekTests {
  @Test(arguments: [(1, 7, true), (2, 2, false)] as [(UInt64, Int, Bool)])
  func nothingIsCountedTwiceAndWhatIsCoveredIsWhole(seed: UInt64, days: Int, isTold: Bool) {
    let first = LiveMemory(isTelling: isTold)
    let week = SimulatedWeek(seed: seed, days: days, from: start) { world in
      world.wait { await first.another() } ?? first
    }
    var checked = Slot(.hour, at: week.now)
    while !week.isOver {
      week.step()
      let hour = Slot(.hour, at: week.now)
      guard hour > checked else { continue }
      // What was last, and what came later of what was before.
      let slots = Slot(.minute, at: (hour - 3).start)...Slot(.minute, at: hour.start)
      for snapshot in week.snapshots {
        let found = week.check(snapshot, .minute, in: slots)
        #expect(found.wrong.isEmpty, "\(found.wrong.prefix(3))")
      }
      checked = hour
    }
    week.settle()
    let time = week.exchanges.time
    for (number, snapshot) in week.snapshots.enumerated() {
      for step in [Step.minute, .hour] {
        let slots = Slot(step, at: time.lowerBound)...(Slot(step, at: time.upperBound) - 1)
        let found = week.check(snapshot, step, in: slots)
        #expect(found.wrong.isEmpty, "pane \(number): \(found.wrong.prefix(3))")
        // It isn't right by covering nothing.
        let share = Double(found.whole) / Double(slots.count * 4)
        #expect(share > (step == .minute ? 0.5 : 0.2), "pane \(number): \(share)")
      }
    }
  }
}
