import Liquidations

/// The cascade of an hour, if it has one: many positions of one side that are closed within a minute,
/// while the price runs away from them.
struct DemoCascade: Sendable {
  private static let length = 60_000.0
  /// Until the price is back where it would be.
  private static let recovery = 45 * 60_000.0

  /// In milliseconds since 1970-01-01T00:00Z, at a whole minute.
  let start: Int64
  let side: Side
  /// 0…1.
  let strength: Double

  /// Nil if the hour, counted from 1970-01-01T00:00Z, has none.
  init?(hour: Int, _ noise: DemoNoise) {
    let draw = { (turn: Int) in noise.uniform(4 * hour + turn, DemoMarket.Channel.cascade) }
    guard draw(0) < 0.3 else { return nil }
    side = draw(1) < 0.55 ? .long : .short
    strength = draw(2)
    start = Int64(hour * 60 + 3 + Int(draw(3) * 54)) * 60_000
  }

  /// The minute of its hour in which it begins, 3…56.
  var minute: Int { Int(start / 60_000 % 60) }

  /// How many times as much is liquidated in its hour as without it.
  func rush(of side: Side) -> Double { side == self.side ? 1 + 8 * strength : 1 }

  /// How far it pushes the price, as a part of it; below 0 for longs.
  func push(at milliseconds: Int64) -> Double {
    let depth = (side == .long ? -1 : 1) * (0.003 + 0.009 * strength)
    let since = Double(milliseconds - start)
    guard since > 0 else { return 0 }
    guard since > Self.length else { return depth * since / Self.length }
    let left = max(1 - (since - Self.length) / Self.recovery, 0)
    return depth * left * left
  }
}
