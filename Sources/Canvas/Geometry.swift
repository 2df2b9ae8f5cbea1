/// The size of a picture in cells.
public struct Size: Hashable, Sendable {
  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A cell of a picture, from its upper left corner.
public struct Place: Hashable, Sendable {
  public var x: Int
  public var y: Int

  public init(x: Int, y: Int) {
    (self.x, self.y) = (x, y)
  }
}

/// A part of a picture, in cells from its upper left corner.
public struct Rect: Hashable, Sendable {
  public var x: Int
  public var y: Int
  public var width: Int
  public var height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  public init(_ size: Size) {
    self.init(x: 0, y: 0, width: size.columns, height: size.rows)
  }

  public var maxX: Int { x + width }
  public var maxY: Int { y + height }

  /// Whether it holds the cell.
  public func contains(_ x: Int, _ y: Int) -> Bool {
    x >= self.x && x < maxX && y >= self.y && y < maxY
  }

  /// Takes rows off the top; what is left is at least empty.
  public mutating func cutTop(_ rows: Int) -> Rect {
    let rows = min(max(0, rows), height)
    defer {
      y += rows
      height -= rows
    }
    return Rect(x: x, y: y, width: width, height: rows)
  }

  /// Takes rows off the bottom.
  public mutating func cutBottom(_ rows: Int) -> Rect {
    let rows = min(max(0, rows), height)
    height -= rows
    return Rect(x: x, y: maxY, width: width, height: rows)
  }

  /// Takes columns off the left.
  public mutating func cutLeft(_ columns: Int) -> Rect {
    let columns = min(max(0, columns), width)
    defer {
      x += columns
      width -= columns
    }
    return Rect(x: x, y: y, width: columns, height: height)
  }

  /// Takes columns off the right.
  public mutating func cutRight(_ columns: Int) -> Rect {
    let columns = min(max(0, columns), width)
    width -= columns
    return Rect(x: maxX, y: y, width: columns, height: height)
  }

  /// The rectangle less a margin on the left and the right.
  public func inset(_ columns: Int) -> Rect {
    Rect(x: x + columns, y: y, width: width - 2 * columns, height: height)
  }
}
