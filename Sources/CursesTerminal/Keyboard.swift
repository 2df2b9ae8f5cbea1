import CNcurses
import Canvas

/// Reads the input by ncurses, from a pad of its own: reading from the screen's window would paint it.
@MainActor
struct Keyboard {
  /// Sequences that terminals send beside those that terminfo names for one of their modes.
  private static let sequences: [(String, Int32)] = [
    ("\u{1b}[A", KEY_UP), ("\u{1b}[B", KEY_DOWN), ("\u{1b}[C", KEY_RIGHT), ("\u{1b}[D", KEY_LEFT),
    ("\u{1b}OA", KEY_UP), ("\u{1b}OB", KEY_DOWN), ("\u{1b}OC", KEY_RIGHT), ("\u{1b}OD", KEY_LEFT),
    ("\u{1b}[H", KEY_HOME), ("\u{1b}OH", KEY_HOME), ("\u{1b}[1~", KEY_HOME),
    ("\u{1b}[7~", KEY_HOME), ("\u{1b}[F", KEY_END), ("\u{1b}OF", KEY_END),
    ("\u{1b}[4~", KEY_END), ("\u{1b}[8~", KEY_END), ("\u{1b}[2~", KEY_IC),
    ("\u{1b}[3~", KEY_DC), ("\u{1b}[5~", KEY_PPAGE), ("\u{1b}[6~", KEY_NPAGE),
    ("\u{1b}[Z", KEY_BTAB), ("\u{1b}OM", KEY_ENTER),
  ]

  /// F1…F4 as SS3, as the Linux console's and as rxvt's; F5…F12 as all send them.
  private static let functions: [(String, Int32)] =
    zip("PQRS", 1...).map { ("\u{1b}O\($0)", $1) }
    + zip("ABCDE", 1...).map { ("\u{1b}[[\($0)", $1) }
    + zip([11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24], 1...).map { ("\u{1b}[\($0)~", $1) }

  private let pad: UnsafeMutablePointer<WINDOW>
  private var decoder = InputDecoder()

  /// Nil if ncurses has no memory for it.
  init?() {
    guard let pad = newpad(1, 1) else { return nil }
    self.pad = pad
    keypad(pad, true)
    nodelay(pad, true)
    set_escdelay(25)
    for (sequence, code) in Self.sequences { define_key(sequence, code) }
    for (sequence, number) in Self.functions { define_key(sequence, liq_function_key(number)) }
    // Terminfo names one form of mouse report, and often not the one that is asked for.
    keyok(KEY_MOUSE, false)
  }

  /// Whether an escape is kept back because an answer may begin with it.
  var holdsEscape: Bool { decoder.holdsEscape }

  /// Whether the terminal may still answer in time.
  var awaitsAnswer: Bool { decoder.awaitsBackground(at: .now) || awaitsReadiness }

  var awaitsReadiness: Bool { decoder.readinessQuestions > 0 }

  mutating func expectReadiness() { decoder.readinessQuestions += 1 }

  mutating func expectBackground(within deadline: Duration) {
    decoder.expectBackground(until: .now + deadline)
  }

  mutating func releaseEscape() -> [TerminalEvent] {
    decoder.releaseEscape(at: .now)
  }

  /// All that is waiting.
  mutating func drain() -> [TerminalEvent] {
    var readings: [Reading] = []
    var value: wint_t = 0
    while true {
      switch wget_wch(pad, &value) {
      case OK: readings.append(.character(value))
      case KEY_CODE_YES: readings.append(.code(Int32(truncatingIfNeeded: value)))
      default: return decoder.events(in: readings, at: .now)
      }
    }
  }

  func close() {
    delwin(pad)
  }
}
