extension String {
  /// The text as one line for another program, whoever wrote it: without escape sequences, without
  /// characters that steer a terminal or turn the direction of the text, and a blank for each line's end.
  ///
  /// - Parameter limit: how many characters are kept.
  public func stripped(limit: Int = 1_000) -> String {
    var kept = UnicodeScalarView()
    var count = 0
    var rest = unicodeScalars[...]
    while count < limit, let scalar = rest.popFirst() {
      if scalar.endsLine {
        kept.append(" ")
      } else if scalar.value == 0x1b || (0x80...0x9f).contains(scalar.value) {
        rest.dropSequence(begunBy: scalar)
        continue
      } else if scalar.steersTerminal {
        continue
      } else {
        kept.append(scalar)
      }
      count += 1
    }
    return String(kept)
  }
}

extension Unicode.Scalar {
  fileprivate var endsLine: Bool {
    switch self {
    case "\n", "\r", "\t", "\u{0b}", "\u{0c}", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }
}

// Source: ECMA-48, 5.4 (control sequences), 5.6 (control strings).
extension Substring.UnicodeScalarView {
  /// Drops what is left of a sequence after its first character, an escape or one of eight bits.
  fileprivate mutating func dropSequence(begunBy first: Unicode.Scalar) {
    var kind = first.value
    if kind == 0x1b {
      drop { (0x20...0x2f).contains($0.value) }
      guard let second = self.first, (0x30...0x7e).contains(second.value) else { return }
      removeFirst()
      // The same in seven bits.
      kind = second.value + 0x40
    }
    switch kind {
    case 0x9b: dropParameters()
    case 0x90, 0x98, 0x9d, 0x9e, 0x9f: dropString()
    default: break
    }
  }

  private mutating func dropParameters() {
    drop { (0x20...0x3f).contains($0.value) }
    if let end = first, (0x40...0x7e).contains(end.value) { removeFirst() }
  }

  /// Up to its end; of one that has none nothing, so that no text is lost.
  private mutating func dropString() {
    var rest = self
    while let scalar = rest.popFirst() {
      let isLong = scalar.value == 0x1b && rest.first == "\\"
      if isLong { rest.removeFirst() }
      if isLong || scalar.value == 0x07 || scalar.value == 0x9c { return self = rest }
    }
  }

  private mutating func drop(_ isOne: (Unicode.Scalar) -> Bool) {
    while let scalar = first, isOne(scalar) { removeFirst() }
  }
}
