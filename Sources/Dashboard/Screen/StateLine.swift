import Canvas
import Liquidations
import Wording

/// How the data are looked at, each word with the key that changes it, to be clicked as well:
///
///     stacked v · day i · capped s at 400M · average a
struct StateLine {
  /// A word with its key, and what else is to be said of it.
  private struct Piece {
    let word: String
    let action: Action
    var more = ""
  }

  let state: DashboardState
  let drawing: DrawingStyle
  /// Where the scale cuts bars off above and below zero, in USD; nil where it doesn't.
  let caps: Caps

  /// The columns that are kept for it, so that the hints beside it don't move.
  static func room(in columns: Int) -> Int { min(63, columns - 19) }

  func draw(in row: Rect, on rendering: inout Rendering) {
    var x = row.x + 1
    for (place, piece) in pieces(within: row.width - 1).enumerated() {
      if place > 0 {
        x = rendering.frame.write(separator, x: x, y: row.y, style: Style(.faint))
      }
      let start = x
      x = rendering.frame.write(piece.word, x: x, y: row.y)
      if let key = key(piece) {
        x = rendering.frame.write(
          " \(key)", x: x, y: row.y, style: Style(.strong, on: .ground, .bold))
      }
      x = rendering.frame.write(piece.more, x: x, y: row.y, style: Style(.muted))
      rendering.hits.record(
        .action(piece.action), in: Rect(x: start, y: row.y, width: x - start, height: 1))
    }
  }

  /// As many as have room, with what else is to be said or without.
  private func pieces(within columns: Int) -> [Piece] {
    var pieces = pieces
    if width(pieces) > columns { pieces = pieces.map { Piece(word: $0.word, action: $0.action) } }
    while width(pieces) > columns, !pieces.isEmpty { pieces.removeLast() }
    return pieces
  }

  private func width(_ pieces: [Piece]) -> Int {
    let widths = pieces.map { piece in
      [piece.word, key(piece).map { " \($0)" } ?? "", piece.more]
        .reduce(0) { $0 + $1.columns }
    }
    return widths.reduce(0, +) + separator.columns * max(0, pieces.count - 1)
  }

  private var separator: String { " \(drawing.glyphs.dot) " }

  private func key(_ piece: Piece) -> String? {
    state.keyMap.key(for: piece.action).map(drawing.name)
  }

  private var pieces: [Piece] {
    let appearance = state.appearance
    let view = Piece(word: state.shownView.name, action: .picture(.view))
    if state.shownView == .tape {
      let sizes = state.smallestWords.map { "from \($0)" } ?? "every size"
      return [view, Piece(word: sizes, action: .picture(.scale))]
    }
    let first = [
      view,
      Piece(word: state.bars.unit.name, action: .picture(.interval)),
    ]
    switch state.shownView {
    case .share, .tape:
      return first + (state.hasPrice ? [price] : [])
    case .table:
      let column = appearance.sort.column.words(state.calendar)
      return first + [
        Piece(word: "by \(column)", action: .picture(.scale)),
        Piece(word: appearance.sort.end, action: .picture(.flip)),
      ]
    case .stacked, .net, .exchanges:
      let average = Piece(
        word: appearance.hasTrend ? "average" : "no average", action: .picture(.trend))
      return first + [
        Piece(word: state.shownScale.rawValue, action: .picture(.scale), more: capWords),
        state.hasPrice ? price : average,
      ] + unit
    }
  }

  /// The price, and whose it is.
  private var price: Piece {
    Piece(
      word: "price", action: .picture(.trend),
      more: state.priceSource.map { " of \($0)" } ?? " not known yet")
  }

  /// The unit, where there may be another.
  private var unit: [Piece] {
    state.has(.prices)
      ? [Piece(word: state.unitWord, action: .picture(.unit))] : []
  }

  /// Where the scale ends, of both sides where they differ.
  private var capWords: String {
    let amounts = [caps.up, caps.down].compactMap { $0 }.map { USD.tick($0, signs: drawing.signs) }
    guard let first = amounts.first else { return "" }
    let isOne = amounts.allSatisfy { $0 == first }
    return " at " + (isOne ? first : amounts.joined(by: " and "))
  }
}

/// Where a scale cuts bars off above and below zero, in USD; nil where it cuts none.
struct Caps: Equatable, Sendable {
  var up: Double?
  var down: Double?
}

extension DrawnBars {
  var caps: Caps {
    guard source.scale == .capped, source.view != .share else { return Caps() }
    func cap(isUp: Bool) -> Double? {
      let isCut = totals.contains { plan.clips(isUp ? $0.up : $0.down, isUp: isUp) }
      return isCut ? plan.scale.amount(ofRows: plan.rows(isUp: isUp)) : nil
    }
    return Caps(up: cap(isUp: true), down: cap(isUp: false))
  }
}
