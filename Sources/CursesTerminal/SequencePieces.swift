/// The beginning of a mouse report or of an answer about the background whose rest hasn't come yet.
///
/// Other sequences come whole enough: ncurses waits after an escape for the rest of those it knows.
struct SequencePieces {
  typealias Instant = ContinuousClock.Instant

  /// What comes later is no rest.
  static let patience = Duration.seconds(1)
  /// The longest answer has 33 characters.
  private static let limit = 40
  private static let beginnings = ["\u{1b}[<", "\u{1b}]11;"].map { beginning in
    beginning.unicodeScalars.map { Reading.character($0.value) }
  }

  private var piece: [Reading] = []
  private var since = Instant.now
  private var escaped: Instant?

  var isLoneEscape: Bool { piece == [InputDecoder.escape] }

  /// Keeps a sequence cut short for the next draining if it is one of those that matter.
  mutating func keep(_ sequence: ArraySlice<Reading>, at now: Instant) {
    guard sequence.count <= Self.limit, Self.isAwaited(sequence) else { return }
    piece = Array(sequence)
    since = now
  }

  /// An escape at the very end was taken for a key: if the next to come can't be typed, it was none.
  mutating func escapeWasKey(at now: Instant) {
    piece = []
    escaped = now
  }

  /// The piece together with what has come; nil if the two don't belong together. Either way the
  /// piece is gone.
  mutating func joined(with new: [Reading], at now: Instant) -> [Reading]? {
    defer {
      piece = []
      escaped = nil
    }
    if !piece.isEmpty, now - since <= Self.patience, Self.isAwaited(piece + new) {
      return piece + new
    }
    guard let escaped, now - escaped <= Self.patience else { return nil }
    let whole = [InputDecoder.escape] + new
    return Self.beginnings.contains { whole.starts(with: $0) } ? whole : nil
  }

  private static func isAwaited(_ sequence: some Sequence<Reading>) -> Bool {
    beginnings.contains { beginning in
      sequence.starts(with: beginning) || beginning.starts(with: sequence)
    }
  }
}
