import Canvas
import ClockSupport
import Liquidations
import Testing
import WorkSupport

@testable import Dashboard

/// Any sequence of events leaves a state whose parts agree, and a picture exactly of its size.
@Suite(.longWork) struct PropertyTests {
  @Test(arguments: 0..<24) func anySequenceOfEventsKeepsTheStateValid(seed: Int) {
    var random = SplitMix(UInt64(seed))
    var state = Samples.state(
      Samples.snapshot(Samples.series([0, 1, 3, 40, 400, 2_200][seed % 6])),
      colours: ColourDepth.allCases[seed % 4], isUnicode: seed % 3 != 0)
    for _ in 0..<150 {
      _ = reduce(&state, Self.event(&random))
      #expect(
        state.slots.lowerBound >= state.history.lowerBound || state.snapshot.history.days == nil)
      #expect(state.slots.upperBound <= state.history.upperBound)
      if let cursor = state.cursor { #expect(state.slots.contains(cursor)) }
      #expect(state.bars.buckets.isEmpty == false)
      #expect(state.bars.buckets.first?.slots.contains(state.slots.lowerBound) == true)
      #expect(state.bars.buckets.last?.slots.contains(state.slots.upperBound) == true)
      let frame = render(state).frame
      #expect(frame.size == state.size)
      #expect(frame.cells.count == state.size.columns * state.size.rows)
      if !state.capabilities.isUnicode {
        #expect(frame.cells.allSatisfy { $0.glyph.isASCII })
      }
    }
  }

  /// Every view and scale in every size, of amounts that nobody means: it ends, and traps nowhere.
  @Test(.timeLimit(.minutes(20)), arguments: [0, 1, 2, 30, 400], AbsurdAmounts.allCases)
  func anyAmountsAreDrawn(count: Int, amounts: AbsurdAmounts) {
    var random = SplitMix(UInt64(count) + 7)
    let series = Samples.series(count) { metric, _, _ in
      let amount = amounts.amount(&random)
      return amounts.hasAnySign || metric.side == .long ? amount : -amount
    }
    var state = Samples.state(Samples.snapshot(series))
    for size in [
      Size(columns: 200, rows: 60), Size(columns: 80, rows: 24), Size(columns: 9, rows: 5),
    ] {
      state.size = size
      for view in ChartView.allCases {
        for scale in ScaleKind.allCases {
          state.appearance.view = view
          state.appearance.scale = scale
          state.appearance.hasTrend = true
          state.derive()
          for key in [Key.left, .end, .home] { state.type(key) }
          #expect(render(state).frame.size == size)
        }
      }
    }
  }

  @Test(arguments: 0..<8) func segmentsAddUpToTheTotals(seed: Int) {
    var state = Samples.state()
    var random = SplitMix(UInt64(seed) + 99)
    for _ in 0..<40 { _ = reduce(&state, .terminal(.keys([Self.key(&random)]))) }
    for bucket in state.bars.buckets {
      for side in Side.allCases {
        let parts = state.exchanges.exchanges.compactMap { bucket.amounts[$0, side] }
        let total = bucket.amounts.total(side, of: state.exchanges)
        #expect(parts.isEmpty == (total == nil))
        #expect(abs(parts.reduce(0, +) - (total ?? 0)) <= 1e-6 * abs(total ?? 0))
        let days = bucket.slots.compactMap {
          state.snapshot.history[$0].total(side, of: state.exchanges)
        }
        #expect(abs(days.reduce(0, +) - (total ?? 0)) <= 1e-6 * abs(total ?? 0) + 1e-3)
      }
    }
  }

  private static func event(_ random: inout SplitMix) -> DashboardEvent {
    switch random.next(below: 13) {
    case 0:
      .terminal(
        .resize(Size(columns: random.next(below: 240), rows: random.next(below: 70))))
    case 1:
      .snapshot(
        Samples.snapshot(Samples.series([0, 1, 30, 500][random.next(below: 4)])), now: Samples.now)
    case 2: .tick(Samples.now + .seconds(random.next(below: 200_000)))
    case 12: .replyLapsed(serial: random.next(below: 200))
    case 3: .terminal(.mouse((0...random.next(below: 4)).map { _ in mouse(&random) }))
    default: .terminal(.keys((0...random.next(below: 6)).map { _ in key(&random) }))
    }
  }

  private static func mouse(_ random: inout SplitMix) -> MouseEvent {
    let kinds: [MouseEvent.Kind] = [.press, .wheelUp, .wheelDown]
    return MouseEvent(
      kinds[random.next(below: 3)], x: random.next(below: 250), y: random.next(below: 80),
      isControl: random.next(below: 4) == 0)
  }

  private static let keys: [Key] =
    KeyMap.standard.entries.flatMap { $0.keys.flatMap { $0 } } + [.character("5"), .character("9")]

  private static func key(_ random: inout SplitMix) -> Key { keys[random.next(below: keys.count)] }
}

/// Amounts at the edges of what a number can be.
enum AbsurdAmounts: CaseIterable {
  case least, largest, small, any, anySign, mixed, tenTrillion

  var hasAnySign: Bool { self == .anySign }

  func amount(_ random: inout SplitMix) -> Double {
    switch self {
    case .least: .leastNonzeroMagnitude
    case .largest: 1e308
    case .small: 1e-300
    case .any: abs(Self.anyFinite(&random))
    case .anySign: Self.anyFinite(&random)
    case .mixed: [.leastNonzeroMagnitude, 1e308, 1e-6, 1, 0, 1e13][random.next(below: 6)]
    case .tenTrillion: 1e13
    }
  }

  private static func anyFinite(_ random: inout SplitMix) -> Double {
    let number = Double(
      bitPattern: UInt64(random.next(below: 1 << 32)) << 32 | UInt64(random.next(below: 1 << 32)))
    return number.isFinite ? number : 1
  }
}

extension SplitMix {
  mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
