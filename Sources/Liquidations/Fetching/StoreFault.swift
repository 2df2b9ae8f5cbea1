/// What a user should know of a store: why it goes on in memory alone, or what it did to go on.
public struct StoreFault: Error, Hashable, Sendable {
  /// One plain sentence, with its full stop: what happened, to what, and what to do.
  public let sentence: String
  /// Whether what comes is written down all the same.
  public let isWriting: Bool

  public init(_ sentence: String, isWriting: Bool) {
    self.sentence = sentence
    self.isWriting = isWriting
  }
}
