import Canvas
import Wording

/// How the data are looked at, each word with the key that changes it, and the keys one needs most, as
/// many as fit; help and quit at the right, where no reply covers them:
///
///     v stacked  i day  s capped  Tab exchange  [ ] range  / date             ? help  q quit
struct HintLine {
  /// A hint as it is drawn: the keys, and a word that is muted unless it says what holds.
  private struct Piece {
    let keys: String
    let word: String
    let isState: Bool
    let actions: [Action]

    var width: Int { keys.unicodeScalars.count + 1 + word.unicodeScalars.count + 2 }
  }

  let state: DashboardState
  let drawing: DrawingStyle

  init(_ state: DashboardState, drawing: DrawingStyle) {
    self.state = state
    self.drawing = drawing
  }

  func draw(in row: Rect, on rendering: inout Rendering) {
    guard row.height > 0 else { return }
    let isShare = state.appearance.view == .share
    // The long share has no other scale.
    let pieces = state.keyMap.hints.filter { !isShare || !$0.actions.contains(.picture(.scale)) }
      .map { piece($0) }
    let right = pieces.filter { !Self.last.isDisjoint(with: $0.actions) }
    let start = row.maxX - width(right)
    draw(right, x: start, y: row.y, on: &rendering)
    let room = start - row.x - 1
    if let reply = state.reply {
      rendering.frame.write(
        reply.fitted(room - 1, ellipsis: drawing.glyphs.ellipsis), x: row.x + 1, y: row.y,
        style: Style(.strong))
      return
    }
    var left = pieces.filter { Self.last.isDisjoint(with: $0.actions) }
    for action in Self.dispensable where width(left) > room {
      left.removeAll { $0.actions.contains(action) }
    }
    draw(left, x: row.x + 1, y: row.y, on: &rendering)
  }

  private func width(_ pieces: [Piece]) -> Int { pieces.reduce(0) { $0 + $1.width } }

  private func draw(_ pieces: [Piece], x: Int, y: Int, on rendering: inout Rendering) {
    var x = x
    for piece in pieces {
      let end = rendering.frame.write(
        piece.keys, x: x, y: y, style: Style(.strong, on: .ground, .bold))
      rendering.frame.write(
        piece.word, x: end + 1, y: y, style: Style(piece.isState ? .text : .muted))
      if let action = piece.actions.first {
        rendering.hits.record(
          .action(action), in: Rect(x: x, y: y, width: piece.width - 1, height: 1))
      }
      x += piece.width
    }
  }

  private func piece(_ hint: KeyMap.Hint) -> Piece {
    let word = hint.actions.lazy.compactMap { self.word($0) }.first
    return Piece(
      keys: hint.keys(isUnicode: drawing.isUnicode), word: word ?? hint.word,
      isState: word != nil, actions: hint.actions)
  }

  /// What holds of what the action changes; nil of what isn't looked at so.
  private func word(_ action: Action) -> String? {
    let appearance = state.appearance
    switch action {
    case .picture(.view): return state.shownView.name
    case .picture(.interval): return state.bars.unit.name
    case .picture(.scale):
      return appearance.view == .table ? "order" : appearance.scale.rawValue
    default: return nil
    }
  }

  private static let last: Set<Action> = [.program(.help), .program(.quit)]

  /// What gives way where there is no room for all, first what is missed least.
  private static let dispensable: [Action] = [
    .motion(.page(.back)), .program(.pause), .program(.refresh), .motion(.bar(.back)),
    .motion(.largest), .range(.goToDate), .picture(.scale), .picture(.interval), .picture(.view),
    .motion(.range(.shorter)), .exchange(.next),
  ]
}
