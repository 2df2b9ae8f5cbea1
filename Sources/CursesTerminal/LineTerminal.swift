import CTerminalGuard

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard input and output as lines: nothing is drawn, no mode is changed and nothing is sent that steers
/// a terminal, so that pipes, screen readers and terminals of any kind will do.
///
/// It never waits for one who doesn't read: what is said waits, up to a limit.
@MainActor
public final class LineTerminal {
  public enum Event: Hashable, Sendable {
    /// A line was typed, without its end; of one that is too long its beginning.
    case line(String)
    /// Nothing more can be typed.
    case end
    /// A signal asked the program to end.
    case terminate(signal: Int32)
    /// What is said can't be written any more.
    case closed
  }

  /// In bytes; more than any line of keys.
  private static let longestLine = 4_096
  /// In bytes, of what nobody has read yet.
  private static let mostWaiting = 1 << 20

  private let signals: Int32
  private var typed: [UInt8] = []
  private var waiting: [UInt8] = []
  private var isOpen = true
  private var left = 0

  /// - Throws: `TerminalError` if there are no descriptors left.
  public init() throws(TerminalError) {
    signals = liq_signals_catch()
    guard signals >= 0 else { throw .refused("lines") }
  }

  /// Says lines, each as it is: they must hold nothing that steers a terminal.
  public func say(_ lines: [String]) {
    for line in lines {
      guard waiting.count < Self.mostWaiting else {
        left += 1
        continue
      }
      if left > 0 { waiting += "(\(left) lines left out, since nobody read them)\n".utf8 }
      left = 0
      waiting += "\(line)\n".utf8
    }
    flush()
  }

  /// Sleeps until there is something to take, `other` can be read, or the deadline has come.
  ///
  /// - Parameter reads: whether lines are taken; else they wait where they are.
  public func nextEvents(
    until deadline: Instant? = nil, or other: Int32? = nil, reads: Bool = true
  ) -> [Event] {
    let patience = CursesTerminal.milliseconds(until: deadline)
    let news = liq_wait(isOpen && reads, !waiting.isEmpty, signals, other ?? -1, patience)
    var events: [Event] = []
    if news.signals { takeSignals(&events) }
    if news.output, !flush() { events.append(.closed) }
    if news.input || news.input_is_lost { takeInput(&events) }
    return events
  }

  /// Writes what waits, within so many milliseconds.
  ///
  /// - Returns: what couldn't be written.
  public func finish(within milliseconds: Int32) -> [UInt8] {
    defer { waiting = [] }
    return liq_write_within(STDOUT_FILENO, waiting, waiting.count, milliseconds) ? [] : waiting
  }

  /// False if nothing can be written any more.
  @discardableResult
  private func flush() -> Bool {
    guard !waiting.isEmpty else { return true }
    let sent = liq_send(waiting, waiting.count)
    guard sent >= 0 else { return false }
    waiting.removeFirst(sent)
    return true
  }

  private func takeSignals(_ events: inout [Event]) {
    while case let signal = liq_signals_next(), signal != 0 {
      switch signal {
      case SIGTSTP: liq_stop()
      default:
        if liq_signal_ends(signal) { events.append(.terminate(signal: signal)) }
      }
    }
  }

  private func takeInput(_ events: inout [Event]) {
    var bytes = [UInt8](repeating: 0, count: 1_024)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    for byte in bytes.prefix(max(0, count)) {
      if byte == UInt8(ascii: "\n") { endLine(&events) } else { typed.append(byte) }
    }
    // Nobody types that much.
    if typed.count > Self.longestLine { typed.removeLast(typed.count - Self.longestLine) }
    guard count <= 0 else { return }
    isOpen = false
    if !typed.isEmpty { endLine(&events) }
    events.append(.end)
  }

  private func endLine(_ events: inout [Event]) {
    if typed.last == UInt8(ascii: "\r") { typed.removeLast() }
    events.append(.line(String(decoding: typed, as: UTF8.self)))
    typed = []
  }
}
