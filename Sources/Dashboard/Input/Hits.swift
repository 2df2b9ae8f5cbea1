import Canvas
import Liquidations

/// What can be pointed at in a picture, and where: recorded by what draws it.
public struct Hits: Equatable, Sendable {
  /// What is at a place, as far as a click or the wheel makes a difference there.
  enum Target: Hashable, Sendable {
    /// The picture, where nothing else is.
    case picture
    case exchange(ExchangeAction)
    case range(Span)
    /// The bar, or the row of the table, that ends with the slot.
    case bar(last: Slot)
    /// A row of the tape.
    case row(TapeRow.Key)
    /// A slot that is named, to go to.
    case slot(Slot)
    /// A hint or a word of the state, and what its key does.
    case action(Action)
    /// The labels of the scale.
    case axis
    /// The head of a column of the table.
    case head(TableSort.Column)
  }

  private enum Place: Equatable {
    case target(Target, Rect)
    /// Bars side by side in an area, of which beside all of them the nearest one counts.
    case bars([Bucket], BarLayout, Rect)

    func target(at x: Int, _ y: Int) -> Target? {
      switch self {
      case .target(let target, let area): return area.contains(x, y) ? target : nil
      case .bars(let buckets, let layout, let area):
        guard (area.y..<area.maxY).contains(y) else { return nil }
        let bar = buckets.indices.last { layout.slot(of: $0).contains(x - area.x) }
        return bar.map { .bar(last: buckets[$0].slots.upperBound) }
      }
    }
  }

  private var places: [Place] = []

  /// Nothing anywhere: as long as no picture has been seen.
  public init() {}

  /// Records what was drawn in an area, over what was there before.
  mutating func record(_ target: Target, in area: Rect) {
    places.append(.target(target, area))
  }

  /// Records the bars in a plot, or in the dates below it.
  mutating func record(_ bars: Bars, in plot: Rect) {
    places.append(.bars(bars.buckets, bars.layout, plot))
  }

  /// What is at a place; nil where there is nothing, and outside the picture.
  func target(at x: Int, _ y: Int) -> Target? {
    for place in places.reversed() {
      if let target = place.target(at: x, y) { return target }
    }
    return nil
  }
}
