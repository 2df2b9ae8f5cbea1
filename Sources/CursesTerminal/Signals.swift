import CTerminalGuard
import Canvas
import Dispatch

/// Catches the signals that concern a terminal.
///
/// Made before ncurses starts: it then leaves these signals alone, and none is missed.
@MainActor
final class Signals {
  private let send: @Sendable (TerminalEvent) -> Void
  private let descriptor: Int32
  private var news: (any DispatchSourceRead)?

  /// - Returns: nil if the process can open no more descriptors.
  init?(_ send: @escaping @Sendable (TerminalEvent) -> Void) {
    self.send = send
    descriptor = liq_signals_catch()
    guard descriptor >= 0 else { return nil }
  }

  /// Tells of those that were caught and of those that come: `onSignal` of those that don't end the
  /// program.
  func listen(_ onSignal: @escaping @MainActor (Int32) -> Void) {
    let news = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
    news.setEventHandler { [send] in
      MainActor.assumeIsolated {
        while case let signal = liq_signals_next(), signal != 0 {
          if liq_signal_ends(signal) { send(.terminate(signal: signal)) } else { onSignal(signal) }
        }
      }
    }
    news.resume()
    self.news = news
  }

  /// From now on a signal ends the process at once.
  func terminalIsClosed() {
    liq_signals_end_at_once()
    news?.cancel()
  }
}
