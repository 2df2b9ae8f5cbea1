import Canvas
import Liquidations
import Live
import Wording

/// The keys and what they do, what the marks mean, and what has failed; made from the key map and the
/// state, so it can't lie.
struct HelpText {
  /// A line: the group where it begins, the keys or the mark, and what that means.
  struct Entry {
    var group = ""
    var left = ""
    var right = ""
  }

  private let entries: [Entry]
  private let drawing: DrawingStyle
  private let keyMap: KeyMap

  init(_ state: DashboardState) {
    drawing = state.drawing
    keyMap = state.keyMap
    let (drawing, keyMap) = (drawing, keyMap)
    let entriesShown = keyMap.entries.filter {
      !$0.shownKeys.isEmpty && state.has($0.needs)
    }
    let keys = entriesShown.map { entry in
      let richer = entry.richer.flatMap { state.has($0.need) ? $0.meaning : nil }
      return Entry(
        group: entry.group.rawValue, left: drawing.names(entry.shownKeys),
        right: richer ?? entry.meaning)
    }
    var entries =
      Self.faults(state.snapshot, drawing) + Self.feeds(state) + keys
      + Self.marks(drawing, hasFeeds: state.hasFeeds)
    for place in entries.indices.dropFirst().reversed()
    where entries[place].group == entries[place - 1].group { entries[place].group = "" }
    self.entries = entries
  }

  /// What failed, each reason once.
  private static func faults(_ snapshot: Snapshot, _ drawing: DrawingStyle) -> [Entry] {
    var entries: [(reason: FetchError.Reason, names: [String], text: String)] = []
    for error in snapshot.errors {
      if let place = entries.firstIndex(where: { $0.reason == error.reason }) {
        entries[place].names.append(error.key.name)
      } else {
        entries.append((error.reason, [error.key.name], error.explanation))
      }
    }
    return entries.map {
      Entry(
        group: "Errors", left: $0.names.count == snapshot.keys.count ? "all" : "\($0.names.count)",
        right: "\($0.names.joined(by: ", ")): \($0.text)")
    }
  }

  /// How each feed is: those that are live together, the others each with its reason.
  private static func feeds(_ state: DashboardState) -> [Entry] {
    guard state.hasFeeds, let live = state.live else { return [] }
    let well = live.feeds.filter { live.standing($0) == FeedStanding(.live) }.map(\.name)
    var entries: [Entry] = []
    if !well.isEmpty { entries.append(Entry(left: "live", right: well.joined(by: ", "))) }
    for feed in live.feeds where live.standing(feed) != FeedStanding(.live) {
      let standing = live.standing(feed)
      entries.append(
        Entry(left: standing.state.word, right: "\(feed.name): \(standing.words)"))
    }
    for (exchange, told) in LiveGaps(live, at: state.moment).late.sorted(by: { $0.value < $1.value }
    ) {
      entries.append(
        Entry(
          left: "late",
          right: "\(exchange.name) reports late; what it has told ends at \(told.clock)"))
    }
    if let fault = live.closesFault { entries.append(Entry(left: "prices", right: fault)) }
    let others = live.role == .follows ? "another liqtop listens; this one shows the same" : nil
    if let others { entries.append(Entry(left: "shared", right: others)) }
    return entries.map { Entry(group: "Feeds", left: $0.left, right: $0.right) }
  }

  private static func marks(_ drawing: DrawingStyle, hasFeeds: Bool) -> [Entry] {
    let glyphs = drawing.glyphs
    let marks: [(Unicode.Scalar, String)] = [
      (glyphs.broken, "the bar goes on beyond the scale"),
      (glyphs.unusual, "unusual: above 99 of 100 days loaded"),
      (glyphs.missing, "no value, which is not zero"),
      (glyphs.incomplete, "incomplete: some values are missing"),
      (glyphs.partial, "partial: not over yet (UTC)"),
      (glyphs.cutBefore, "the history begins within the bar"),
      (
        drawing.hasFineBars ? "⠤" : glyphs.sum,
        "running sum in the net view, with its axis at the right"
      ),
      (
        glyphs.fresh,
        "a series is fresh; \(glyphs.loading) loading, \(glyphs.stale) stale, \(glyphs.refused) refused, \(glyphs.unloaded) never loaded"
      ),
    ]
    let live: [(Unicode.Scalar, String)] =
      hasFeeds
      ? [
        (
          drawing.glyphs.cascade,
          "cascade: a minute of more than 1M, five orders and ten times the usual"
        ),
        (drawing.glyphs.floor, "from the exchanges' feeds, for want of the API's value: at least"),
      ]
      : []
    return (marks + live).map { Entry(group: "Marks", left: String(Character($0)), right: $1) }
  }

  /// Each entry as a sentence, with its group where that begins.
  var sentences: [String] {
    entries.map { entry in
      let group = entry.group.isEmpty ? "" : "\(entry.group). "
      let end = entry.right.hasSuffix(".") ? "" : "."
      return "\(group)\(entry.left): \(entry.right)\(end)"
    }
  }

  /// The columns of the groups' names, with a gap.
  static let groupWidth = 7

  /// The columns of the keys.
  var leftWidth: Int { entries.map { $0.left.columns }.max() ?? 0 }

  /// The columns of the whole.
  static func width(_ size: Size) -> Int { min(90, size.columns - 2) }

  /// Whether the meanings stand below the keys, for want of columns beside them.
  func isNarrow(_ size: Size) -> Bool { size.columns < Self.groupWidth + leftWidth + 32 }

  /// The lines in a screen of that size, none of them cut.
  func lines(_ size: Size) -> [Entry] {
    guard isNarrow(size) else { return wrapped(size) }
    return entries.flatMap { entry in
      let group = entry.group.isEmpty ? [] : [Entry(group: entry.group)]
      return group + [Entry(left: entry.left)]
        + entry.right.wrapped(size.columns - 4).map { Entry(right: "  \($0)") }
    }
  }

  private func wrapped(_ size: Size) -> [Entry] {
    let room = Self.width(size) - Self.groupWidth - leftWidth - 2
    let lines = entries.flatMap { entry in
      entry.right.wrapped(room).enumerated().map { place, text in
        place == 0
          ? Entry(group: entry.group, left: entry.left, right: text) : Entry(right: text)
      }
    }
    return spaced(lines, size)
  }

  /// With a line free between the groups where there is room for all.
  private func spaced(_ lines: [Entry], _ size: Size) -> [Entry] {
    let groups = lines.count { !$0.group.isEmpty }
    guard lines.count + groups + 2 <= size.rows else { return lines }
    return lines.enumerated().flatMap { place, entry in
      place > 0 && !entry.group.isEmpty ? [Entry(), entry] : [entry]
    }
  }

  /// How many lines are seen at once.
  func rows(_ size: Size) -> Int { max(1, size.rows - (isRoomy(size) ? 2 : 1)) }

  /// Whether there is a row to spare below the title.
  func isRoomy(_ size: Size) -> Bool { size.rows > lines(size).count + 3 }

  /// How far it can be scrolled down.
  func lastScroll(_ size: Size) -> Int { max(0, lines(size).count - rows(size)) }

  /// Which keys show more, or which closes it at the end; nothing if no key does.
  func remark(isEnd: Bool) -> String {
    guard isEnd else {
      let page = Action.motion(.page(.forward))
      let keys = [
        keyMap.key(for: .motion(.row(.down))),
        keyMap.action(for: .pageDown) == page ? .pageDown : keyMap.key(for: page),
      ].compactMap(\.self)
      return keys.isEmpty ? "" : "\(drawing.names(keys)) more"
    }
    let key = keyMap.key(for: .program(.dismiss)) ?? keyMap.key(for: .program(.help))
    return key.map { "\(drawing.name($0)) closes" } ?? ""
  }
}
