/// What is answered to one who would lead.
public struct LeaseAnswer: Equatable, Sendable {
  public enum Standing: Equatable, Sendable {
    /// It works for all.
    case leads
    /// Another does, and what it brings will be seen.
    case follows
    /// Another may, but what it brings can't be seen: each fetches for itself, but only if asked.
    case onRequest
  }

  public let standing: Standing
  /// As the store's version was at that moment.
  public let version: UInt64

  public init(_ standing: Standing, version: UInt64) {
    self.standing = standing
    self.version = version
  }
}

/// The right to work for all who share a store.
public enum Lease {
  /// A lease that wasn't renewed for so long is free: its holder sleeps or hangs, or died where that
  /// can't be seen.
  public static let lifetime = Duration.seconds(150)

  /// Whether a lease that was renewed then is still held; a wall clock that was set frees it.
  public static func isHeld(renewedAt renewal: Timestamp, now: Timestamp) -> Bool {
    let age = now - renewal
    return age < lifetime && age > .zero - lifetime
  }
}
