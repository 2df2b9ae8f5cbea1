import Canvas

/// Pieces of styled text in one line, of which those that don't fit are left out whole.
struct Line {
  struct Piece {
    let text: String
    let style: Style
  }

  private(set) var pieces: [Piece] = []

  /// Columns that the pieces take.
  var width: Int { pieces.reduce(0) { $0 + $1.text.columns } }

  mutating func add(_ text: String, _ style: Style = .plain) {
    pieces.append(Piece(text: text, style: style))
  }

  mutating func add(_ text: String, _ ink: Ink, on ground: Ink = .ground) {
    add(text, Style(ink, on: ground))
  }

  /// Adds a piece if the line stays within so many columns; says whether it was added.
  @discardableResult
  mutating func add(_ text: String, _ style: Style, within columns: Int) -> Bool {
    guard width + text.columns <= columns else { return false }
    add(text, style)
    return true
  }

  func draw(x: Int, y: Int, on frame: inout Frame) {
    var x = x
    for piece in pieces { x = frame.write(piece.text, x: x, y: y, style: piece.style) }
  }

  func draw(endingAt end: Int, y: Int, on frame: inout Frame) {
    draw(x: end - width, y: y, on: &frame)
  }
}
