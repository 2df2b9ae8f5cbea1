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

  private struct Place: Hashable {
    let area: Rect
    let target: Target
  }

  private var places: [Place] = []

  /// Nothing anywhere: as long as no picture has been seen.
  public init() {}

  /// Records what was drawn in an area, over what was there before.
  mutating func record(_ target: Target, in area: Rect) {
    places.append(Place(area: area, target: target))
  }

  /// Records the bars in a plot, or in the dates below it; beside all bars the nearest one counts.
  mutating func record(_ bars: Bars, in plot: Rect) {
    for (index, bucket) in bars.buckets.enumerated() {
      let slot = bars.layout.slot(of: index)
      let start = index == 0 ? 0 : slot.lowerBound
      let area = Rect(
        x: plot.x + start, y: plot.y, width: slot.upperBound - start, height: plot.height)
      record(.bar(last: bucket.slots.upperBound), in: area)
    }
  }

  /// What is at a place; nil where there is nothing, and outside the picture.
  func target(at x: Int, _ y: Int) -> Target? {
    places.last { place in
      (place.area.x..<place.area.maxX).contains(x) && (place.area.y..<place.area.maxY).contains(y)
    }?.target
  }
}
