import CTerminalGuard
public import Canvas
import FoundationEssentials

extension CursesTerminal {
  /// Copies the text as well as can be done here, and says how that is.
  public func copy(_ text: String) -> Clipboard {
    if clipboard.isTmux {
      if ClipboardRoute.hand(text, to: "tmux load-buffer -w -") {
        return .tmuxAndTerminal
      }
      if ClipboardRoute.hand(text, to: "tmux load-buffer -") { return .tmux }
    }
    guard state == .open, clipboard.canBeAsked else { return .none }
    send(clipboard.request(text))
    return .terminal
  }
}

/// How a clipboard is reached from here.
struct ClipboardRoute {
  /// Whether tmux is between, which keeps what it isn't handed.
  let isTmux: Bool
  /// Whether GNU screen is between, which passes on only what is wrapped.
  let isScreen: Bool
  let canBeAsked: Bool

  /// - Parameter canBeAsked: whether the terminal can be sent what it may not know.
  init(_ environment: [String: String], canBeAsked: Bool) {
    isTmux = environment["TMUX"]?.isEmpty == false
    isScreen = !isTmux && environment["STY"]?.isEmpty == false
    self.canBeAsked = canBeAsked
  }

  /// What asks the terminal to put the text into the clipboard (OSC 52).
  func request(_ text: String) -> String {
    let request = "\u{1b}]52;c;\(Base64.text(of: text))\u{07}"
    return isScreen ? Self.passedByScreen(request) : request
  }

  /// A control sequence as it gets to the terminal by what is between.
  func passed(_ sequence: String) -> String {
    if isScreen { return Self.passedByScreen(sequence) }
    guard isTmux else { return sequence }
    // Source: tmux(1), allow-passthrough.
    let doubled = sequence.split(separator: "\u{1b}", omittingEmptySubsequences: false)
      .joined(separator: "\u{1b}\u{1b}")
    return "\u{1b}Ptmux;\(doubled)\u{1b}\\"
  }

  private static func passedByScreen(_ sequence: String) -> String {
    // It drops a string that is longer than 256 bytes in some of its versions.
    var rest = sequence.utf8[...]
    var wrapped = ""
    while !rest.isEmpty {
      var end = rest.index(rest.startIndex, offsetBy: min(200, rest.count))
      // No character is cut in two.
      while end < rest.endIndex, UTF8.isContinuation(rest[end]) { rest.formIndex(before: &end) }
      wrapped += "\u{1b}P\(String(decoding: rest[..<end], as: UTF8.self))\u{1b}\\"
      rest = rest[end...]
    }
    return wrapped
  }

  /// Runs a command of words between blanks with the text as its input; whether it succeeded.
  static func hand(_ text: String, to command: String) -> Bool {
    let words = command.split(separator: " ").map { "\($0)\0" }.joined()
    return text.utf8CString.withUnsafeBufferPointer { bytes in
      liq_feed(words, bytes.baseAddress, bytes.count - 1, 500)
    }
  }
}

enum Base64 {
  /// The text's UTF-8 in letters, digits and a few signs.
  static func text(of text: String) -> String { Data(text.utf8).base64EncodedString() }
}
