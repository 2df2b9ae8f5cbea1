/// Why something that came was not understood, or not believed.
public enum Oddity: Int, CaseIterable, Error, Hashable, Sendable {
  /// The message is no JSON.
  case notJSON
  /// The message is JSON of a kind that isn't known.
  case unknownMessage
  /// A field is missing, or of a kind that can't be read.
  case field
  /// The instrument isn't one of the Bitcoin contracts that are known.
  case instrument
  /// The side is none of the words for it.
  case side
  /// The amount isn't above zero, or is more than can be meant.
  case amount
  /// The time is more than 26 hours ago or 5 minutes ahead.
  case time
  /// Two fields contradict each other; the row was counted by the one that is surer.
  case contradiction
}

/// How many rows and messages were odd, and what the last one was.
public struct OddTally: Hashable, Sendable {
  /// By reason; one without a count hasn't come.
  public private(set) var counts: [Oddity: Int] = [:]
  /// The beginning of the last message that held something odd, in printable ASCII.
  public private(set) var sample: String?

  /// The most of a message that is kept as a sample, in bytes.
  static let longestSample = 200

  public init() {}

  /// How many, for whichever reason.
  public var total: Int { counts.values.reduce(0, +) }

  mutating func add(_ oddities: [Oddity], in message: [UInt8]) {
    guard !oddities.isEmpty else { return }
    for oddity in oddities { counts[oddity, default: 0] += 1 }
    let shown = message.prefix(Self.longestSample).map { (0x20..<0x7f).contains($0) ? $0 : 0x2e }
    sample = String(decoding: shown, as: UTF8.self)
  }

  mutating func add(_ oddity: Oddity) { counts[oddity, default: 0] += 1 }

  /// Adds another's counts.
  public mutating func add(_ other: OddTally) {
    counts.merge(other.counts) { $0 + $1 }
    sample = other.sample ?? sample
  }
}
