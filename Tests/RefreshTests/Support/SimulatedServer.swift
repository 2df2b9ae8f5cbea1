import ClockSupport
import Liquidations
import Refresh
import Synchronization

/// An API server with its own count of calls, which fails now and then, and is gone at times.
final class SimulatedServer: Sendable {
  private struct State {
    var random: SplitMix
    var calls: [Month: Int] = [:]
    var answered: [SeriesKey: [Timestamp]] = [:]
    var outage: ClosedRange<Timestamp>?
  }

  private let state: Mutex<State>

  init(seed: UInt64) {
    state = Mutex(State(random: SplitMix(seed)))
  }

  /// The calls that reached the server in that month.
  func calls(in month: Month) -> Int { state.withLock { $0.calls[month, default: 0] } }

  /// When the key was answered, oldest first.
  func answers(of key: SeriesKey) -> [Timestamp] { state.withLock { $0.answered[key] ?? [] } }

  /// 0…1.
  func chance() -> Double { state.withLock { $0.random.fraction() } }

  func breakDown(_ period: ClosedRange<Timestamp>) { state.withLock { $0.outage = period } }

  /// Whether it was gone within that time before the moment.
  func wasGone(_ time: Duration, before now: Timestamp) -> Bool {
    state.withLock { $0.outage.map { now >= $0.lowerBound && now - $0.upperBound < time } ?? false }
  }

  /// How one call ends: one in six fails for a passing reason.
  func call(_ key: SeriesKey, at now: Timestamp) throws(FetchError) -> Answer {
    let reason: FetchError.Reason? = state.withLock { state in
      if state.outage?.contains(now) == true { return .noConnection(host: "h") }
      state.calls[Month(of: now), default: 0] += 1
      switch state.random.fraction() {
      case ..<0.06: return .server(status: 502, retryAfter: nil)
      case ..<0.10: return .timedOut(.seconds(20))
      case ..<0.13: return .connectionLost(host: "h")
      case ..<0.16: return .rateLimited(retryAfter: .seconds(90))
      default:
        state.answered[key, default: []].append(now)
        return nil
      }
    }
    if let reason { throw FetchError(key, reason) }
    return .series(fetched([1]), nil)
  }
}
