import Canvas

/// Which columns of the tape there is room for, and where each begins.
struct TapeColumns {
  /// Columns from the left edge, and how many.
  typealias Place = (x: Int, width: Int)

  let time: Place
  let swatch: Int
  /// None where the swatch alone has room.
  let name: Place?
  let side: Int
  /// Where the amount ends.
  let usdEnd: Int
  let bar: Place?
  let count: Place?
  let priceEnd: Int?
  let instrument: Place?

  private static let (countWidth, priceWidth, instrumentWidth, leastBar) = (4, 8, 14, 6)

  /// - Parameter isToday: whether all rows are of today, and need no date.
  init(_ area: Rect, isToday: Bool) {
    let end = area.maxX - 1
    let isNarrow = area.width < 35
    time = (area.x + 1, isNarrow ? 5 : isToday ? 8 : 15)
    swatch = time.x + time.width + (isNarrow ? 1 : 2)
    name = isNarrow ? nil : (swatch + 2, 7)
    side = name.map { $0.x + $0.width + 1 } ?? swatch + 2
    usdEnd = side + 5 + 1 + 6
    var room = end - usdEnd - 1 - Self.leastBar
    func take(_ width: Int) -> Bool {
      guard room >= width + 1 else { return false }
      room -= width + 1
      return true
    }
    let hasCount = take(Self.countWidth)
    let hasPrice = hasCount && take(Self.priceWidth)
    let hasInstrument = hasPrice && take(Self.instrumentWidth)
    let barWidth = room + Self.leastBar
    bar = barWidth >= Self.leastBar ? (usdEnd + 1, barWidth) : nil
    var x = usdEnd + 1 + (bar == nil ? 0 : barWidth + 1)
    func place(_ isThere: Bool, _ width: Int) -> Place? {
      guard isThere else { return nil }
      defer { x += width + 1 }
      return (x, width)
    }
    count = place(hasCount, Self.countWidth)
    priceEnd = place(hasPrice, Self.priceWidth).map { $0.x + $0.width }
    instrument = place(hasInstrument, Self.instrumentWidth)
  }
}
