import Canvas
import Wording

/// A sentence, as far as it fits, for panes in which nothing can be read.
struct TooSmall {
  let drawing: DrawingStyle

  func draw(on frame: inout Frame) {
    let size = frame.size
    let needs = "\(Layout.smallest.columns)\(drawing.signs.times)\(Layout.smallest.rows)"
    let this = "\(size.columns)\(drawing.signs.times)\(size.rows)"
    let forms = [
      "liqtop needs \(needs); this is \(this)", "liqtop needs \(needs)", "needs \(needs)", needs,
      drawing.glyphs.dot,
    ].map { $0.wrapped(size.columns) }
    // The most that is whole.
    let fits = forms.first { lines in
      lines.count <= size.rows && lines.allSatisfy { $0.columns <= size.columns }
    }
    for (index, line) in (fits ?? []).enumerated() { frame.write(line, x: 0, y: index) }
  }
}
