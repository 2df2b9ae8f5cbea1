import Canvas

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A colour of a screen in light, not in the screen's numbers: red, green and blue, 0…1 each.
struct Light {
  var red: Double
  var green: Double
  var blue: Double

  init(_ colour: RGB) {
    (red, green, blue) = (
      Self.linear(colour.red), Self.linear(colour.green), Self.linear(colour.blue)
    )
  }

  init(red: Double, green: Double, blue: Double) {
    func clipped(_ value: Double) -> Double { min(max(value, 0), 1) }
    (self.red, self.green, self.blue) = (clipped(red), clipped(green), clipped(blue))
  }

  /// The curve of sRGB, IEC 61966-2-1.
  private static func linear(_ value: UInt8) -> Double {
    let share = Double(value) / 255
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
  }

  /// The luminance, 0…1.
  var luminance: Double { 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue }
}

/// A colour in CIE L*a*b*, for the white D65.
struct PerceivedColour {
  let lightness: Double
  let a: Double
  let b: Double

  init(lightness: Double, a: Double, b: Double) {
    (self.lightness, self.a, self.b) = (lightness, a, b)
  }

  init(_ light: Light) {
    let x = 0.4124564 * light.red + 0.3575761 * light.green + 0.1804375 * light.blue
    let z = 0.0193339 * light.red + 0.1191920 * light.green + 0.9503041 * light.blue
    let (fx, fy, fz) = (Self.f(x / 0.95047), Self.f(light.luminance), Self.f(z / 1.08883))
    self.init(lightness: 116 * fy - 16, a: 500 * (fx - fy), b: 200 * (fy - fz))
  }

  private static func f(_ share: Double) -> Double {
    share > 216.0 / 24_389 ? cbrt(share) : (24_389.0 / 27 * share + 16) / 116
  }

  var chroma: Double { hypot(a, b) }
  /// The hue in degrees, 0..<360.
  var hue: Double {
    let angle = atan2(b, a) * 180 / .pi
    return angle < 0 ? angle + 360 : angle
  }

  /// The angle between two hues in degrees, 0…180.
  func hueAngle(to other: PerceivedColour) -> Double {
    let angle = abs(hue - other.hue)
    return min(angle, 360 - angle)
  }

  /// The difference by CIEDE2000, after Sharma, Wu and Dalal 2005; 1 can just be noticed.
  ///
  /// CIE76 would make saturated blues and violets seem farther apart than they look.
  func difference(to other: PerceivedColour) -> Double {
    let grey = 0.5 * (1 - Self.saturation((chroma + other.chroma) / 2))
    let one = PerceivedColour(lightness: lightness, a: a * (1 + grey), b: b)
    let two = PerceivedColour(lightness: other.lightness, a: other.a * (1 + grey), b: other.b)
    let isGrey = one.chroma * two.chroma == 0
    var turn = isGrey ? 0 : two.hue - one.hue
    if turn > 180 { turn -= 360 } else if turn < -180 { turn += 360 }
    var hue = one.hue + turn / 2
    if isGrey { hue = one.hue + two.hue }
    if hue < 0 { hue += 360 } else if hue >= 360 { hue -= 360 }
    let chroma = (one.chroma + two.chroma) / 2
    let middle = pow((one.lightness + two.lightness) / 2 - 50, 2)
    let lightWeight = 1 + 0.015 * middle / sqrt(20 + middle)
    let hueWeight = 1 + 0.015 * chroma * Self.hueFactor(hue)
    let light = (two.lightness - one.lightness) / lightWeight
    let colour = (two.chroma - one.chroma) / (1 + 0.045 * chroma)
    let tint = 2 * sqrt(one.chroma * two.chroma) * Self.sine(turn / 2) / hueWeight
    let rotation =
      -2 * Self.saturation(chroma) * Self.sine(60 * exp(-pow((hue - 275) / 25, 2)))
    return sqrt(light * light + colour * colour + tint * tint + rotation * colour * tint)
  }

  private static func saturation(_ chroma: Double) -> Double {
    sqrt(pow(chroma, 7) / (pow(chroma, 7) + pow(25, 7)))
  }

  private static func hueFactor(_ hue: Double) -> Double {
    1 - 0.17 * cosine(hue - 30) + 0.24 * cosine(2 * hue) + 0.32 * cosine(3 * hue + 6)
      - 0.20 * cosine(4 * hue - 63)
  }

  private static func sine(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }
  private static func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
}
