import Canvas

/// The keys one needs most, as many as fit; help and quit first of all.
struct HintLine {
  let keyMap: KeyMap
  let look: Look

  init(_ keyMap: KeyMap, look: Look) {
    self.keyMap = keyMap
    self.look = look
  }

  func draw(in row: Rect, on frame: inout Frame) {
    guard row.height > 0 else { return }
    let hints = keyMap.entries.compactMap { entry in
      entry.hint.flatMap { entry.hintKeys.isEmpty ? nil : (look.names(entry.hintKeys), $0) }
    }
    let last = hints.suffix(2)
    let room = row.width - 2 - last.reduce(0) { $0 + width($1) }
    var used = 0
    let first = hints.dropLast(2).prefix { hint in
      used += width(hint)
      return used <= room
    }
    var line = Line()
    for (keys, word) in first + last {
      line.add(keys, Style(.strong, on: .ground, .bold))
      line.add(" \(word)   ", .muted)
    }
    line.draw(x: row.x + 1, y: row.y, on: &frame)
  }

  private func width(_ hint: (String, String)) -> Int {
    hint.0.unicodeScalars.count + hint.1.unicodeScalars.count + 4
  }
}

extension Look {
  /// Names of keys, with arrows where the terminal has them.
  func names(_ keys: [Key]) -> String { keys.map(name).joined(separator: " ") }

  func name(_ key: Key) -> String {
    switch key {
    case .left: glyphs.left
    case .right: glyphs.right
    case .up where isUnicode: "↑"
    case .down where isUnicode: "↓"
    default: key.name
    }
  }
}
