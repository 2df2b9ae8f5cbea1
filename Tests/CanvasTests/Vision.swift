import Canvas

/// How a colour is seen.
///
/// The colour blindnesses are complete ones, simulated in light as Machado, Oliveira and Fernandes
/// do (2009, severity 1.0).
enum Vision: CaseIterable {
  case normal, protanopia, deuteranopia, tritanopia

  func see(_ colour: RGB) -> PerceivedColour {
    let light = Light(colour)
    guard let rows else { return PerceivedColour(light) }
    let seen = rows.map { $0[0] * light.red + $0[1] * light.green + $0[2] * light.blue }
    return PerceivedColour(Light(red: seen[0], green: seen[1], blue: seen[2]))
  }

  private var rows: [[Double]]? {
    switch self {
    case .normal: nil
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopia:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }

  /// The least difference of two colours, however they are seen.
  static func leastDifference(_ one: RGB, _ other: RGB) -> Double {
    allCases.map { $0.see(one).difference(to: $0.see(other)) }.min() ?? 0
  }
}

/// How a picture is turned grey.
enum Greyscale: CaseIterable {
  /// By the light that a colour gives.
  case luminance
  /// By a weighted sum of the screen's numbers (ITU-R BT.601), as most programs do.
  case luma

  /// The lightness L* of a colour's grey, 0…100.
  func lightness(_ colour: RGB) -> Double {
    switch self {
    case .luminance: return PerceivedColour(Light(colour)).lightness
    case .luma:
      let sum = 299 * Int(colour.red) + 587 * Int(colour.green) + 114 * Int(colour.blue)
      let grey = UInt32((sum + 500) / 1_000)
      return PerceivedColour(Light(RGB(grey * 0x01_01_01))).lightness
    }
  }

  /// The least difference of the lightness of two colours, however they are turned grey.
  static func leastDifference(_ one: RGB, _ other: RGB) -> Double {
    allCases.map { abs($0.lightness(one) - $0.lightness(other)) }.min() ?? 0
  }
}

/// The contrast ratio of two colours, 1…21, as WCAG 2 defines it.
func contrast(_ one: RGB, _ other: RGB) -> Double {
  let (first, second) = (Light(one).luminance, Light(other).luminance)
  return (max(first, second) + 0.05) / (min(first, second) + 0.05)
}
