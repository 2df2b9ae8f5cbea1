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
    let hints = keyMap.entries.compactMap(\.hint).map { (look.keys($0.keys), $0.word) }
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
  func keys(_ label: String) -> String {
    guard label.utf8.contains(UInt8(ascii: "{")) else { return label }
    let words = label.split(separator: " ", omittingEmptySubsequences: false)
    return words.map { arrow($0) ?? String($0) }.joined(separator: " ")
  }

  private func arrow(_ word: Substring) -> String? {
    switch word {
    case "{left}": glyphs.left
    case "{right}": glyphs.right
    case "{up}": isUnicode ? "↑" : "Up"
    case "{down}": isUnicode ? "↓" : "Down"
    default: nil
    }
  }
}
