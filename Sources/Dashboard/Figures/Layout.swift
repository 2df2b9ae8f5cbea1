import Canvas

/// Which part of the screen shows what; a part without room is empty.
struct Layout {
  enum Kind { case tooSmall, small, wide }

  let kind: Kind
  private(set) var header = Rect(Size(columns: 0, rows: 0))
  private(set) var tabs = Rect(Size(columns: 0, rows: 0))
  /// The plot and the gutter left of it.
  private(set) var chart = Rect(Size(columns: 0, rows: 0))
  private(set) var dates = Rect(Size(columns: 0, rows: 0))
  /// The day under the cursor and the range, at the right; under the chart where the pane is tall.
  private(set) var panel = Rect(Size(columns: 0, rows: 0))
  /// The newest rows of the tape, beside all else.
  private(set) var tape = Rect(Size(columns: 0, rows: 0))
  /// The day under the cursor in one line.
  private(set) var day = Rect(Size(columns: 0, rows: 0))
  private(set) var legend = Rect(Size(columns: 0, rows: 0))
  private(set) var notice = Rect(Size(columns: 0, rows: 0))
  private(set) var hints = Rect(Size(columns: 0, rows: 0))
  /// The last row of the screen, for a line that is typed.
  let lastRow: Rect

  /// The plot, its gutter and the dates.
  var body: Rect {
    Rect(x: chart.x, y: chart.y, width: chart.width, height: chart.height + dates.height)
  }

  static let smallest = Size(columns: 24, rows: 6)
  /// Columns left of a plot for the labels of its scale.
  static let gutter = 6
  /// From so many rows on a narrow pane has the panel under the chart, and of so many rows.
  private static let (tallRows, panelRows) = (36, 24)
  /// Columns right of a plot for the labels of the running sum.
  static let sumAxis = 7
  /// The same for those of the price, with air before the panel.
  static let priceAxis = 10
  /// The width of the panel; at 126 columns a share beside each exchange takes no bar's place.
  private static func panelWidth(_ columns: Int) -> Int { columns < 126 ? 24 : 30 }

  /// From so many columns on the newest rows of the tape have their place, of so many columns.
  static let columnsForTape = 160
  private static let tapeWidth = 35
  /// Columns between the panel, whose amounts end at its edge, and the tape.
  static let tapeGap = 2

  init(_ size: Size, hasNotice: Bool = false, hasTape: Bool = false) {
    lastRow = Rect(x: 0, y: size.rows - 1, width: size.columns, height: 1)
    if size.columns < Self.smallest.columns || size.rows < Self.smallest.rows {
      kind = .tooSmall
    } else if size.columns >= 100, size.rows >= 18 {
      kind = .wide
      placeWide(
        Rect(size), hasNotice: hasNotice, hasTape: hasTape && size.columns >= Self.columnsForTape)
    } else {
      kind = .small
      placeSmall(Rect(size), hasNotice: hasNotice)
    }
  }

  private mutating func placeWide(_ screen: Rect, hasNotice: Bool, hasTape: Bool) {
    var area = screen
    let isAiry = screen.height >= 30
    header = area.cutTop(1)
    if isAiry { _ = area.cutTop(1) }
    hints = area.cutBottom(1)
    if hasNotice {
      notice = area.cutBottom(1)
    } else if isAiry {
      _ = area.cutBottom(1)
    }
    tabs = area.cutTop(1)
    if isAiry { _ = area.cutTop(1) }
    if hasTape {
      tape = area.cutRight(Self.tapeWidth)
      _ = area.cutRight(Self.tapeGap)
    }
    panel = area.cutRight(Self.panelWidth(screen.width))
    dates = area.cutBottom(1)
    _ = dates.cutLeft(Self.gutter)
    chart = area
  }

  private mutating func placeSmall(_ screen: Rect, hasNotice: Bool) {
    var area = screen
    header = area.cutTop(1)
    if screen.height >= 18 { tabs = area.cutTop(1) }
    if screen.height >= 20 { hints = area.cutBottom(1) }
    // With their numbers the exchanges take two rows, or the panel has them.
    let isTall = screen.height >= Self.tallRows && screen.width < 60
    if isTall {
      panel = area.cutBottom(min(Self.panelRows, screen.height / 2 - 4))
    } else if screen.height >= 9 {
      legend = area.cutBottom(screen.height >= 22 && screen.width >= 60 ? 2 : 1)
    }
    if hasNotice {
      if screen.height >= 12 { notice = area.cutBottom(1) } else { swap(&notice, &legend) }
    }
    if !isTall { day = area.cutBottom(1) }
    if hasNotice, notice.height == 0 { swap(&notice, &day) }
    if screen.height >= 7 { dates = area.cutBottom(1) }
    _ = dates.cutLeft(Self.gutter)
    chart = area
  }
}
