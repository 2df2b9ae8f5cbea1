/// Rectangles gathered by their colour, those that touch joined, a path for each colour.
struct SVGShapes {
  private struct Fill: Hashable {
    let colour: String
    let opacity: Double
  }

  private struct Rectangle {
    let x: Double
    let y: Double
    var width: Double
    var height: Double

    /// Few characters, since there are many shapes.
    var path: String {
      "M\(short(x)) \(short(y))h\(short(width))v\(short(height))h-\(short(width))z"
    }
  }

  private var rectangles: [Fill: [Rectangle]] = [:]
  private var order: [Fill] = []

  /// Adds what a glyph covers of the cell at a place, in pixels.
  mutating func fill(_ block: SVGBlock, of colour: String, at place: (x: Int, y: Int)) {
    let fill = Fill(colour: colour, opacity: block.opacity)
    if rectangles[fill] == nil { order.append(fill) }
    for part in block.parts {
      add(
        Rectangle(
          x: Double(place.x) + part.x, y: Double(place.y) + part.y, width: part.width,
          height: part.height), to: fill)
    }
  }

  private mutating func add(_ rectangle: Rectangle, to fill: Fill) {
    var all = rectangles.removeValue(forKey: fill) ?? []
    if let last = all.last, last.y == rectangle.y, last.height == rectangle.height,
      last.x + last.width == rectangle.x
    {
      all[all.count - 1].width += rectangle.width
    } else {
      all.append(rectangle)
    }
    rectangles[fill] = all
  }

  /// The rectangles, those that stand on each other joined.
  private static func piled(_ rectangles: [Rectangle]) -> [Rectangle] {
    let sorted = rectangles.sorted { ($0.x, $0.width, $0.y) < ($1.x, $1.width, $1.y) }
    return sorted.reduce(into: []) { piles, next in
      if let last = piles.last, last.x == next.x, last.width == next.width,
        last.y + last.height == next.y
      {
        piles[piles.count - 1].height += next.height
      } else {
        piles.append(next)
      }
    }
  }

  /// The paths, in the order in which their colours came.
  var paths: [String] {
    order.map { fill in
      let opacity = fill.opacity < 1 ? " fill-opacity=\"\(fill.opacity)\"" : ""
      let path = Self.piled(rectangles[fill] ?? []).map(\.path).joined()
      return "<path fill=\"\(fill.colour)\"\(opacity) d=\"\(path)\"/>"
    }
  }
}

/// Without the `.0` of whole numbers.
private func short(_ number: Double) -> String {
  number == number.rounded() ? String(Int(number)) : String(number)
}
