import CTerminalGuard
import FoundationEssentials

extension CursesTerminal {
  /// Asks the terminal to put the text into the clipboard (OSC 52); one that can't ignores it.
  ///
  /// tmux passes it on only with `set-clipboard on`.
  public func copy(_ text: String) {
    let sequence = "\u{1b}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
    let bytes = Array(sequence.utf8)
    // ncurses has sent all of its own by the end of each frame.
    _ = write(STDOUT_FILENO, bytes, bytes.count)
  }
}
