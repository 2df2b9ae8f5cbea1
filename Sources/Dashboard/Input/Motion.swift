/// A step through time, through the ranges or through rows.
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
  /// To the largest bar of the range, and from there to the next largest.
  case largest
  case range(LengthChange)
  case zoom(ZoomDirection)
  /// A row of the table or of the help.
  case row(RowDirection)
}

extension Motion.TimeDirection {
  /// 1 with time, −1 against it.
  var sign: Int { self == .forward ? 1 : -1 }
}
