import Canvas
import Liquidations
import Live
import Wording

extension DashboardState {
  /// Whether the newest rows stand beside another view.
  var hasTapeBeside: Bool {
    hasFeeds && size.columns >= Layout.columnsForTape && shownView != .tape
  }

  /// The rows of what is in memory, and below them the older ones that were read.
  func rows(of tape: Tape) -> [TapeRow] {
    let least = appearance.smallest.usd
    guard let olderTape, !olderTape.rows.isEmpty else {
      return TapeRow.rows(tape.liquidations, of: exchanges, atLeast: least)
    }
    let newer = tape.liquidations.filter { $0.time.seconds > olderTape.newest }
    let older = olderTape.rows.lazy.filter { row in
      row.usd >= least && exchanges.contains(ExchangeSet(row.key.exchange))
    }
    return TapeRow.rows(newer, of: exchanges, atLeast: least) + older
  }

  /// What of the older rows is to be read now: some more, before the user comes to the last one.
  ///
  /// They are let go of as soon as the newest row is looked at, or another view.
  mutating func nextTapePart() -> TapePart? {
    guard shownView == .tape, tapePlace.cursor != nil, let live else {
      if olderTape != nil {
        olderTape = nil
        deriveTape()
      }
      return nil
    }
    guard tapeCursor >= tape.count - 2 * tapeHeight else { return nil }
    olderTape = olderTape ?? OlderTape(below: live.tape)
    return olderTape?.next()
  }

  /// Takes older rows that were read.
  mutating func receive(_ part: TapePart, _ found: [Liquidation]?) {
    guard olderTape?.asked == part else { return }
    olderTape?.take(part, found)
    deriveTape()
  }

  /// Keeps the older rows next to those in memory, which give up their oldest as new ones come.
  mutating func followTape(from last: LiveSnapshot?) {
    guard olderTape != nil, let live, let last else { return }
    if olderTape?.follow(live.tape, after: last.tape) == false { olderTape = nil }
  }

  /// What is said where the tape has no row.
  var emptyTapeWords: String {
    guard live != nil else { return "The tape is being read." }
    let size = smallestWords.map { " of \($0) or more" } ?? ""
    return "No liquidation\(size) yet."
  }

  /// Replies that the tape has no row.
  mutating func sayThatTheTapeIsEmpty() {
    say(emptyTapeWords, live == nil ? "Reading the tape." : "No row yet.")
  }

  /// Replies what the end of the tape is.
  private mutating func sayTheTapesEnd() {
    guard !tape.isEmpty else { return sayThatTheTapeIsEmpty() }
    guard let olderTape else {
      return say("That is the oldest row that is kept.", "The oldest row.")
    }
    guard olderTape.asked == nil, let end = olderTape.end else {
      return say("Older rows are being read.", "Reading older rows.")
    }
    say(end.words, end.shortWords)
  }

  /// How many rows of the tape are seen at once, at least one.
  private var tapeHeight: Int { max(1, TapeLayout(in: layout.body).rows.height) }

  /// The place of the row under the cursor, and of the first one that is seen.
  var tapeCursor: Int { tape.place(of: tapePlace.cursor) }

  var tapeTop: Int {
    let top = tape.place(of: tapePlace.top)
    // What is below must be seen as far as there is room.
    return max(0, min(top, tape.count - tapeHeight))
  }

  /// Moves the cursor by rows of the tape, older ones down; on the newest it follows time.
  mutating func stepTape(by rows: Int) {
    let here = tapeCursor
    let place = min(max(0, here + rows), max(0, tape.count - 1))
    guard place != here else {
      guard rows < 0, !tape.isEmpty else { return sayTheTapesEnd() }
      return say("That is the newest row.", "The newest row.")
    }
    let top = min(max(tapeTop, place - tapeHeight + 1), place)
    tapePlace = TapePlace(
      cursor: place == 0 ? nil : tape[place].key,
      top: place == 0 ? nil : tape[top].key)
  }

  /// Puts the cursor on a row that was pointed at; on the newest one it follows time.
  mutating func point(at row: TapeRow.Key) {
    let (place, top) = (tape.place(of: row), tapeTop)
    guard tape.indices.contains(place) else { return }
    let isNewest = place == 0
    tapePlace = TapePlace(
      cursor: isNewest ? nil : tape[place].key, top: isNewest ? nil : tape[top].key)
  }

  /// What a motion does in the tape; false if the same as in other views.
  mutating func moveInTape(_ motion: Motion) -> Bool {
    switch motion {
    case .row(let direction): stepTape(by: direction == .up ? -1 : 1)
    case .bar(let direction): stepTape(by: -direction.sign)
    case .page(let direction): stepTape(by: -direction.sign * tapeHeight)
    case .unusual, .largest:
      say("The tape is in the order of time; s leaves the smaller out.", "It is in time order.")
    case .range, .zoom: return false
    }
    return true
  }

  /// Goes on to the next of the smallest sizes.
  mutating func changeTapeSize() {
    let sizes = TapeSize.allCases
    let here = sizes.firstIndex(of: appearance.smallest) ?? 0
    appearance.smallest = sizes[(here + 1) % sizes.count]
    deriveTape()
    guard let least = smallestWords else { return reply = "Rows of every size." }
    say("Rows from \(least) on; the sums hold all.", "Rows from \(least) on.")
  }

  /// Such as `10K`; nil where rows of every size are shown.
  var smallestWords: String? {
    appearance.smallest == .every
      ? nil : USD.tick(appearance.smallest.usd, signs: calendar.signs)
  }

  /// Shows the bars about the row under the cursor.
  mutating func openTapeRow() {
    guard tape.indices.contains(tapeCursor) else { return }
    let time = tape[tapeCursor].time
    appearance.view = .stacked
    showHours(of: time.day)
    let slot = Slot(running.step, at: time)
    if slots.contains(slot) { put(cursorOn: bars.index(of: slot)) }
  }
}
