extension String {
  /// The name that this is most likely a slip of; nil if none is near.
  public func nearest(among names: [String]) -> String? {
    let nearest = names.min { distance(to: $0) < distance(to: $1) }
    return nearest.flatMap { distance(to: $0) <= 2 ? $0 : nil }
  }

  /// How many characters must be put in, taken out or changed to make the other of this.
  private func distance(to other: String) -> Int {
    var row = Array(0...other.count)
    for (index, character) in enumerated() {
      var corner = row[0]
      row[0] = index + 1
      for (column, wanted) in other.enumerated() {
        (corner, row[column + 1]) = (
          row[column + 1],
          Swift.min(corner + (character == wanted ? 0 : 1), row[column] + 1, row[column + 1] + 1)
        )
      }
    }
    return row[other.count]
  }
}
