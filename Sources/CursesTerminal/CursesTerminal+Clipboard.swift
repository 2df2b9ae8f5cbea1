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
    let request = "\u{1b}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
    guard isScreen else { return request }
    // It drops a string that is longer than 256 bytes in some of its versions.
    var rest = request.utf8[...]
    var wrapped = ""
    while !rest.isEmpty {
      wrapped += "\u{1b}P\(String(decoding: rest.prefix(200), as: UTF8.self))\u{1b}\\"
      rest = rest.dropFirst(200)
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
