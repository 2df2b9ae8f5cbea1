import Canvas
import Wording

/// The last row: how the data are looked at, or for a while what a key did; and the keys one needs most,
/// as many as fit beside it, which nothing covers:
///
///     stacked v · day i · full s · no average a        [ ] range  / date  ? help  q quit
struct HintLine {
  /// A hint as it is drawn.
  private struct Piece {
    let keys: String
    let word: String
    let actions: [Action]

    var width: Int { keys.columns + 1 + word.columns + 2 }
  }

  let state: DashboardState
  let drawing: DrawingStyle

  init(_ state: DashboardState, drawing: DrawingStyle) {
    self.state = state
    self.drawing = drawing
  }

  func draw(in row: Rect, caps: Caps, on rendering: inout Rendering) {
    guard row.height > 0 else { return }
    var hints = hints(within: row.width - StateLine.room(in: row.width))
    if state.reply != nil { makeRoom(in: row, &hints) }
    let start = row.maxX - width(hints)
    draw(hints, x: start, y: row.y, on: &rendering)
    let left = Rect(x: row.x, y: row.y, width: start - row.x - 2, height: 1)
    if state.reply == nil {
      StateLine(state: state, drawing: drawing, caps: caps).draw(in: left, on: &rendering)
    } else {
      state.drawReply(in: row, room: room(in: row, hints), drawing, on: &rendering.frame)
    }
  }

  /// In a narrow pane even the shortest form of a reply may need the room of hints.
  private func makeRoom(in row: Rect, _ hints: inout [Piece]) {
    for action in Self.dispensable + [.program(.help)]
    where state.replyForm(within: room(in: row, hints)) == nil {
      hints.removeAll { $0.actions.contains(action) }
    }
  }

  /// The columns of a reply beside hints.
  private func room(in row: Rect, _ hints: [Piece]) -> Int {
    hints.isEmpty ? row.width - 2 : row.width - width(hints) - 3
  }

  private func hints(within columns: Int) -> [Piece] {
    let hints = state.keyMap.hints.filter { state.has($0.needs) }
    var pieces = hints.map {
      Piece(
        keys: $0.keys(isUnicode: drawing.isUnicode), word: $0.word, actions: $0.actions)
    }
    // A key of the user's own with a long name doesn't cost a hint where the state has room to give.
    let gives = columns >= Self.wholeRoom && state.keyMap.hints != KeyMap.standard.hints
    for action in Self.dispensable
    where width(pieces) > columns + (gives ? min(Self.givenRoom, longer(pieces)) : 0) {
      pieces.removeAll { $0.actions.contains(action) }
    }
    return pieces
  }

  /// From so many columns on the state beside the hints has all the room that it can use, and so many of
  /// that may be given away.
  private static let (wholeRoom, givenRoom) = (37, 16)

  /// By how many columns the keys' names are longer than those of the standard keys.
  private func longer(_ pieces: [Piece]) -> Int {
    pieces.reduce(0) { sum, piece in
      let standard = KeyMap.standard.hints.first { $0.actions == piece.actions }
      let name = standard?.keys(isUnicode: drawing.isUnicode) ?? piece.keys
      return sum + max(0, piece.keys.columns - name.columns)
    }
  }

  private func width(_ pieces: [Piece]) -> Int { pieces.reduce(0) { $0 + $1.width } }

  private func draw(_ pieces: [Piece], x: Int, y: Int, on rendering: inout Rendering) {
    var x = x
    for piece in pieces {
      let end = rendering.frame.write(
        piece.keys, x: x, y: y, style: Style(.strong, on: .ground, .bold))
      rendering.frame.write(piece.word, x: end + 1, y: y, style: Style(.muted))
      if let action = piece.actions.first {
        rendering.hits.record(
          .action(action), in: Rect(x: x, y: y, width: piece.width - 1, height: 1))
      }
      x += piece.width
    }
  }

  /// What gives way where there is no room for all, first what is missed least.
  private static let dispensable: [Action] = [
    .motion(.page(.back)), .program(.pause), .motion(.bar(.back)), .program(.refresh),
    .motion(.largest), .exchange(.next), .picture(.tape), .motion(.range(.shorter)),
    .range(.goToDate),
    .program(.quit),
  ]
}

extension DashboardState {
  /// Draws the reply at the left of a row, in the longest form that has room.
  func drawReply(in row: Rect, room: Int, _ drawing: DrawingStyle, on frame: inout Frame) {
    let shortest = replyForms.last ?? ""
    let text =
      replyForm(within: room) ?? shortest.fitted(room, ellipsis: drawing.signs.ellipsis)
    frame.write(text, x: row.x + 1, y: row.y, style: Style(.strong))
  }
}
