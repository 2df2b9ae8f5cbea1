import CNcurses
import CTerminalGuard
import Canvas

/// What lines of text on standard output may be made of: nothing of the terminal is taken or changed.
public struct TextTerminal: Hashable, Sendable {
  /// The width in cells; nil if standard output is no terminal.
  public let columns: Int?
  /// Whether it has the eight colours, and `NO_COLOR` doesn't ask for none.
  public let hasColours: Bool
  /// Whether the locale's characters are UTF-8, and the terminal's font has more than a few of them.
  public let isUnicode: Bool

  /// Looks at standard output, and sets the locale.
  ///
  /// - Parameters:
  ///   - isASCII: no other characters than ASCII, whatever the locale says.
  ///   - environment: gives `TERM` and `NO_COLOR`.
  public init(isASCII: Bool, environment: [String: String]) {
    let type = environment["TERM"] ?? ""
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let isUTF8 = TerminalKind.setLocale(environment) && !isASCII
    isUnicode = isUTF8 && (!isTerminal || TerminalKind.repertoire(of: type) == .unicode)
    guard isTerminal else {
      columns = nil
      hasColours = false
      return
    }
    var (width, height) = (Int32(0), Int32(0))
    liq_terminal_size(&width, &height)
    columns = width > 0 ? Int(width) : 80
    var status: Int32 = 0
    let wantsColours = (environment["NO_COLOR"] ?? "").isEmpty && !type.isEmpty && type != "dumb"
    hasColours =
      wantsColours && setupterm(type, STDOUT_FILENO, &status) == OK && tigetnum("colors") >= 8
  }
}
