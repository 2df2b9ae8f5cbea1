import CNcurses
import CTerminalGuard
public import Canvas
import FoundationEssentials

/// The terminal on standard input and output, drawn by ncurses.
///
/// While it is open, standard error is held back if it is a terminal, and a crash, an `exit` or a
/// second signal gives the terminal back. There is one in a process at a time. It has no thread of
/// its own: keys and signals wait until `nextEvents` takes them.
@MainActor
public final class CursesTerminal {
  enum State {
    case open, suspended, closed
  }

  public let capabilities: Capabilities

  /// Can be read when a signal has been caught.
  let signals: Int32
  var keyboard: Keyboard
  var painter: Painter
  var state = State.open
  /// When an escape that is kept back is a key after all.
  var escapeDeadline: ContinuousClock.Instant?
  private let output: Output
  private let screen: OpaquePointer
  private let window: UnsafeMutablePointer<WINDOW>
  private let kind: TerminalKind
  private let restoreBytes: [CChar]

  /// Whether the left button and the wheel come as events, at first not. While they don't, the
  /// terminal has them, to select text for one; likewise while the program is suspended or closed.
  public var isMouseOn = false {
    didSet {
      guard isMouseOn != oldValue, state == .open else { return }
      reportMouse(isMouseOn)
    }
  }

  /// Takes the terminal: its other screen, raw keys, no cursor.
  ///
  /// - Parameters:
  ///   - isASCII: no other glyphs than ASCII, whatever the locale says.
  ///   - environment: gives `TERM` and `NO_COLOR`.
  public init(isASCII: Bool, environment: [String: String]) throws(TerminalError) {
    kind = try TerminalKind(isASCII: isASCII, environment: environment)
    // Before ncurses starts: it then leaves these signals alone, and none is missed.
    signals = liq_signals_catch()
    guard signals >= 0 else { throw .refused(kind.type) }
    liq_wait_for_foreground()
    restoreBytes = kind.restoreBytes
    liq_guard_arm(restoreBytes, restoreBytes.count)
    use_env(false)
    use_tioctl(true)
    guard let output = Output(),
      let screen = newterm(kind.type, output.stream, liq_stdin()),
      let window = liq_stdscr(),
      let keyboard = Keyboard()
    else {
      liq_guard_restore()
      liq_signals_end_at_once()
      throw .refused(kind.type)
    }
    self.output = output
    self.screen = screen
    self.window = window
    self.keyboard = keyboard
    Self.setModes(window)
    capabilities = Capabilities(
      colours: kind.wantsColours ? Self.startColours() : .none, isUnicode: kind.isUnicode)
    painter = Painter(
      window: window, capabilities: capabilities, erasesInColour: kind.erasesInColour)
  }

  private static func setModes(_ window: UnsafeMutablePointer<WINDOW>) {
    raw()
    noecho()
    nonl()
    intrflush(window, false)
    // A paint is finished even if keys are waiting.
    typeahead(-1)
    let hasHiddenCursor = curs_set(0) != ERR
    leaveok(window, hasHiddenCursor)
  }

  private static func startColours() -> ColourDepth {
    guard has_colors(), start_color() == OK, use_default_colors() == OK else { return .none }
    return ColourDepth(count: liq_colour_count(), isDirect: tigetflag("RGB") == 1)
  }

  /// The size of the terminal in cells.
  public var size: Size {
    Size(columns: Int(getmaxx(window)), rows: Int(getmaxy(window)))
  }

  /// Shows a frame; only what differs from the last one is sent.
  public func present(_ frame: Frame) {
    guard state == .open else { return }
    liq_guard_trim()
    output.inOnePiece { painter.present(frame) }
  }

  /// The next frame is painted in full, on a cleared screen; the mouse is taken anew if it was.
  public func redraw() {
    guard state == .open else { return }
    if isMouseOn { reportMouse(true) }
    painter.startOver()
  }

  /// Asks the terminal for the colour of its background, after a frame so that nothing waits.
  ///
  /// Its answer is `.background`, if it comes before the deadline; a later one is ignored. Many
  /// terminals never answer. One that might show the question, or shows no colours, isn't asked.
  public func askBackground(within deadline: Duration = .seconds(1)) {
    guard state == .open, capabilities.colours != .none, kind.isAskable else { return }
    keyboard.expectBackground(within: deadline)
    output.send(BackgroundQuestion.text)
  }

  /// Asks the terminal, if it might obey, to say when it has shown all that was sent until now.
  public func askWhetherShown() {
    guard state == .open, kind.isANSI else { return }
    keyboard.expectReadiness()
    output.send("\u{1b}[5n")
  }

  /// Whether it has answered each `askWhetherShown()`.
  public var hasShownAll: Bool { !keyboard.awaitsReadiness }

  /// Asks the terminal to put the text into the clipboard (OSC 52); one that can't ignores it.
  ///
  /// tmux passes it on only with `set-clipboard on`.
  public func copy(_ text: String) {
    guard state == .open else { return }
    output.send("\u{1b}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}")
  }

  /// Gives the terminal back and stops the process. Continued, it takes the terminal again and
  /// brings `.resize`, so that the program paints. Where no shell could continue it, it repaints.
  ///
  /// - Returns: false if it didn't stop.
  @discardableResult
  public func suspend() -> Bool {
    guard state == .open else { return false }
    guard liq_can_stop() else {
      redraw()
      return false
    }
    catchReports()
    giveBack()
    liq_stop()
    return true
  }

  /// Gives the terminal back as it was found and shows the standard error held back. Calling it
  /// again does nothing. From then on a signal ends the process at once.
  public func close() {
    guard state != .closed else { return }
    if state == .open {
      catchReports()
      giveBack()
    }
    state = .closed
    liq_signals_end_at_once()
    keyboard.close()
    delscreen(screen)
    output.end()
  }

  private func giveBack() {
    if isMouseOn { reportMouse(false) }
    endwin()
    liq_guard_disarm()
    state = .suspended
  }

  /// After `suspend()`, or after a stop from outside, which left the terminal to the shell as it was.
  func takeAgain() {
    liq_wait_for_foreground()
    if state == .open { giveBack() }
    liq_guard_arm(restoreBytes, restoreBytes.count)
    state = .open
    if isMouseOn { reportMouse(true) }
    adoptSize()
    painter.startOver()
  }

  func adoptSize() {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard liq_terminal_size(&columns, &rows) else { return }
    resizeterm(rows, columns)
  }

  private func reportMouse(_ isOn: Bool) {
    guard kind.isANSI else { return }
    output.send(isOn ? MouseMode.on : MouseMode.off)
  }

  /// Reads reports and answers that are on their way: they would be typed at the shell.
  private func catchReports() {
    guard !liq_terminal_is_gone() else { return }
    if isMouseOn {
      reportMouse(false)
      _ = keyboard.drain()
    }
    let end = ContinuousClock.now + .milliseconds(100)
    while keyboard.awaitsAnswer, ContinuousClock.now < end, liq_input_comes(100) {
      if keyboard.drain().isEmpty && liq_terminal_is_gone() { return }
    }
  }
}
