import Liquidations

/// Which liquidations were counted, so that none is counted twice.
///
/// They are remembered for 26 hours, since exchanges tell of a day once more when they are asked. Of what
/// is older nothing can be said any more: it is in doubt, and in doubt isn't counted.
struct SeenIdentities: Sendable {
  enum Verdict: Equatable, Sendable { case new, seen, doubtful }

  /// In milliseconds.
  static let reach: Int64 = 26 * 3_600_000
  /// How many are remembered at most: some 8 MB.
  static let capacity = 400_000

  private let capacity: Int
  /// By minute.
  private var minutes: [Int64: Set<Int>] = [:]
  private(set) var count = 0
  /// Of that moment and all before it what is new can't be told; milliseconds since 1970.
  private(set) var frozen: Int64

  init(frozen: Int64 = .min, capacity: Int = SeenIdentities.capacity) {
    self.frozen = frozen
    self.capacity = capacity
  }

  /// Remembers one, unless it is known or in doubt.
  mutating func note(
    _ exchange: Exchange, at milliseconds: Int64, _ identity: String
  ) -> Verdict {
    guard milliseconds > frozen else { return .doubtful }
    let minute = milliseconds.quotient(by: 60_000)
    var hasher = Hasher()
    hasher.combine(exchange)
    hasher.combine(identity)
    guard minutes[minute, default: []].insert(hasher.finalize()).inserted else { return .seen }
    count += 1
    if count > capacity { makeRoom() }
    return .new
  }

  /// Nothing of that moment or before it counts as new any more.
  mutating func freeze(until milliseconds: Int64) {
    guard milliseconds > frozen else { return }
    frozen = milliseconds
    for (minute, identities) in minutes where (minute + 1) * 60_000 - 1 <= milliseconds {
      count -= identities.count
      minutes[minute] = nil
    }
  }

  /// Remembers what another does.
  mutating func formUnion(_ other: SeenIdentities) {
    freeze(until: other.frozen)
    for (minute, identities) in other.minutes {
      let before = minutes[minute]?.count ?? 0
      minutes[minute, default: []].formUnion(identities)
      count += (minutes[minute]?.count ?? 0) - before
    }
    if count > capacity { makeRoom() }
  }

  /// A tenth at once, so that it isn't done for each.
  private mutating func makeRoom() {
    var kept = count
    for minute in minutes.keys.sorted() {
      kept -= minutes[minute]?.count ?? 0
      guard kept <= capacity / 10 * 9 else { continue }
      return freeze(until: (minute + 1) * 60_000 - 1)
    }
  }
}
