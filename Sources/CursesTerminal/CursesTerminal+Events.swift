import CNcurses
import CTerminalGuard
public import Canvas

extension CursesTerminal {
  public typealias Instant = ContinuousClock.Instant

  /// An escape that may begin the terminal's answer is a key if nothing follows so soon.
  private static let escapePatience = Duration.milliseconds(250)

  /// Sleeps until there is something to take, `other` can be read, or the deadline has come; then
  /// takes all that has come from the terminal, in order.
  ///
  /// - Parameter other: a descriptor; nil for none.
  public func nextEvents(
    until deadline: Instant? = nil, or other: Int32? = nil
  ) -> [TerminalEvent] {
    let deadlines = [deadline, escapeDeadline].compactMap(\.self)
    let patience = Self.milliseconds(until: deadlines.min())
    let news = liq_wait(state == .open, signals, other ?? -1, patience)
    var events: [TerminalEvent] = []
    if news.signals { takeSignals(&events) }
    if news.input || news.input_is_lost { takeInput(&events, isLost: news.input_is_lost) }
    releaseEscape(&events)
    return events
  }

  /// So many milliseconds that the deadline is over then, or a negative number without one.
  static func milliseconds(until deadline: Instant?, from now: Instant = .now) -> Int32 {
    guard let deadline else { return -1 }
    let (seconds, attoseconds) = (deadline - now).components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    let milliseconds = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(clamping: min(seconds, 86_400) * 1_000 + milliseconds)
  }

  private func takeSignals(_ events: inout [TerminalEvent]) {
    while case let signal = liq_signals_next(), signal != 0 {
      switch signal {
      case SIGWINCH where state == .open:
        adoptSize()
        // Terminals differ in which part of the picture they keep.
        painter.forget()
        events.append(.resize(size))
      case SIGCONT where state != .closed:
        takeAgain()
        events.append(.resize(size))
      case SIGTSTP: events.append(.suspend)
      default:
        if liq_signal_ends(signal) { events.append(.terminate(signal: signal)) }
      }
    }
  }

  private func takeInput(_ events: inout [TerminalEvent], isLost: Bool) {
    // A signal may have come first and have closed or suspended it.
    guard state == .open else { return }
    let read = keyboard.drain()
    forward(read, to: &events)
    escapeDeadline = keyboard.holdsEscape ? .now + Self.escapePatience : nil
    if read.isEmpty, !isLost { liq_wait_for_foreground() }
    if isLost || read.isEmpty && liq_terminal_is_gone() { events.append(.closed) }
  }

  private func releaseEscape(_ events: inout [TerminalEvent]) {
    guard let escapeDeadline, ContinuousClock.now >= escapeDeadline else { return }
    self.escapeDeadline = nil
    forward(keyboard.releaseEscape(), to: &events)
  }

  private func forward(_ read: [TerminalEvent], to events: inout [TerminalEvent]) {
    for event in read {
      // It was on its way when the mouse was turned off.
      if case .mouse = event, !isMouseOn { continue }
      events.append(event)
    }
  }
}
