import APIServer
import Liquidations
import Newhedge
import Synchronization

/// The API on a free loopback port, with 400 days up to today; it counts the calls that it answers.
final class CountingServer: Sendable {
  static let days = 400

  let today: Day
  private let isTurned: Bool
  private let count = Atomic(0)

  /// - Parameter isTurned: whether all values have the sign of the other side.
  init(today: Day, isTurned: Bool = false) {
    self.today = today
    self.isTurned = isTurned
  }

  var calls: Int { count.load(ordering: .relaxed) }

  /// Millions a day, each metric's its own.
  func series(_ metric: Metric) -> Series {
    let size = (metric.side == (isTurned ? .short : .long) ? 1e6 : -1e6) * Double(metric.index + 1)
    return Series(
      (0..<Self.days).map { daysAgo in
        (day: today - daysAgo, value: size + Double(daysAgo % 13))
      })
  }

  /// Runs `body` with the base URL while the server is there.
  func serving<Outcome: Sendable>(
    _ body: @escaping @Sendable (_ url: String) async throws -> Outcome
  ) async throws -> Outcome {
    let server = LiquidationsServer(
      token: try APIToken(UserHome.token, from: .program), port: 0
    ) { metric in
      self.count.add(1, ordering: .relaxed)
      return self.series(metric)
    }
    let (ports, ready) = AsyncStream.makeStream(of: Int.self)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await server.run { ready.yield($0) }
        ready.finish()
      }
      let port = await ports.first { _ in true } ?? 0
      let outcome = try await body("http://127.0.0.1:\(port)")
      group.cancelAll()
      try await group.waitForAll()
      return outcome
    }
  }
}
