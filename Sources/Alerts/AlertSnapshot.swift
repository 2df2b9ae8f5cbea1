public import Liquidations

/// What is to be told of alerts at one time.
public struct AlertSnapshot: Equatable, Sendable {
  /// The firings that nobody has seen, newest first; at most `StoredAlerts.mostFirings`.
  public var unseen: [KeptFiring]
  /// Why firings aren't kept, or what else is to be said of the store.
  public var fault: StoreFault?

  public init(unseen: [KeptFiring] = [], fault: StoreFault? = nil) {
    self.unseen = unseen
    self.fault = fault
  }

  /// Firings that are older are history.
  static let newsLast = Duration.seconds(86_400)
  /// For firings that are older nobody is called any more.
  static let callsLast = Duration.seconds(600)
}
