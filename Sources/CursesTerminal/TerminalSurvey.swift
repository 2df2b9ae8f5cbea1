import CNcurses
import CTerminalGuard
public import Canvas

/// What can be said of the terminal without taking it.
public struct TerminalSurvey: Hashable, Sendable {
  /// The value of `TERM`.
  public let type: String
  public let size: Size
  public let capabilities: Capabilities
  /// Whether the terminal takes orders of the kind that turn the mouse on.
  public let hasMouse: Bool
  /// Whether it is a pane of tmux.
  public let isTmux: Bool

  /// Looks at the terminal on standard output.
  ///
  /// - Parameters:
  ///   - isASCII: no other glyphs than ASCII, whatever the locale says.
  ///   - environment: gives `TERM`, `NO_COLOR` and `TMUX`.
  /// - Throws: `TerminalError` if there is none, or none that the dashboard could use.
  public init(isASCII: Bool, environment: [String: String]) throws(TerminalError) {
    let kind = try TerminalKind(isASCII: isASCII, environment: environment)
    var columns: Int32 = 0
    var rows: Int32 = 0
    liq_terminal_size(&columns, &rows)
    type = kind.type
    size = Size(columns: Int(columns), rows: Int(rows))
    let colours = ColourDepth(count: tigetnum("colors"), isDirect: tigetflag("RGB") == 1)
    capabilities = Capabilities(
      colours: kind.wantsColours ? colours : .none, repertoire: kind.repertoire)
    hasMouse = kind.isANSI
    isTmux = environment["TMUX"]?.isEmpty == false
  }
}

extension ColourDepth {
  /// The depth of a terminal with so many colours; a direct one reads a colour's number as its red,
  /// green and blue.
  init(count: Int32, isDirect: Bool) {
    self =
      switch count {
      case (1 << 24)... where isDirect: .direct
      case 256...: .indexed
      case 16...: .sixteen
      case 8...: .eight
      default: .none
      }
  }
}
