/// The 256 colours of xterm: a cube of six steps a channel, and 24 greys.
///
/// Source: xterm's `256colres.pl`.
enum XtermPalette {
  /// The number 16…255 of the colour nearest to `rgb`, by squared distance.
  static func nearest(to rgb: RGB) -> Int {
    let channels = (Int(rgb.red), Int(rgb.green), Int(rgb.blue))
    let cube = 16 + 36 * step(channels.0) + 6 * step(channels.1) + step(channels.2)
    let mean = (channels.0 + channels.1 + channels.2) / 3
    let grey = 232 + min(max((mean - 8 + 5) / 10, 0), 23)
    return distance(Self.rgb(grey), rgb) < distance(Self.rgb(cube), rgb) ? grey : cube
  }

  /// The colour of a number 16…255.
  static func rgb(_ number: Int) -> RGB {
    if number >= 232 { return RGB(UInt32(8 + 10 * (number - 232)) * 0x01_01_01) }
    let place = number - 16
    return RGB(level(place / 36) << 16 | level(place / 6 % 6) << 8 | level(place % 6))
  }

  /// The value 0…255 of a step 0…5 of the cube.
  private static func level(_ step: Int) -> UInt32 { step == 0 ? 0 : UInt32(55 + 40 * step) }

  /// The step 0…5 of the cube nearest to a value 0…255.
  private static func step(_ value: Int) -> Int {
    value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40
  }

  private static func distance(_ left: RGB, _ right: RGB) -> Int {
    let red = Int(left.red) - Int(right.red)
    let green = Int(left.green) - Int(right.green)
    let blue = Int(left.blue) - Int(right.blue)
    return red * red + green * green + blue * blue
  }
}
