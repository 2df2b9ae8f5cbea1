/// The 256 colours of xterm: a cube of six steps a channel, and 24 greys.
///
/// Source: xterm's `256colres.pl`.
enum XtermPalette {
  private static let steps = [0, 95, 135, 175, 215, 255]

  /// The number 16…255 of the colour nearest to `rgb`, by squared distance.
  static func nearest(to rgb: RGB) -> Int {
    let channels = [Int(rgb.red), Int(rgb.green), Int(rgb.blue)]
    let cube = channels.map { channel in
      steps.indices.min { abs(steps[$0] - channel) < abs(steps[$1] - channel) } ?? 0
    }
    let grey = min(max((channels.reduce(0, +) / 3 - 8 + 5) / 10, 0), 23)
    let cubeDistance = distance(channels, cube.map { steps[$0] })
    let greyDistance = distance(channels, Array(repeating: 8 + 10 * grey, count: 3))
    return greyDistance < cubeDistance
      ? 232 + grey : 16 + 36 * cube[0] + 6 * cube[1] + cube[2]
  }

  private static func distance(_ left: [Int], _ right: [Int]) -> Int {
    zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}
