import Canvas

/// Where the panels of the view with one for each exchange lie.
enum PanelGrid {
  /// The panels in the area, row by row, all of one size.
  ///
  /// Of all grids the one is taken whose panels are the least narrow and the least low.
  static func panels(in area: Rect, count: Int) -> [Rect] {
    let count = max(1, count)
    let columns =
      (1...count).max { quality(area, count, columns: $0) < quality(area, count, columns: $1) } ?? 1
    let rows = (count + columns - 1) / columns
    let (width, height) = (area.width / columns, area.height / rows)
    return (0..<count).map { index in
      Rect(
        x: area.x + index % columns * width, y: area.y + index / columns * height, width: width,
        height: height)
    }
  }

  /// The size of each panel; nil where they would be too small to read.
  static func readablePanel(in area: Rect, count: Int) -> Rect? {
    let panel = panels(in: area, count: count)[0]
    return panel.width < 24 || panel.height < 5 ? nil : panel
  }

  private static func quality(_ area: Rect, _ count: Int, columns: Int) -> Double {
    let rows = (count + columns - 1) / columns
    return min(Double(area.width / columns) / 40, Double(area.height / rows) / 10)
  }
}
