/// A captured screen with the styles of its cells.
struct StyledScreen {
  struct Cell: Equatable {
    var character: Character
    var isReversed = false
    /// Whether glyph and ground have colours other than the terminal's own.
    var hasInk = false
    var hasGround = false
  }

  let rows: [[Cell]]

  /// Reads what `capture-pane -e` printed.
  init(_ text: String) {
    var pen = Cell(character: " ")
    rows = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var rest = line[...]
      var row: [Cell] = []
      while let character = rest.popFirst() {
        if character == "\u{1b}" {
          Self.apply(Self.takeSequence(&rest), to: &pen)
        } else if character != "\u{0e}", character != "\u{0f}" {
          pen.character = character
          row.append(pen)
        }
      }
      return row
    }
  }

  /// The texts that stand in reverse, without the blanks around them.
  var reversed: [String] {
    rows.flatMap { row in
      row.split { !$0.isReversed }.map { String($0.map(\.character)).trimmingBlanks }
    }
  }

  var hasColours: Bool { rows.contains { $0.contains { $0.hasInk || $0.hasGround } } }

  /// The parameters of a sequence `ESC [ … m`; none of any other.
  private static func takeSequence(_ rest: inout Substring) -> [Int] {
    guard rest.first == "[" else {
      rest = rest.dropFirst(2)
      return []
    }
    rest.removeFirst()
    let parameters = rest.prefix { !$0.isLetter }
    rest = rest.dropFirst(parameters.count)
    guard rest.popFirst() == "m" else { return [] }
    if parameters.isEmpty { return [0] }
    return parameters.split { $0 == ";" || $0 == ":" }.map { Int($0) ?? 0 }
  }

  private static func apply(_ parameters: [Int], to pen: inout Cell) {
    var rest = parameters[...]
    while let parameter = rest.popFirst() {
      switch parameter {
      case 0: (pen.isReversed, pen.hasInk, pen.hasGround) = (false, false, false)
      case 7: pen.isReversed = true
      case 27: pen.isReversed = false
      case 38, 48:
        rest = rest.dropFirst(rest.first == 5 ? 2 : 4)
        if parameter == 38 { pen.hasInk = true } else { pen.hasGround = true }
      case 30...37, 90...97: pen.hasInk = true
      case 40...47, 100...107: pen.hasGround = true
      case 39: pen.hasInk = false
      case 49: pen.hasGround = false
      default: break
      }
    }
  }
}

extension String {
  var trimmingBlanks: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
