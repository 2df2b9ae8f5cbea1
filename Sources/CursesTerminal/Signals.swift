import CNcurses
import CTerminalGuard
import Canvas
import Dispatch
import Synchronization

/// Listens for the signals that concern a terminal.
///
/// Awaited before ncurses starts: it then leaves these signals alone, and none is missed.
@MainActor
final class Signals {
  private var sources: [any DispatchSourceSignal] = []
  private let ending: Ending

  init(_ events: AsyncStream<TerminalEvent>.Continuation) async {
    ending = Ending(events)
    let ending = ending
    // A queue of its own, so that a second signal ends even a program whose main actor is stuck.
    let queue = DispatchQueue(label: "liqtop.signals")
    for signal in [SIGTERM, SIGHUP, SIGINT, SIGQUIT] {
      // Whoever starts a program by nohup wants it to outlive the terminal's signal.
      if signal == SIGHUP, liq_signal_is_ignored(signal) { continue }
      sources.append(await Self.source(signal, queue) { ending.receive(signal) })
    }
  }

  /// Calls back on the main actor, for a signal that doesn't end the program.
  func onSignal(_ signal: Int32, _ handle: @escaping @MainActor @Sendable () -> Void) async {
    sources.append(await Self.source(signal, .main) { MainActor.assumeIsolated(handle) })
  }

  /// From now on a signal ends the process at once. The sources stay: a cancelled one would leave
  /// its signal blocked.
  func terminalIsClosed() {
    ending.isAsked.store(true, ordering: .relaxed)
  }

  private nonisolated static func source(
    _ signal: Int32, _ queue: DispatchQueue, _ handle: @escaping @Sendable () -> Void
  ) async -> any DispatchSourceSignal {
    let source = DispatchSource.makeSignalSource(signal: signal, queue: queue)
    source.setEventHandler(handler: handle)
    await withCheckedContinuation { continuation in
      source.setRegistrationHandler { continuation.resume() }
      source.resume()
    }
    return source
  }
}

/// The first signal asks the program to end, the next one ends it.
private final class Ending: Sendable {
  let isAsked = Atomic(false)
  private let events: AsyncStream<TerminalEvent>.Continuation

  init(_ events: AsyncStream<TerminalEvent>.Continuation) {
    self.events = events
  }

  func receive(_ signal: Int32) {
    if isAsked.exchange(true, ordering: .relaxed) { liq_guard_die(signal) }
    events.yield(.terminate(signal: signal))
  }
}
