public import Liquidations

/// What the screen tells of alerts that have fired.
public struct AlertNews: Equatable, Sendable {
  /// One that fired, in plain texts of one line.
  public struct Alert: Hashable, Sendable {
    /// The rule's name.
    public let name: String
    /// The name and a few words.
    public let title: String
    /// Whole sentences.
    public let text: String
    public let moment: Timestamp

    public init(name: String, title: String, text: String, moment: Timestamp) {
      self.name = name
      self.title = title
      self.text = text
      self.moment = moment
    }
  }

  /// Those that nobody has seen, newest first.
  public var unseen: [Alert]
  /// Why they aren't kept, or what else is to be said of that.
  public var fault: StoreFault?

  public init(unseen: [Alert] = [], fault: StoreFault? = nil) {
    self.unseen = unseen
    self.fault = fault
  }
}

extension DashboardState {
  /// The user has seen the alerts that the notice tells of.
  mutating func seeAlerts() -> [Effect] {
    guard !alerts.unseen.isEmpty else { return [] }
    alerts.unseen = []
    return [.seeAlerts]
  }
}
