import CNcurses
import CTerminalGuard
import Canvas

/// What is known of a terminal before ncurses takes it.
struct TerminalKind {
  let type: String
  let repertoire: Repertoire
  let wantsColours: Bool

  /// Sets the locale, and loads the terminal's description.
  init(isASCII: Bool, environment: [String: String]) throws(TerminalError) {
    let isUnicode = Self.setLocale(environment) && !isASCII
    wantsColours = (environment["NO_COLOR"] ?? "").isEmpty
    guard isatty(STDIN_FILENO) == 1 else { throw .inputIsNotATerminal }
    guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNotATerminal }
    type = environment["TERM"] ?? ""
    repertoire = isUnicode ? Self.repertoire(of: type) : .ascii
    guard !type.isEmpty else { throw .noType }
    var status: Int32 = 0
    guard setupterm(type, STDOUT_FILENO, &status) == OK else { throw .unknownType(type) }
    guard liq_capability("cup") != nil, liq_capability("clear") != nil else {
      throw .tooSimple(type)
    }
  }

  /// Whether the locale's characters are UTF-8. A UTF-8 locale that isn't installed, as in a fresh
  /// container reached by ssh, still says what the terminal shows.
  static func setLocale(_ environment: [String: String]) -> Bool {
    if setlocale(LC_CTYPE, "") == nil {
      let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
      let name = names.first { !$0.isEmpty } ?? ""
      // Such as en_US.UTF-8@euro.
      let codeset = name.split(separator: ".").last ?? ""
      guard codeset.uppercased().hasPrefix("UTF") else { return false }
      setlocale(LC_CTYPE, "C.UTF-8")
    }
    return nl_langinfo(Int32(CODESET)).map { String(cString: $0) } == "UTF-8"
  }

  /// What the fonts of terminals so called have. Those of the Linux console hold 256 or 512 glyphs.
  static func repertoire(of type: String) -> Repertoire {
    type == "linux" || type.hasPrefix("linux-") ? .console : .unicode
  }

  /// Whether erasing paints in the colour of the ground.
  var erasesInColour: Bool { tigetflag("bce") == 1 }

  /// Whether by its description the cursor goes on to the next row as soon as a row is full. Many
  /// terminals that are called so, such as xterm with `TERM=ansi`, let it wait, and whatever is drawn
  /// behind a row's last cell would come to a wrong place.
  var wrapsAtOnce: Bool { tigetflag("am") == 1 && tigetflag("xenl") != 1 }

  /// Whether it obeys, or at least ignores, control sequences of the ANSI form.
  var isANSI: Bool {
    liq_capability("cup").map { String(cString: $0).hasPrefix("\u{1b}[") } ?? false
  }

  /// Whether it can be asked for its colours.
  var isAskable: Bool { isANSI && !Self.mightShowQuestion(type) }

  /// Whether terminals so called are consoles, or of the time before the question was invented.
  static func mightShowQuestion(_ type: String) -> Bool {
    let beginnings = [
      "linux", "cons", "cygwin", "hurd", "wsvt", "ansi", "nansi", "pcansi", "scoansi",
    ]
    let isVT = type.hasPrefix("vt") && type.dropFirst(2).first?.isNumber == true
    return isVT || type.hasSuffix("ansi") || beginnings.contains { type.hasPrefix($0) }
  }

  /// What takes the terminal beside what ncurses sends: its keypad, and pastes that say so.
  var takingText: String { text(of: ["smkx"]) + (isANSI ? "\u{1b}[?2004h" : "") }

  /// What gives the terminal back beside what ncurses sends: mouse, pastes, plain colours, keypad;
  /// and the last row is cleared, on which a shell goes on where there is no other screen.
  var leavingText: String {
    let modes = isANSI ? MouseMode.off + "\u{1b}[?2004l" : ""
    let bottom = isANSI ? "\u{1b}[999;1H" : "\r\n"
    return modes + text(of: ["sgr0", "op", "rmkx"]) + bottom + text(of: ["el"])
  }

  /// What gives the terminal back where ncurses can't.
  var restoreBytes: [CChar] {
    (leavingText + text(of: ["cnorm", "rmcup"])).utf8.map(CChar.init(bitPattern:))
  }

  private func text(of capabilities: [String]) -> String {
    capabilities.compactMap { liq_capability($0).map { String(cString: $0) } }
      .reduce(into: "") { $0 += Self.withoutPadding($1) }
  }

  /// Terminfo writes a pause as `$<2>`.
  static func withoutPadding(_ capability: String) -> String {
    guard capability.utf8.contains(UInt8(ascii: "$")) else { return capability }
    var parts = capability.split(separator: "$<", omittingEmptySubsequences: false)
    let first = parts.removeFirst()
    return parts.reduce(String(first)) { text, part in
      text + part.drop { $0 != ">" }.dropFirst()
    }
  }
}
