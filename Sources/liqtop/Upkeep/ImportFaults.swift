import Wording

/// What is wrong with a file that is to be imported, line by line, with what would be right.
struct ImportFaults: Error, Hashable {
  /// As many as are read.
  private static let most = 20
  /// The first of them.
  private(set) var lines: [String] = []
  /// How many there are besides.
  private(set) var more = 0

  var isEmpty: Bool { lines.isEmpty }

  init() {}

  /// Of a single line, counted from 1; nil for the whole file.
  init(_ words: String, line: Int?) {
    add(words, line: line)
  }

  mutating func add(_ words: String, line: Int?) {
    guard lines.count < Self.most else {
      more += 1
      return
    }
    lines.append((line.map { "line \($0): " } ?? "") + words)
  }

  /// The texts to be said, a line each.
  var words: [String] {
    let rest = Digits.counted(more, "more line is wrong", "more lines are wrong")
    return lines + (more == 0 ? [] : ["and \(rest)"])
  }
}

/// What is wrong with one line: a part of a sentence.
struct ImportFault: Error {
  let words: String

  init(_ words: String) {
    self.words = words
  }

  /// What stands there, so that it can be found; of a long text the beginning.
  static func shown(_ text: String) -> String {
    let beginning = String(text.prefix(40)).shown()
    return beginning.count < text.count ? "\(beginning)…" : beginning
  }
}
