/// A theme as a person writes it: a setting or the colour of an ink a line.
///
///     # My own, like dark but for Binance.
///     base = dark
///     patterns = no
///     series0 = #d7af00 bright-yellow
///     muted = default
///
/// A colour is `#rrggbb` or `default`, the terminal's own. After it may stand its stand-in where
/// the terminal has only sixteen colours: `default`, 0…15 or a name as `red` or `bright-red`.
/// A `#` at the start of a line, or with a blank on both sides, starts a comment.
struct ThemeFile {
  /// The colour of an ink.
  struct Entry {
    enum StandIn {
      /// Not said, so that of the base.
      case inherited
      case colour(Int?)
    }

    let rgb: RGB?
    let standIn: StandIn

    func paint(over base: Theme.Paint) -> Theme.Paint {
      switch standIn {
      case .inherited: Theme.Paint(rgb: rgb, ansi: base.ansi)
      case .colour(let number): Theme.Paint(rgb: rgb, ansi: number)
      }
    }
  }

  /// The theme that the inks not named are taken from.
  private(set) var base: String?
  private(set) var usesPatterns: Bool?
  private var entries: [Entry?] = Array(repeating: nil, count: Ink.allCases.count)
  private var lines: [(key: String, line: Int)] = []

  func entry(for ink: Ink) -> Entry? { entries[Int(ink.rawValue)] }

  init(_ bytes: [UInt8]) throws(ThemeError) {
    var number = 0
    var start = 0
    while start <= bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      number += 1
      do {
        try read(try Self.words(bytes, from: start, to: end), line: number)
      } catch {
        throw ThemeError(line: number, reason: error.reason)
      }
      start = end + 1
    }
  }

  /// What stands between blanks and before and after the first `=`, without a comment.
  ///
  /// Bytes are gone through by hand: at a program's start the library's generic ways cost more.
  private static func words(
    _ bytes: [UInt8], from start: Int, to end: Int
  ) throws(LineError) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var hasEqual = false
    for index in start...end {
      let byte = index < end ? bytes[index] : 0
      let isEqual = byte == UInt8(ascii: "=") && !hasEqual
      guard byte <= UInt8(ascii: " ") || isEqual else {
        if words.isEmpty, word.isEmpty, byte == UInt8(ascii: "#") { return [] }
        word.append(byte)
        continue
      }
      if word == [UInt8(ascii: "#")] { return words }
      if !word.isEmpty {
        guard let text = String(validating: word, as: UTF8.self) else {
          throw LineError(reason: "this isn't UTF-8 text")
        }
        words.append(text)
        word = []
      }
      if isEqual { words.append("=") }
      hasEqual = hasEqual || isEqual
    }
    return words
  }
}

/// A reason that doesn't know its line.
private struct LineError: Error {
  let reason: String
}

extension ThemeFile {
  private mutating func read(_ words: [String], line: Int) throws(LineError) {
    guard let key = words.first else { return }
    guard words.count > 2, words[1] == "=", key != "=" else {
      throw LineError(reason: "this can't be read; a line is written as text = #d0d0d0")
    }
    if let first = lines.first(where: { $0.key == key }) {
      throw LineError(reason: "\"\(key)\" is given again, after line \(first.line)")
    }
    lines.append((key, line))
    let values = words.dropFirst(2)
    switch key {
    case "base": base = try one(of: Theme.names, values, for: key)
    case "patterns": usesPatterns = try one(of: ["yes", "no"], values, for: key) == "yes"
    default: entries[Int(try ink(key).rawValue)] = try entry(values)
    }
  }

  private func one(
    of names: [String], _ values: ArraySlice<String>, for key: String
  ) throws(LineError) -> String {
    let value = values.joined(separator: " ")
    guard names.contains(value) else {
      throw LineError(reason: "\(key) can't be \"\(value)\"; it is one of \(names.listed)")
    }
    return value
  }

  private func ink(_ name: String) throws(LineError) -> Ink {
    guard let index = Ink.names.firstIndex(where: { $0 == name }) else {
      throw LineError(reason: "unknown ink \"\(name)\"; the inks are \(Ink.names.listed)")
    }
    return Ink.allCases[index]
  }

  private func entry(_ values: ArraySlice<String>) throws(LineError) -> Entry {
    if values.count > 2 {
      throw LineError(
        reason: "\"\(values[values.startIndex + 2])\" is too much; an ink has a colour and"
          + " its stand-in among the sixteen")
    }
    let colour = values[values.startIndex]
    let rgb = RGB(colour)
    guard rgb != nil || colour == "default" else {
      throw LineError(
        reason: "\"\(colour)\" is no colour; write one as #rrggbb, or default for the terminal's")
    }
    guard values.count > 1 else {
      return Entry(rgb: rgb, standIn: rgb == nil ? .colour(nil) : .inherited)
    }
    return Entry(rgb: rgb, standIn: .colour(try standIn(values[values.startIndex + 1])))
  }

  private func standIn(_ name: String) throws(LineError) -> Int? {
    if name == "default" { return nil }
    if let number = AnsiColour.number(name) { return number }
    throw LineError(
      reason: "\"\(name)\" is none of the sixteen colours; they are default, 0 to 15,"
        + " \(AnsiColour.names.joined(separator: ", ")), and bright- with one of these")
  }
}

extension [String] {
  /// The words as in `a, b and c`.
  fileprivate var listed: String {
    count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + self[count - 1]
  }
}

/// The sixteen colours of a terminal's own palette.
enum AnsiColour {
  static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

  /// The number 0…15 of a colour given by it or by name.
  static func number(_ text: String) -> Int? {
    if let number = Int(text) { return (0..<16).contains(number) ? number : nil }
    let isBright = text.hasPrefix("bright-")
    let name = isBright ? String(text.dropFirst(7)) : text
    return names.firstIndex { $0 == name }.map { isBright ? $0 + 8 : $0 }
  }
}

extension Theme {
  /// The theme that a file describes, as `Assets/themes/*.theme` do.
  ///
  /// Inks that it doesn't name, and stand-ins among the sixteen colours that it leaves out, are
  /// those of its `base`, else of `terminal`.
  ///
  /// - Parameter bytes: the file's content, UTF-8.
  /// - Throws: `ThemeError`, for the first line that can't be read.
  public init(name: String, parsing bytes: [UInt8]) throws(ThemeError) {
    let file = try ThemeFile(bytes)
    let base = file.base.flatMap { Theme.builtIn($0) } ?? .terminal
    self.init(
      name: name, usesPatterns: file.usesPatterns ?? base.usesPatterns,
      paints: Ink.allCases.map { ink in
        let inherited = base.paint(of: ink)
        return file.entry(for: ink)?.paint(over: inherited) ?? inherited
      })
  }
}

/// What is wrong with a theme file.
public struct ThemeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Counted from 1.
  public let line: Int
  /// A sentence without its stop, such as `unknown ink "sky"; the inks are …`.
  public let reason: String

  public var description: String { "line \(line): \(reason)" }
}
