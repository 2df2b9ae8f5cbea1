import Feeds

/// One client's connection to one of the demo's exchanges, as a value that does nothing by itself.
///
/// Whoever drives it tells what came and calls `due` from time to time, and does what is returned.
/// Times are milliseconds since 1970-01-01T00:00Z.
struct DemoConnection: Sendable {
  /// How often `due` should be called.
  static let tick: Int64 = 500
  /// No client sends a longer message, in bytes.
  static let longestMessage = 1 << 16
  /// More in a second aren't taken.
  private static let mostMessages = 10
  private static let pingInterval: Int64 = 180_000
  private static let pongLimit: Int64 = 600_000
  /// A machine that slept isn't told all that it slept through.
  private static let longestSpan: Int64 = 60_000

  private var peer: any DemoPeer
  private var opened: Int64
  /// Up to when everything has been told.
  private var told: Int64
  private var pinged: Int64
  private var ponged: Int64
  /// The last word, either way.
  private var spoken: Int64
  private var burst: (began: Int64, count: Int)
  private var isClosed = false

  /// Nil if no exchange listens at that target, a path and maybe a query.
  init?(_ target: String, _ tape: DemoTape, at now: Int64) {
    guard let peer = Self.peer(target, tape) else { return nil }
    self.peer = peer
    opened = now
    told = now - now % peer.pace
    (pinged, ponged, spoken, burst) = (now, now, now, (now, 0))
  }

  /// Takes a message.
  mutating func received(_ message: String, at now: Int64) -> [DemoAction] {
    guard !isClosed else { return [] }
    if abs(now - burst.began) >= 1_000 { burst = (now, 0) }
    burst.count += 1
    guard burst.count <= Self.mostMessages else { return close(1_008) }
    spoken = now
    return noting(peer.answer(message, at: now))
  }

  mutating func receivedPong(at now: Int64) { ponged = now }

  /// Does what the time demands.
  mutating func due(at now: Int64) -> [DemoAction] {
    guard !isClosed else { return [] }
    if now < told - Self.longestSpan { setBack(to: now) }
    var actions = peer.wait(at: now)
    let end = now - now % peer.pace
    if end > told {
      let span = max(told, end - Self.longestSpan)..<end
      told = end
      actions += peer.tell(span)
    }
    if !actions.isEmpty { spoken = now }
    return noting(actions + keepAlive(at: now))
  }

  private mutating func keepAlive(at now: Int64) -> [DemoAction] {
    if let life = peer.life, now - opened >= life { return close(1_001) }
    if let patience = peer.patience, now - spoken >= patience.milliseconds {
      return close(patience.code)
    }
    guard peer.sendsPings else { return [] }
    if now - ponged >= Self.pongLimit { return close(1_008) }
    guard now - pinged >= Self.pingInterval else { return [] }
    pinged = now
    return [.ping]
  }

  private mutating func close(_ code: Int) -> [DemoAction] {
    isClosed = true
    return [.close(code)]
  }

  private mutating func noting(_ actions: [DemoAction]) -> [DemoAction] {
    let isEnd = actions.contains { if case .close = $0 { true } else { false } }
    if isEnd { isClosed = true }
    return actions
  }

  /// The clock was set back: what was told is past again.
  private mutating func setBack(to now: Int64) {
    told = now - now % peer.pace
    (opened, pinged, ponged, spoken) = (now, now, now, now)
  }
}

// MARK: - Addresses

extension DemoConnection {
  private static func peer(_ target: String, _ tape: DemoTape) -> (any DemoPeer)? {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = String(parts.first ?? "")
    let query = parts.count > 1 ? String(parts[1]) : ""
    switch path {
    case "/stream.bybit.com/v5/public/linear": return BybitPeer(.bybitLinear, tape)
    case "/stream.bybit.com/v5/public/inverse": return BybitPeer(.bybitInverse, tape)
    case "/ws.okx.com/ws/v5/public": return OKXPeer(tape)
    case "/www.deribit.com/ws/api/v2", "/streams.deribit.com/ws/api/v2": return DeribitPeer(tape)
    default: return BinancePeer(path, query, tape)
    }
  }
}
