import CNcurses
import CTerminalGuard
public import Canvas

/// The terminal on standard input and output, drawn by ncurses.
///
/// While it is open, standard error is held back if it is a terminal, and a crash, an `exit` or a
/// second signal gives the terminal back. There is one in a process at a time. It has no thread of
/// its own: keys and signals wait until `nextEvents` takes them. It never waits for a terminal that
/// doesn't read, but for a second when it is given back.
@MainActor
public final class CursesTerminal {
  enum State {
    case open, suspended, closed
  }

  public let capabilities: Capabilities

  /// Can be read when a signal has been caught.
  let signals: Int32
  let output: Output
  let clipboard: ClipboardRoute
  let keyboard: Keyboard
  let painter: Painter
  var state = State.open
  /// The newest frame, while the terminal hasn't taken the one before.
  private var waiting: Frame?
  /// Whether the terminal is asked whether it shows that one, too.
  private var isWaitingAsked = false
  private let screen: OpaquePointer
  private let window: UnsafeMutablePointer<WINDOW>
  private let kind: TerminalKind

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
  ///   - environment: gives `TERM`, `NO_COLOR`, `ESCDELAY`, and what is between here and the user.
  public init(isASCII: Bool, environment: [String: String]) throws(TerminalError) {
    kind = try TerminalKind(isASCII: isASCII, environment: environment)
    // Before anything is changed: from then on no signal leaves it so.
    signals = liq_signals_catch()
    guard signals >= 0 else { throw .refused(kind.type) }
    liq_wait_for_foreground()
    let restoreBytes = kind.restoreBytes
    liq_guard_arm(restoreBytes, restoreBytes.count)
    let size = Self.terminalSize() ?? Size(columns: 80, rows: 24)
    guard let output = Output(),
      let screen = liq_newterm(kind.type, output.stream, Int32(size.columns), Int32(size.rows)),
      let window = liq_newscr()
    else {
      liq_guard_restore()
      liq_signals_end_at_once()
      throw .refused(kind.type)
    }
    self.output = output
    self.screen = screen
    self.window = window
    liq_guard_take_modes()
    Self.setModes(window)
    keyboard = Keyboard(environment)
    clipboard = ClipboardRoute(environment, canBeAsked: kind.isAskable)
    capabilities = Capabilities(
      colours: kind.wantsColours ? Self.startColours() : .none, repertoire: kind.repertoire)
    painter = Painter(
      window: window, capabilities: capabilities, erasesInColour: kind.erasesInColour,
      isLastColumnFree: kind.wrapsAtOnce)
    collect()
    painter.startOver()
    output.add(kind.takingText)
  }

  private static func setModes(_ window: UnsafeMutablePointer<WINDOW>) {
    nonl()
    // A paint is finished even if keys are waiting.
    typeahead(-1)
    curs_set(0)
    // Hidden or not, the cursor is where the frame says.
    leaveok(window, false)
  }

  private static func startColours() -> ColourDepth {
    guard has_colors(), start_color() == OK, use_default_colors() == OK else { return .none }
    return ColourDepth(count: liq_colour_count(), isDirect: tigetflag("RGB") == 1)
  }

  /// The size of the terminal in cells, at most what a frame may cost.
  public var size: Size { painter.room }

  /// Shows a frame; only what differs from the last one is sent. Of frames that come faster than the
  /// terminal takes them the newest is shown.
  public func present(_ frame: Frame) {
    guard state == .open else { return }
    waiting = frame
    if !output.isRefused { paint() }
    flush()
    liq_guard_trim()
  }

  /// Goes on sending, and once all is sent shows the frame that waits.
  func flush() {
    if !output.flush() { painter.startOver() }
    guard waiting != nil, !output.isBehind else { return }
    paint()
    flush()
  }

  /// Adds the frame that waits to what is to be sent.
  private func paint() {
    guard let frame = waiting else { return }
    waiting = nil
    painter.present(frame)
    collect()
    if isWaitingAsked { askWhetherShown() }
    isWaitingAsked = false
  }

  /// Takes what ncurses has written.
  private func collect() {
    if !output.collect() { painter.startOver() }
  }

  /// Sends a control sequence past ncurses, all of whose own has been collected.
  func send(_ sequence: String) {
    output.add(sequence)
    flush()
  }

  /// The next frame is painted in full, on a cleared screen; modes are set anew that another program
  /// may have changed.
  public func redraw() {
    guard state == .open else { return }
    send(kind.takingText)
    if isMouseOn { reportMouse(true) }
    painter.startOver()
  }

  /// Shows the terminal that it is taken, and asks it how it draws some characters: before the first frame,
  /// so that it answers while that is being made.
  ///
  /// Its answer is `.wideGlyphs` or `.splitGlyphs`, or nothing if all is well. The first frame clears those
  /// characters away.
  public func askWidth() {
    if capabilities.isUnicode, kind.isAskable, size.columns > 12 {
      keyboard.expectColumn(within: .seconds(1))
      output.add(ColumnQuestion.text)
    }
    flush()
  }

  /// Asks the terminal for the colour of its background, after a frame so that nothing waits.
  ///
  /// Its answer is `.background`, if it comes before the deadline; a later one is ignored. Many
  /// terminals never answer. One that might show the question, or shows no colours, isn't asked.
  public func askBackground(within deadline: Duration = .seconds(1)) {
    guard state == .open, capabilities.colours != .none, kind.isAskable else { return }
    keyboard.expectBackground(within: deadline)
    send(BackgroundQuestion.text)
  }

  /// Asks the terminal, if it might obey, to say when it has shown all that was sent until now.
  public func askWhetherShown() {
    guard state == .open, kind.isANSI else { return }
    guard waiting == nil else {
      isWaitingAsked = true
      return
    }
    keyboard.expectReadiness()
    send("\u{1b}[5n")
  }

  /// Whether it has answered each `askWhetherShown()`.
  public var hasShownAll: Bool { !keyboard.awaitsReadiness && !isWaitingAsked }

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
    delscreen(screen)
    output.end()
  }

  /// What the terminal hasn't taken of a frame would only keep it from being given back.
  private func giveBack() {
    output.discard()
    waiting = nil
    output.add(kind.leavingText)
    endwin()
    collect()
    output.finish(within: 1_000)
    liq_guard_disarm()
    state = .suspended
  }

  /// After `suspend()`, or after a stop from outside, which left the terminal to the shell as it was.
  func takeAgain() {
    liq_wait_for_foreground()
    if state == .open { giveBack() }
    let restoreBytes = kind.restoreBytes
    liq_guard_arm(restoreBytes, restoreBytes.count)
    liq_guard_take_modes()
    state = .open
    output.add(kind.takingText)
    if isMouseOn { reportMouse(true) }
    adoptSize()
    painter.startOver()
  }

  /// Follows the terminal's size; says whether that has changed.
  @discardableResult
  func adoptSize() -> Bool {
    guard let said = Self.terminalSize(), said != painter.windowSize else { return false }
    return resizeterm(Int32(said.rows), Int32(said.columns)) == OK
  }

  /// The size that the terminal says, bounded; nil if it says none.
  private static func terminalSize() -> Size? {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard liq_terminal_size(&columns, &rows) else { return nil }
    return bounded(Size(columns: Int(columns), rows: Int(rows)))
  }

  /// The part of a terminal that is drawn: ncurses counts to 32,767, and 300,000 cells, which
  /// no screen has room for, are drawn in a blink.
  static func bounded(_ size: Size) -> Size {
    let columns = min(size.columns, 2_000)
    return Size(columns: columns, rows: min(size.rows, 2_000, 300_000 / max(1, columns)))
  }

  private func reportMouse(_ isOn: Bool) {
    guard kind.isANSI else { return }
    send(isOn ? MouseMode.on : MouseMode.off)
  }

  /// Reads reports and answers that are on their way: they would be typed at the shell.
  private func catchReports() {
    guard !liq_terminal_is_gone() else { return }
    if isMouseOn { reportMouse(false) }
    // Keys that a stuck terminal sends without end don't hold up the end.
    let end = Instant.now + .milliseconds(100)
    while Instant.now < end, liq_input_comes(keyboard.awaitsAnswer ? 100 : 0) {
      if keyboard.readEvents() == nil { return }
    }
  }
}
