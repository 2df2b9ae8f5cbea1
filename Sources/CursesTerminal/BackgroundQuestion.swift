import Canvas

/// What asks a terminal for the colour of its background (OSC 11).
enum BackgroundQuestion {
  static let text = "\u{1b}]11;?\u{07}"
}

extension RGB {
  /// The colour in a terminal's answer, `rgb:` and three or `rgba:` and four channels of one to four
  /// hexadecimal digits with `/` between; nil if it is none.
  init?(answer: Substring) {
    let parts = answer.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == "rgb" || parts[0] == "rgba" else { return nil }
    let fields = parts[1].split(separator: "/", omittingEmptySubsequences: false)
    let channels = fields.compactMap(Self.channel)
    guard fields.count == parts[0].count, channels.count == fields.count else { return nil }
    self.init(channels[0] << 16 | channels[1] << 8 | channels[2])
  }

  /// A fraction of the greatest number of as many digits, as 0…255.
  private static func channel(_ digits: Substring) -> UInt32? {
    guard (1...4).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
      let value = UInt32(digits, radix: 16)
    else { return nil }
    let greatest = (UInt32(1) << (4 * digits.count)) - 1
    return (value * 255 + greatest / 2) / greatest
  }
}
