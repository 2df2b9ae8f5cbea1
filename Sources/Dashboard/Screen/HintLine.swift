import Canvas

/// The keys one needs most, as many as fit; help and quit first of all.
struct HintLine {
  let keyMap: KeyMap
  let drawing: DrawingStyle

  init(_ keyMap: KeyMap, drawing: DrawingStyle) {
    self.keyMap = keyMap
    self.drawing = drawing
  }

  func draw(in row: Rect, on frame: inout Frame) {
    guard row.height > 0 else { return }
    var entries = keyMap.entries.filter { $0.hint != nil && !$0.hintKeys.isEmpty }
    for action in Self.dispensable where width(entries) > row.width - 2 {
      entries.removeAll { $0.actions.contains(action) }
    }
    var line = Line()
    for entry in entries {
      line.add(drawing.names(entry.hintKeys), Style(.strong, on: .ground, .bold))
      line.add(" \(entry.hint ?? "")  ", .muted)
    }
    line.draw(x: row.x + 1, y: row.y, on: &frame)
  }

  /// What gives way where there is no room for all, first what is missed least.
  private static let dispensable: [Action] = [
    .motion(.page(.back)), .program(.pause), .program(.refresh), .picture(.scale),
    .range(.goToDate), .picture(.interval), .picture(.view), .motion(.bar(.back)),
    .motion(.range(.shorter)),
    .exchange(.next),
  ]

  /// The columns of a line of them.
  private func width(_ entries: [KeyMap.Entry]) -> Int {
    entries.reduce(0) { sum, entry in
      let keys = drawing.names(entry.hintKeys).unicodeScalars.count
      return sum + keys + (entry.hint ?? "").unicodeScalars.count + 3
    }
  }
}
