import Canvas
import Liquidations

/// Writes a panel from top to bottom, a line at a time, and stops where the panel ends.
struct PanelWriter {
  let area: Rect
  let look: Look
  private var y: Int

  init(area: Rect, look: Look) {
    self.area = area
    self.look = look
    y = area.y
  }

  var width: Int { area.width }
  private var hasRoom: Bool { y < area.maxY }

  mutating func skip(_ rows: Int) { y += rows }

  /// Text at the left, and at the right where it is given.
  mutating func line(
    _ text: String, _ style: Style, trailing: String? = nil, on frame: inout Frame
  ) {
    defer { y += 1 }
    guard hasRoom else { return }
    frame.write(text, x: area.x, y: y, style: style, limit: width)
    if let trailing { frame.write(trailing, endingAt: area.maxX, y: y, style: Style(.muted)) }
  }

  /// A name at the left and its value at the right; nil is missing.
  mutating func pair(_ name: String, _ value: String?, on frame: inout Frame) {
    defer { y += 1 }
    guard hasRoom else { return }
    frame.write(name, x: area.x, y: y, style: Style(.muted), limit: width)
    frame.write(value ?? look.glyphs.dash, endingAt: area.maxX, y: y)
  }

  /// A name and the amounts of both sides; nil is missing.
  mutating func amounts(
    _ name: String, _ long: String?, _ short: String?, style: Style, on frame: inout Frame
  ) {
    defer { y += 1 }
    guard hasRoom else { return }
    for (offset, scalar) in name.unicodeScalars.enumerated() where scalar != " " {
      frame[area.x + offset, y] = Cell(scalar, style)
    }
    frame.write(long ?? look.glyphs.dash, endingAt: area.maxX - 7, y: y, style: style)
    frame.write(short ?? look.glyphs.dash, endingAt: area.maxX, y: y, style: style)
  }

  /// The mark of an exchange at the left of the line that is written next.
  func swatch(_ exchange: Exchange, isShown: Bool, on frame: inout Frame) {
    guard hasRoom else { return }
    frame[area.x, y] = Legend.swatch(exchange, isShown: isShown, look: look)
  }

  mutating func rule(on frame: inout Frame) {
    defer { y += 1 }
    guard hasRoom else { return }
    frame.fill(
      Rect(x: area.x, y: y, width: width, height: 1),
      with: Cell(look.glyphs.horizontal, Style(.faint)))
  }

  /// A share 0…1 as a bar: heavy for the part, light for the rest.
  mutating func gauge(_ share: Double, on frame: inout Frame) {
    defer { y += 1 }
    guard hasRoom else { return }
    let filled = Int((share * Double(width)).rounded())
    for column in 0..<width {
      let isPart = column < filled
      frame[area.x + column, y] = Cell(
        isPart ? look.glyphs.bar : look.glyphs.horizontal, Style(isPart ? .strong : .faint))
    }
  }
}
