extension String {
  /// The text as it can be sent to a terminal, whoever wrote it: a character that would steer the
  /// terminal, or turn the direction of the text, stands there by its number, as `<U+001B>`.
  ///
  /// - Parameter keepsLines: whether line ends stay as they are.
  public func shown(keepsLines: Bool = false) -> String {
    func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
      keepsLines && scalar == "\n" || !scalar.steersTerminal
    }
    guard !unicodeScalars.allSatisfy(isHarmless) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if isHarmless(scalar) {
        text.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        text += "<U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)>"
      }
    }
    return text
  }
}

extension Unicode.Scalar {
  /// Whether a terminal would do something else than show it.
  var steersTerminal: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: properties.isBidiControl
    }
  }
}
