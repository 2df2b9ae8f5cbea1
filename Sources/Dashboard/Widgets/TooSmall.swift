import Canvas

/// A sentence, as far as it fits, for panes in which nothing can be read.
struct TooSmall {
  let look: Look

  func draw(on frame: inout Frame) {
    let size = frame.size
    let needs = Layout.smallest
    let text =
      "liqtop needs \(needs.columns)\(look.glyphs.times)\(needs.rows); "
      + "this is \(size.columns)\(look.glyphs.times)\(size.rows)"
    for (index, line) in text.wrapped(size.columns).enumerated() {
      frame.write(line, x: 0, y: index)
    }
  }
}
