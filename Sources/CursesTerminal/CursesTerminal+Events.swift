import CTerminalGuard
public import Canvas

extension CursesTerminal {
  /// Sleeps until there is something to take, `other` can be read, or the deadline has come; then
  /// takes what has come: signals, a new size, and of the input as much as can be answered soon.
  ///
  /// - Parameter other: a descriptor; nil for none.
  public func nextEvents(
    until deadline: Instant? = nil, or other: Int32? = nil
  ) -> [TerminalEvent] {
    let isOpen = state == .open
    var events: [TerminalEvent] = []
    // A terminal that isn't the one that controls the process sends no signal. Before the sleep, so that no
    // key waits for it.
    if isOpen, adoptSize() {
      haveResized(&events)
      return events
    }
    var wake = deadline
    if isOpen, let release = keyboard.releaseTime { wake = min(wake ?? release, release) }
    let patience = Self.milliseconds(until: wake)
    let news = liq_wait(isOpen, isOpen && output.isBehind, signals, other ?? -1, patience)
    if news.signals { takeSignals(&events) }
    if news.output { flush() }
    if news.input || news.input_is_lost { takeInput(&events, isLost: news.input_is_lost) }
    releaseKeys(&events)
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
        haveResized(&events)
      case SIGCONT where state != .closed:
        takeAgain()
        events.append(.resize(size))
      case SIGTSTP: events.append(.suspend)
      default:
        if liq_signal_ends(signal) { events.append(.terminate(signal: signal)) }
      }
    }
  }

  private func haveResized(_ events: inout [TerminalEvent]) {
    // Terminals differ in which part of the picture they keep.
    painter.forget()
    events.append(.resize(size))
  }

  private func takeInput(_ events: inout [TerminalEvent], isLost: Bool) {
    // A signal may have come first and have closed or suspended it.
    guard state == .open else { return }
    let read = keyboard.readEvents()
    forward(read ?? [], to: &events)
    if read == nil, !isLost { liq_wait_for_foreground() }
    if isLost || read == nil && liq_terminal_is_gone() { events.append(.closed) }
  }

  private func releaseKeys(_ events: inout [TerminalEvent]) {
    guard let time = keyboard.releaseTime, Instant.now >= time else { return }
    forward(keyboard.release(), to: &events)
  }

  private func forward(_ read: [TerminalEvent], to events: inout [TerminalEvent]) {
    for event in read {
      switch event {
      // It was on its way when the mouse was turned off.
      case .mouse where !isMouseOn: continue
      // All that stands beside such a character is a column off.
      case .wideGlyphs: painter.startOver()
      case .splitGlyphs:
        send(ColumnQuestion.repair)
        painter.startOver()
      case .keys, .mouse, .paste, .background, .resize, .suspend, .terminate, .closed: break
      }
      events.append(event)
    }
  }
}
