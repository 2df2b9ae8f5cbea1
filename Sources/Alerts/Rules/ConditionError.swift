/// What is wrong with the text of a condition, where, and what would be right.
public struct ConditionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The place of the character at which it begins, counted from 1.
  public let column: Int
  /// One clause without its full stop, of one line, which holds no more of the text than a word.
  public let reason: String

  public var description: String { "column \(column): \(reason)" }
}
