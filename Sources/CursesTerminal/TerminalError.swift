/// Why the terminal can't be used; the description is one sentence with what to do about it.
public struct TerminalError: Error, Equatable, CustomStringConvertible {
  private enum Code: Equatable {
    case notATerminal(String)
    case noType
    case unknownType(String)
    case tooSimple(String)
    case refused(String)
  }

  private let code: Code

  public static let inputIsNotATerminal = Self(code: .notATerminal("standard input"))
  public static let outputIsNotATerminal = Self(code: .notATerminal("standard output"))
  /// `TERM` is unset or empty.
  public static let noType = Self(code: .noType)

  /// The terminfo database has no entry for `TERM`.
  public static func unknownType(_ type: String) -> Self {
    Self(code: .unknownType(printable(type)))
  }

  /// The terminal of this `TERM` can't place its cursor.
  public static func tooSimple(_ type: String) -> Self {
    Self(code: .tooSimple(printable(type)))
  }

  /// ncurses gave no reason.
  public static func refused(_ type: String) -> Self {
    Self(code: .refused(printable(type)))
  }

  public var description: String {
    switch code {
    case .notATerminal(let stream):
      "\(stream) is not a terminal; run liqtop in a terminal or a tmux pane, not redirected, "
        + "on another machine by ssh -t, in a container by docker run -it."
    case .noType:
      "TERM is not set, so the kind of terminal is unknown; "
        + "set it, for example with: export TERM=xterm-256color"
    case .unknownType(let type):
      "the terminal type TERM=\(type) is unknown here; "
        + "install its terminfo entry, or try: export TERM=xterm-256color"
    case .tooSimple(let type):
      "a terminal of type TERM=\(type) cannot place its cursor; "
        + "run liqtop in a full terminal or a tmux pane."
    case .refused(let type):
      "the terminal could not be set up as TERM=\(type); try: export TERM=xterm-256color"
    }
  }

  /// The value without what a terminal would obey, cut at 40 characters.
  private static func printable(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(40).map { scalar -> Character in
      (0x21...0x7e).contains(scalar.value) ? Character(scalar) : "?"
    }
    return String(scalars)
  }
}
