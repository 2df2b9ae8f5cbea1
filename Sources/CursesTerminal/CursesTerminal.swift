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
  /// Keys, sizes and signals as they come; ends with `close()`.
  public let events: AsyncStream<TerminalEvent>

  private let continuation: AsyncStream<TerminalEvent>.Continuation
  private let signals: Signals
  private let keyboard: Keyboard
  private let screen: OpaquePointer
  private let window: UnsafeMutablePointer<WINDOW>
  private let restoreBytes: [CChar]
  private let input: any DispatchSourceRead
  private var painter: Painter
  private var state = State.open

  /// Takes the terminal: its other screen, raw keys, no cursor.
  ///
  /// - Parameters:
  ///   - isASCII: no other glyphs than ASCII, whatever the locale says.
  ///   - environment: gives `TERM` and `NO_COLOR`.
  public static func open(
    isASCII: Bool, environment: [String: String]
  ) async throws(TerminalError) -> CursesTerminal {
    let kind = try TerminalKind(isASCII: isASCII, environment: environment)
    let (events, continuation) = AsyncStream.makeStream(of: TerminalEvent.self)
    let signals = await Signals(continuation)
    return try CursesTerminal(kind, events, continuation, signals)
  }

  private init(
    _ kind: TerminalKind, _ events: AsyncStream<TerminalEvent>,
    _ continuation: AsyncStream<TerminalEvent>.Continuation, _ signals: Signals
  ) throws(TerminalError) {
    liq_wait_for_foreground()
    restoreBytes = kind.restoreBytes
    liq_guard_arm(restoreBytes, restoreBytes.count)
    use_env(false)
    use_tioctl(true)
    guard let screen = newterm(kind.type, liq_stdout(), liq_stdin()),
      let window = liq_stdscr(),
      let keyboard = Keyboard()
    else {
      liq_guard_restore()
      signals.terminalIsClosed()
      throw .refused(kind.type)
    }
    self.screen = screen
    self.window = window
    self.keyboard = keyboard
    self.events = events
    self.continuation = continuation
    self.signals = signals
    liq_never_scroll()
    Self.setModes(window)
    capabilities = Capabilities(
      colours: kind.wantsColours ? Self.startColours() : .none, isUnicode: kind.isUnicode)
    painter = Painter(
      window: window, capabilities: capabilities, erasesInColour: kind.erasesInColour)
    input = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .main)
    listen()
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
    return switch liq_colour_count() {
    case 256...: .indexed
    case 16...: .sixteen
    case 8...: .eight
    default: .none
    }
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
    painter.present(frame)
  }

  /// The next frame is painted in full, on a cleared screen.
  public func redraw() {
    guard state == .open else { return }
    painter.startOver()
  }

  /// Gives the terminal back and stops the process. Continued, it takes the terminal again and
  /// sends `.resize`, so that the program paints. Where no shell could continue it, it only repaints.
  public func suspend() {
    guard state == .open else { return }
    guard liq_can_stop() else {
      redraw()
      continuation.yield(.resize(size))
      return
    }
    giveBack()
    liq_stop()
  }

  /// Gives the terminal back as it was found and shows the standard error held back. Calling it
  /// again does nothing.
  public func close() {
    guard state != .closed else { return }
    input.cancel()
    if state == .open { giveBack() }
    state = .closed
    signals.terminalIsClosed()
    continuation.finish()
    keyboard.close()
    delscreen(screen)
  }

  private func giveBack() {
    endwin()
    liq_guard_disarm()
    state = .suspended
  }
}

extension CursesTerminal {
  private func listen() {
    signals.onSignal = { [weak self] in self?.received($0) }
    input.setEventHandler { [weak self] in
      MainActor.assumeIsolated { self?.inputIsReady() }
    }
    input.resume()
  }

  private func received(_ signal: Int32) {
    switch signal {
    case SIGWINCH: sizeChanged()
    case SIGTSTP: continuation.yield(.suspend)
    case SIGCONT: continued()
    default: break
    }
  }

  private func inputIsReady() {
    guard state == .open else { return }
    liq_guard_cover_thread()
    let keys = keyboard.drain()
    if keys.isEmpty {
      liq_wait_for_foreground()
    } else {
      continuation.yield(.keys(keys))
    }
    // Asked each time: libdispatch tells of a hang-up once, perhaps together with the last keys.
    guard liq_terminal_is_gone() else { return }
    input.cancel()
    continuation.yield(.closed)
  }

  private func sizeChanged() {
    guard state == .open else { return }
    adoptSize()
    // Terminals differ in which part of the picture they keep.
    painter.forget()
    continuation.yield(.resize(size))
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
    adoptSize()
    painter.startOver()
    continuation.yield(.resize(size))
  }
}
