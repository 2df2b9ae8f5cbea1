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

    var width: Int { keys.unicodeScalars.count + 1 + word.unicodeScalars.count + 2 }
  }

  let state: DashboardState
  let drawing: DrawingStyle

  init(_ state: DashboardState, drawing: DrawingStyle) {
    self.state = state
    self.drawing = drawing
  }

  func draw(in row: Rect, caps: Caps, on rendering: inout Rendering) {
    guard row.height > 0 else { return }
    let hints = hints(within: row.width - StateLine.room(in: row.width))
    let start = row.maxX - width(hints)
    draw(hints, x: start, y: row.y, on: &rendering)
    let left = Rect(x: row.x, y: row.y, width: start - row.x - 2, height: 1)
    guard let reply = state.reply else {
      StateLine(state: state, drawing: drawing, caps: caps).draw(in: left, on: &rendering)
      return
    }
    rendering.frame.write(
      reply.fitted(left.width - 1, ellipsis: drawing.glyphs.ellipsis), x: row.x + 1, y: row.y,
      style: Style(.strong))
  }

  private func hints(within columns: Int) -> [Piece] {
    let hints = state.keyMap.hints.filter { state.has($0.needs) }
    var pieces = hints.map {
      Piece(
        keys: $0.keys(isUnicode: drawing.isUnicode), word: $0.word, actions: $0.actions)
    }
    for action in Self.dispensable where width(pieces) > columns {
      pieces.removeAll { $0.actions.contains(action) }
    }
    return pieces
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
