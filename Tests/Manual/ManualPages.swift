/// The manual's pages, of those that ArgumentParser's generator writes: with names as others have them, the
/// dashboard's options on the program's own page, and the sections that all have in common.
struct ManualPages {
  /// When the manual was last revised.
  static let date = "2026-11-30"

  /// Of each file in `Assets/man` its text.
  let files: [String: String]

  /// - Parameter generated: of each file its text: `liqtop.1`, `liqtop.print.1` and so on, and the dashboard's
  ///   as `liqtop.liqtop.1`.
  init(_ generated: [String: String]) {
    var pages = generated.mapValues { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    let root = pages["liqtop.1"] ?? []
    // Of help there is nothing to say that it doesn't say itself.
    pages["liqtop.help.1"] = nil
    if let dashboard = pages.removeValue(forKey: "liqtop.liqtop.1") {
      pages["liqtop.1"] = Self.body(of: dashboard) + Self.references(of: root)
    }
    var files: [String: String] = [:]
    for (name, lines) in pages {
      let isProgram = name == "liqtop.1"
      let isGroup = lines.contains { $0.hasPrefix(".Xr") }
      let body = isProgram || isGroup ? lines : Self.body(of: lines) + Self.ownReference
      files[Self.name(name)] = ManualText(body).text
    }
    self.files = files
  }

  private static func name(_ file: String) -> String {
    file.dropLast(2).split(separator: ".").joined(separator: "-") + ".1"
  }

  private static let ownReference: [Substring] = [".Sh \"SEE ALSO\"", ".Xr liqtop 1"]

  /// All but what refers to other pages.
  private static func body(of lines: [Substring]) -> [Substring] {
    Array(lines.prefix { $0 != ".Sh \"SEE ALSO\"" })
  }

  private static func references(of lines: [Substring]) -> [Substring] {
    let head = lines.drop { $0 != ".Sh \"SEE ALSO\"" }
    return head.filter { !$0.hasPrefix(".Xr liqtop.help ") && !$0.hasPrefix(".Xr liqtop.liqtop ") }
  }
}

/// The text of a page: a sentence a line, none of them long, and what the generator can't know.
struct ManualText {
  /// In bytes.
  private static let longest = 78
  private(set) var text = ""
  /// The option whose opposite is being explained, in the words of the option itself.
  private var opposed: Substring?

  init(_ lines: [Substring]) {
    for (place, line) in lines.enumerated() {
      let next = lines.dropFirst(place + 1).first { !$0.isEmpty }
      switch line {
      case ".Ex -std": text += ManualSections.status
      case ".Sh \"EXIT STATUS\"": text += ManualSections.surroundings + "\(line)\n"
      // A list or a section begins a paragraph by itself.
      case "", ".Pp":
        if let next, !next.hasPrefix(".") || line == ".Pp" && !Self.begins(next) { text += ".Pp\n" }
      case _ where line.hasPrefix("."):
        text += Self.macro(line) + "\n"
        opposed = line.hasPrefix(".It Fl -no-") ? line.dropFirst(".It Fl -no-".count) : nil
      case _ where opposed.map(isOption) == true: addOpposite()
      default: text += Self.sentences(line)
      }
    }
  }

  /// Whether there is an option of that name without `no`.
  private func isOption(_ name: Substring) -> Bool { text.contains("\n.It Fl -\(name)\n") }

  private mutating func addOpposite() {
    guard let name = opposed else { return }
    text += "The opposite of\n.Fl -\(name) .\n"
  }

  private static func begins(_ line: Substring) -> Bool {
    [".It", ".El", ".Sh"].contains { line.hasPrefix($0) }
  }

  private static func macro(_ line: Substring) -> String {
    let words = line.split(separator: " ")
    switch words.first {
    case ".Dt": return ".Dt " + dashed(words[1]) + " 1"
    case ".Xr":
      return ([".Xr", dashed(words[1])] + words.dropFirst(2).map(String.init)).joined(
        separator: " ")
    case ".Nm" where line == ".Nm \"liqtop liqtop\"": return ".Nm liqtop"
    case ".Nd" where line.hasSuffix(".\""): return line.dropLast(2) + "\""
    case ".Nd" where line.hasSuffix("."): return String(line.dropLast())
    default: return String(line)
    }
  }

  private static func dashed(_ name: Substring) -> String {
    let dashed = name.split(separator: ".").joined(separator: "-")
    return dashed == "LIQTOP-LIQTOP" ? "LIQTOP" : dashed
  }

  /// Each sentence in lines of its own.
  private static func sentences(_ line: Substring) -> String {
    var lines: [String] = []
    var isNew = true
    for word in line.split(separator: " ") {
      let fits = (lines.last?.utf8.count ?? 0) + 1 + word.utf8.count <= longest
      if !isNew, fits, let last = lines.popLast() {
        lines.append("\(last) \(word)")
      } else {
        // A line that began with either would be an instruction.
        lines.append((word.hasPrefix(".") || word.hasPrefix("'") ? "\\&" : "") + word)
      }
      isNew = [".", "?", "!"].contains { word.hasSuffix($0) } && word.count > 1
    }
    return lines.map { "\($0)\n" }.joined()
  }
}
