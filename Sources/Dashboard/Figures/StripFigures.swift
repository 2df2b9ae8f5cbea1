import Liquidations
import Live

/// A sum of the strip above the tape: what was closed by force in the time up to now.
struct StripFigures {
  let name: String
  let tallies: Tallies
  /// How much of the time was covered, over the exchanges that are shown, 0…1.
  let covered: Double
  /// The newest minute of it in which very much was closed in many orders.
  let cascade: Cascade?

  /// What is heard now is told within so many seconds, and lacks nothing meanwhile.
  private static let telling: Int64 = 30

  init(_ window: StripWindow, _ sums: LiveWindow, of live: LiveSnapshot, _ state: DashboardState) {
    name = window.name
    let exchanges = state.exchanges
    tallies = sums.tallies(of: exchanges)
    let seconds = exchanges.exchanges.reduce(0) { sum, exchange in
      let told = live.told(by: exchange, at: state.moment)
      let tail = told.map { sums.time.upperBound.seconds - $0.seconds } ?? 0
      let heard = sums.covered(exchange) + (0..<Self.telling ~= tail ? Int(tail) : 0)
      return sum + min(heard, sums.seconds)
    }
    covered = Double(seconds) / Double(max(1, sums.seconds * exchanges.count))
    cascade = live.cascades.last { sums.time.contains($0.minute.start) }
  }

  /// Whether some exchange wasn't heard all the time, so that the sums are floors.
  var isFloor: Bool { covered < 1 }

  /// Such as `41 %`; of a floor never `100 %`, and of what was heard at all never `0 %`.
  var coveredWords: String {
    guard isFloor else { return "all" }
    return covered > 0 && covered < 0.01 ? "<1 %" : "\(Int(covered * 100)) %"
  }
}
