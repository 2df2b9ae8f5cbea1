import CTerminalGuard
import FoundationEssentials

extension CursesTerminal {
  /// Asks the terminal to put the text into the clipboard (OSC 52); one that can't ignores it.
  ///
  /// tmux passes it on only with `set-clipboard on`.
  public func copy(_ text: String) {
    send("\u{1b}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}")
  }

  /// Sends a control sequence past ncurses, which has sent all of its own by the end of each frame.
  func send(_ sequence: String) {
    let bytes = Array(sequence.utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
  }
}
