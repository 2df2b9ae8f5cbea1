/// Noise that is a function of its place alone: the same day has the same noise whoever asks.
///
/// It uses no mathematics of the platform, so that every machine draws the same history.
struct DemoNoise: Sendable {
  let seed: UInt64

  /// 64 mixed bits for a place in a channel.
  ///
  /// Source: "Fast splittable pseudorandom number generators", Steele, Lea, Flood: SplitMix64.
  func bits(_ place: Int, _ channel: Int) -> UInt64 {
    var mixed = seed &+ UInt64(truncatingIfNeeded: channel) &* 0xD1B5_4A32_D192_ED03
    mixed = mixed &+ UInt64(truncatingIfNeeded: place) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Even in 0..<1.
  func uniform(_ place: Int, _ channel: Int) -> Double {
    Double(bits(place, channel) >> 11) * 0x1p-53
  }

  /// Bell-shaped about 0 with the standard deviation 1, within ±3.5: four even numbers added up.
  func bell(_ place: Int, _ channel: Int) -> Double {
    let bits = bits(place, channel)
    let sum = (0..<4).reduce(UInt64(0)) { $0 + (bits >> (16 * UInt64($1))) & 0xFFFF }
    return (Double(sum) / 65_535 - 2) * 1.732_050_807_568_877_2
  }

  /// Bell-shaped as `bell`, drifting smoothly from one value to another every `period` places.
  func drift(_ place: Int, period: Int, _ channel: Int) -> Double {
    let (knot, offset) = place.quotientAndRemainder(dividingBy: period)
    let way = Double(offset) / Double(period)
    let right = way * way * (3 - 2 * way)
    let left = 1 - right
    // Divided by what averaging takes from the deviation, so that it is 1 all the way.
    return (bell(knot, channel) * left + bell(knot + 1, channel) * right)
      / (left * left + right * right).squareRoot()
  }
}

/// The exponential function, of arguments within ±700.
func exponential(_ argument: Double) -> Double {
  let doublings = (argument * 1.442_695_040_888_963_4).rounded()
  let rest = argument - doublings * 0.693_147_180_559_945_3
  var sum = 1.0
  for term in stride(from: 13.0, through: 1.0, by: -1.0) {
    sum = 1 + sum * rest / term
  }
  return sum * Double(sign: .plus, exponent: Int(doublings), significand: 1)
}
