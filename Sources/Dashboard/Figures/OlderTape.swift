import Liquidations
import Live

/// Rows of the tape that aren't in memory any more, read page by page as far down as the user goes.
///
/// A row is a second's, so pages are cut between seconds.
struct OlderTape: Equatable, Sendable {
  /// What lies beyond the last row.
  enum End: Hashable, Sendable {
    /// Nothing that is kept.
    case kept
    /// More, which would take too much memory.
    case memory
    /// What can't be read.
    case unreadable

    /// In one sentence.
    var words: String {
      switch self {
      case .kept:
        "That is the oldest row that is kept: of eight days and 200,000 liquidations at most."
      case .memory: "Only 50,000 older rows are read; Home gives them back."
      case .unreadable: "Older rows can't be read: there is no archive that can be used."
      }
    }

    /// The same in few columns.
    var shortWords: String {
      switch self {
      case .kept: "The oldest row."
      case .memory: "50,000 rows are read."
      case .unreadable: "No older row to read."
      }
    }
  }

  private static let page = 2_000
  /// As many as a store gives at once.
  private static let largestPage = 10_000
  static let mostRows = 50_000

  /// Newest first, of all exchanges and sizes.
  private(set) var rows: [TapeRow] = []
  /// The last second that they hold.
  private(set) var newest: Int64
  /// From that second on all is read.
  private var oldest: Int64
  private var limit = page
  /// What is being read; nil if nothing is.
  private(set) var asked: TapePart?
  private(set) var end: End?

  /// Nil while memory holds all that there is.
  init?(below tape: Tape) {
    guard tape.liquidations.count >= Tape.length, let first = tape.liquidations.first else {
      return nil
    }
    // Of that second some may have gone from memory already.
    newest = first.time.seconds
    oldest = newest + 1
  }

  /// What is to be read next; nil while something is being read, and at the end.
  mutating func next() -> TapePart? {
    guard asked == nil, end == nil else { return nil }
    asked = TapePart(before: oldest * 1_000, limit: limit)
    return asked
  }

  /// Takes what was read, newest first; nil if that couldn't be.
  mutating func take(_ part: TapePart, _ found: [Liquidation]?) {
    guard part == asked else { return }
    asked = nil
    guard let found else { return end = .unreadable }
    let isLast = found.count < part.limit
    var whole = found[...]
    if !isLast, let second = found.last?.time.seconds {
      whole = found.prefix { $0.time.seconds > second }
      oldest = second + 1
      // All of one second: more at once, or as much as there can be.
      if whole.isEmpty, limit < Self.largestPage { return limit = Self.largestPage }
      if whole.isEmpty { (whole, oldest) = (found[...], second) }
    }
    rows += TapeRow.rows(Array(whole.reversed()), of: .all, atLeast: 0)
    if isLast { end = .kept } else if rows.count >= Self.mostRows { end = .memory }
  }

  /// Takes over what memory has given up since; nothing if it has given up more than was seen.
  ///
  /// - Returns: whether its rows still go on below the tape's.
  mutating func follow(_ tape: Tape, after last: Tape) -> Bool {
    guard let first = tape.liquidations.first?.time.seconds, first > newest else { return true }
    guard let end = last.liquidations.last?.time.seconds, end >= first else { return false }
    let gone = last.liquidations.filter { (newest + 1...first).contains($0.time.seconds) }
    rows = TapeRow.rows(gone, of: .all, atLeast: 0) + rows
    newest = first
    return true
  }
}
