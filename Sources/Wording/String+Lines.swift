extension String {
  /// The words in lines of at most so many columns, a longer word in a line of its own; none of an
  /// empty text. Blanks that follow one another stay, as between columns.
  public func wrapped(_ columns: Int) -> [String] {
    guard !isEmpty else { return [] }
    var lines: [String] = []
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      if let last = lines.last, last.unicodeScalars.count + 1 + word.unicodeScalars.count <= columns
      {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// The text in at most so many columns, cut between words, with an ellipsis where it was cut.
  public func fitted(_ columns: Int, ellipsis: String) -> String {
    guard unicodeScalars.count > columns else { return self }
    let room = columns - ellipsis.unicodeScalars.count
    guard room > 0 else { return "" }
    let head = String(String.UnicodeScalarView(unicodeScalars.prefix(room + 1)))
    guard let space = head.lastIndex(of: " ") else { return "" }
    return head[..<space] + ellipsis
  }
}

extension Sequence<String> {
  /// One text of all, with something between them.
  ///
  /// For the standard library's `joined(separator:)` the runtime searches all conformances of the program
  /// once, which the first frame would wait for.
  @inlinable public func joined(by separator: String) -> String {
    var (text, isFirst) = ("", true)
    for part in self {
      if !isFirst { text += separator }
      text += part
      isFirst = false
    }
    return text
  }
}
