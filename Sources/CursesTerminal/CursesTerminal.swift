import CNcurses
import CTerminalGuard
public import Canvas
import Dispatch

/// The terminal on standard input and output, drawn by ncurses.
///
/// While it is open, standard error is held back if it is a terminal, and a crash, an `exit` or a
/// second signal gives the terminal back. There is one in a process at a time.
@MainActor
public final class CursesTerminal {
  private enum State {
    case open, suspended, closed
  }

  public let capabilities: Capabilities

  private let send: @Sendable (TerminalEvent) -> Void
  private let signals: Signals
  private var keyboard: Keyboard
  private let output: Output
  private let screen: OpaquePointer
  private let window: UnsafeMutablePointer<WINDOW>
  private let kind: TerminalKind
  private let restoreBytes: [CChar]
  private var input: (any DispatchSourceRead)?
  private var painter: Painter
  private var state = State.open

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
  ///   - send: is told of keys, sizes and signals as they come; it must only hand them on.
  public static func open(
    isASCII: Bool, environment: [String: String],
    send: @escaping @Sendable (TerminalEvent) -> Void
  ) throws(TerminalError) -> CursesTerminal {
    let kind = try TerminalKind(isASCII: isASCII, environment: environment)
    guard let signals = Signals(send) else { throw .refused(kind.type) }
    return try CursesTerminal(kind, send, signals)
  }

  private init(
    _ kind: TerminalKind, _ send: @escaping @Sendable (TerminalEvent) -> Void, _ signals: Signals
  ) throws(TerminalError) {
    liq_wait_for_foreground()
    self.kind = kind
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
      signals.terminalIsClosed()
      throw .refused(kind.type)
    }
    self.output = output
    self.screen = screen
    self.window = window
    self.keyboard = keyboard
    self.send = send
    self.signals = signals
    Self.setModes(window)
    capabilities = Capabilities(
      colours: kind.wantsColours ? Self.startColours() : .none, isUnicode: kind.isUnicode)
    painter = Painter(
      window: window, capabilities: capabilities, erasesInColour: kind.erasesInColour)
    // Keys and signals wait; the first frame needn't share a core with the thread that brings them.
    DispatchQueue.main.async { MainActor.assumeIsolated { self.listen() } }
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
    liq_guard_cover_thread()
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
    send("\u{1b}]11;?\u{07}")
  }

  /// Gives the terminal back and stops the process. Continued, it takes the terminal again and
  /// sends `.resize`, so that the program paints. Where no shell could continue it, it only repaints.
  public func suspend() {
    guard state == .open else { return }
    guard liq_can_stop() else {
      redraw()
      send(.resize(size))
      return
    }
    catchReports()
    giveBack()
    liq_stop()
  }

  /// Gives the terminal back as it was found and shows the standard error held back. Calling it
  /// again does nothing.
  public func close() {
    guard state != .closed else { return }
    input?.cancel()
    if state == .open {
      catchReports()
      giveBack()
    }
    state = .closed
    signals.terminalIsClosed()
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
}

extension CursesTerminal {
  private func listen() {
    guard state != .closed else { return }
    signals.listen { [weak self] in self?.received($0) }
    let input = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .main)
    input.setEventHandler { [weak self] in
      MainActor.assumeIsolated { self?.inputIsReady() }
    }
    input.resume()
    self.input = input
  }

  private func received(_ signal: Int32) {
    switch signal {
    case SIGWINCH: sizeChanged()
    case SIGTSTP: send(.suspend)
    case SIGCONT: continued()
    default: break
    }
  }

  private func inputIsReady() {
    guard state == .open else { return }
    liq_guard_cover_thread()
    let events = keyboard.drain()
    if events.isEmpty { liq_wait_for_foreground() }
    forward(events)
    releaseEscapeSoon()
    // Asked each time: libdispatch tells of a hang-up once, perhaps together with the last keys.
    guard liq_terminal_is_gone() else { return }
    input?.cancel()
    send(.closed)
  }

  private func forward(_ events: [TerminalEvent]) {
    for event in events {
      // It was on its way when the mouse was turned off.
      if case .mouse = event, !isMouseOn { continue }
      send(event)
    }
  }

  /// An escape that may begin the terminal's answer is a key if nothing follows.
  private func releaseEscapeSoon() {
    guard keyboard.holdsEscape else { return }
    DispatchQueue.main.asyncAfter(deadline: .now() + .milliseconds(250)) { [weak self] in
      MainActor.assumeIsolated { self?.releaseEscape() }
    }
  }

  private func releaseEscape() {
    guard state == .open else { return }
    forward(keyboard.releaseEscape())
  }

  private func sizeChanged() {
    guard state == .open else { return }
    adoptSize()
    // Terminals differ in which part of the picture they keep.
    painter.forget()
    send(.resize(size))
  }

  private func adoptSize() {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard liq_terminal_size(&columns, &rows) else { return }
    resizeterm(rows, columns)
  }

  /// After `suspend()`, or after a stop from outside, which left the terminal to the shell as it was.
  private func continued() {
    guard state != .closed else { return }
    liq_wait_for_foreground()
    if state == .open { giveBack() }
    liq_guard_arm(restoreBytes, restoreBytes.count)
    state = .open
    if isMouseOn { reportMouse(true) }
    adoptSize()
    painter.startOver()
    send(.resize(size))
  }
}

extension CursesTerminal {
  private func reportMouse(_ isOn: Bool) {
    guard kind.isANSI else { return }
    send(isOn ? MouseMode.on : MouseMode.off)
  }

  /// Reads reports and an answer that are on their way: they would be typed at the shell.
  private func catchReports() {
    guard !liq_terminal_is_gone() else { return }
    if isMouseOn {
      reportMouse(false)
      _ = keyboard.drain()
    }
    let end = ContinuousClock.now + .milliseconds(100)
    while keyboard.awaitsBackground, ContinuousClock.now < end, liq_input_comes(100) {
      if keyboard.drain().isEmpty && liq_terminal_is_gone() { return }
    }
  }
}
