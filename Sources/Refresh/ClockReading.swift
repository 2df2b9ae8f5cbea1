import Liquidations

/// What two clocks show at one moment: one that only runs forward, and the wall's, which may be set.
struct ClockReading: Equatable, Sendable {
  /// Time since the refresher was made; a machine's sleep counts.
  var elapsed: Duration
  var wall: Timestamp

  /// What the wall clock will show at `elapsed`, unless it is set.
  func wall(at elapsed: Duration) -> Timestamp {
    wall + (elapsed - self.elapsed)
  }

  /// What the other clock shows when the wall's shows `wall`, unless it is set.
  func elapsed(at wall: Timestamp) -> Duration {
    elapsed + (wall - self.wall)
  }
}
