import Canvas
import Liquidations
import Wording

/// The glyphs that the dashboard draws with, for each repertoire a terminal may have.
struct Glyphs: Sendable {
  /// Blocks that fill a cell from below by 0…8 eighths.
  let lowerEighths: [Unicode.Scalar]
  /// What fills a cell of a bar that is dimmed where no colour can.
  let shade: Unicode.Scalar
  /// What fills a cell of each series where colours can't tell them apart.
  let patterns: [Unicode.Scalar]
  let zeroLine: Unicode.Scalar
  /// Grid lines at the top and the bottom edge of a row.
  let gridAbove: Unicode.Scalar
  let gridBelow: Unicode.Scalar
  /// Grid lines where there is no faint colour for them.
  let gridDots: Unicode.Scalar
  let horizontal: Unicode.Scalar
  let up: Unicode.Scalar
  let down: Unicode.Scalar
  let swatch: Unicode.Scalar
  /// Days without any value, with some values missing, and the day that isn't over.
  let missing: Unicode.Scalar
  let incomplete: Unicode.Scalar
  let partial: Unicode.Scalar
  /// Bars within which the history begins.
  let cutBefore: Unicode.Scalar
  /// Days that feeds told of, for want of the API's value.
  let floor: Unicode.Scalar
  /// A minute in which very much was closed by force, in many orders.
  let cascade: Unicode.Scalar
  /// The states of the series.
  let fresh: Unicode.Scalar
  let loading: Unicode.Scalar
  let stale: Unicode.Scalar
  let refused: Unicode.Scalar
  let unloaded: Unicode.Scalar
  let bar: Unicode.Scalar
  /// The lines over the bars: a mean, and a running sum.
  let trend: Unicode.Scalar
  let sum: Unicode.Scalar
  /// A bar that holds a day like few others.
  let unusual: Unicode.Scalar
  /// The end of a bar that goes on beyond the scale.
  let broken: Unicode.Scalar
  /// Around the name of a range of one's own.
  let brackets: (open: Unicode.Scalar, close: Unicode.Scalar)
  let dot: String
  let dash: String

  static let unicode = Glyphs(
    lowerEighths: [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    shade: "▒", patterns: ["█", "▓", "▒", "░", "█"], zeroLine: "─", gridAbove: "▔", gridBelow: "▁",
    gridDots: "┈",
    horizontal: "─", up: "▲", down: "▼", swatch: "■",
    missing: "×", incomplete: "÷", partial: "○", cutBefore: "‹", floor: "≥", cascade: "‡",
    fresh: "●", loading: "◌", stale: "◐", refused: "×", unloaded: "·", bar: "━",
    trend: "╍", sum: "•", unusual: "◆", broken: "≈", brackets: ("‹", "›"),
    dot: "·", dash: "—")

  /// What the fonts that Debian has for the Linux console and the kernel's own have in common: of the
  /// blocks only the whole one.
  static let console = Glyphs(
    lowerEighths: [" ", ".", ".", ".", "█", "█", "█", "█", "█"],
    shade: "▒", patterns: ["█", "▒", "░", "=", "█"], zeroLine: "─", gridAbove: "·", gridBelow: "·",
    gridDots: "·",
    horizontal: "─", up: "▲", down: "▼", swatch: "■",
    missing: "x", incomplete: "÷", partial: "o", cutBefore: "<", floor: "≥", cascade: "%",
    fresh: "•", loading: "~", stale: "!", refused: "x", unloaded: "·", bar: "═",
    trend: "~", sum: "•", unusual: "*", broken: "~", brackets: ("<", ">"),
    dot: "·", dash: "-")

  static let ascii = Glyphs(
    lowerEighths: [" ", ".", ".", ".", "#", "#", "#", "#", "#"],
    shade: ":", patterns: ["#", "=", "+", ":", "#"], zeroLine: "-", gridAbove: ".", gridBelow: ".",
    gridDots: ".",
    horizontal: "-", up: "^", down: "v", swatch: "#",
    missing: "x", incomplete: "/", partial: "o", cutBefore: "<", floor: ">", cascade: "%",
    fresh: "*", loading: "~", stale: "!", refused: "x", unloaded: ".", bar: "=",
    trend: "~", sum: "o", unusual: "*", broken: "~", brackets: ("<", ">"),
    dot: "-", dash: "-")
}

extension Signs {
  init(_ repertoire: Repertoire) { self = repertoire == .unicode ? .unicode : .ascii }
}

extension Glyphs {
  init(_ repertoire: Repertoire) {
    self =
      switch repertoire {
      case .ascii: .ascii
      case .console: .console
      case .unicode: .unicode
      }
  }

  /// Where a side's bars point: longs up, or down where the chart is upside down.
  func arrow(_ side: Side, isFlipped: Bool) -> Unicode.Scalar {
    (side == .long) != isFlipped ? up : down
  }

  /// The mark of a bar; nil for one that needs none.
  func mark(_ mark: BarMark) -> Unicode.Scalar? {
    switch mark {
    case .none: nil
    case .missing: missing
    case .incomplete: incomplete
    case .partial: partial
    case .cutBefore: cutBefore
    case .floor: floor
    }
  }
}

/// What the terminal can show, as the widgets ask for it; shared, because the tables are large.
final class DrawingStyle: Sendable {
  let glyphs: Glyphs
  let signs: Signs
  let depth: ColourDepth
  let repertoire: Repertoire
  let isUnicode: Bool
  /// Whether a cell can be filled by eighths; else whole or not.
  let hasEighths: Bool
  /// Whether exchanges are told apart by pattern instead of colour.
  let usesPatterns: Bool
  /// Whether bars that aren't whole are shaded, for want of a colour nearer to the ground.
  let shadesProvisional: Bool

  init(_ capabilities: Capabilities, theme: Theme) {
    glyphs = Glyphs(capabilities.repertoire)
    signs = Signs(capabilities.repertoire)
    depth = theme.isMono ? .none : capabilities.colours
    repertoire = capabilities.repertoire
    isUnicode = capabilities.isUnicode
    hasEighths = capabilities.repertoire == .unicode
    usesPatterns = theme.usesPatterns || depth == .none || !isUnicode
    shadesProvisional = !usesPatterns && theme.shadesProvisional(depth: depth)
  }

  /// Whether bars begin and end within columns; patterns and whole cells can't show that.
  var hasFineBars: Bool { hasEighths && !usesPatterns }

  /// The style of what is chosen, readable without colour and on any ground.
  var chosen: Style { Style(.text, on: .ground, [.reverse, .bold]) }

  /// The background of the header line.
  var raised: Ink { depth >= .indexed ? .raised : .ground }
}
