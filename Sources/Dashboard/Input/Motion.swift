import Wording

/// A step that a number typed before it repeats, as in `12h`.
enum Motion: Hashable, Sendable {
  enum TimeDirection: Hashable, Sendable {
    case back, forward
  }

  enum LengthChange: Hashable, Sendable {
    case shorter, longer
  }

  enum ZoomDirection: Hashable, Sendable {
    case closer, wider
  }

  enum RowDirection: Hashable, Sendable {
    case up, down
  }

  case bar(TimeDirection)
  case page(TimeDirection)
  /// To the nearest slot that is unusual.
  case unusual(TimeDirection)
  case range(LengthChange)
  case zoom(ZoomDirection)
  /// A row of the table or of the help.
  case row(RowDirection)

  /// That it was done so many times, as a sentence.
  func sentence(times: Int, _ calendar: CalendarText) -> String {
    let unit = unit(calendar)
    return "\(times) \(times == 1 ? unit.one : unit.many) \(way)."
  }

  private func unit(_ calendar: CalendarText) -> (one: String, many: String) {
    switch self {
    case .bar: ("bar", "bars")
    case .page: ("page", "pages")
    case .unusual: ("unusual \(calendar.unit)", "unusual \(calendar.units)")
    case .range: ("range", "ranges")
    case .zoom: ("step", "steps")
    case .row: ("row", "rows")
    }
  }

  private var way: String {
    switch self {
    case .bar(.back), .page(.back), .unusual(.back): "back"
    case .bar(.forward), .page(.forward), .unusual(.forward): "forward"
    case .range(.shorter): "shorter"
    case .range(.longer): "longer"
    case .zoom(.closer): "zoomed in"
    case .zoom(.wider): "zoomed out"
    case .row(.up): "up"
    case .row(.down): "down"
    }
  }
}

extension Motion.TimeDirection {
  /// 1 with time, −1 against it.
  var sign: Int { self == .forward ? 1 : -1 }
}
