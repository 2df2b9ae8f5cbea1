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
  private static let endings = [SIGTERM, SIGHUP, SIGINT, SIGQUIT]
  private static let changes = [SIGWINCH, SIGTSTP, SIGCONT]

  /// Is told of the signals that don't end the program.
  var onSignal: @MainActor (Int32) -> Void = { _ in }
  private var sources: [any DispatchSourceSignal] = []
  private let ending: Ending

  init(_ send: @escaping @Sendable (TerminalEvent) -> Void) async {
    ending = Ending(send)
    let (registrations, registration) = AsyncStream.makeStream(of: Void.self)
    // Whoever starts a program by nohup wants it to outlive the terminal's signal.
    for signal in Self.endings where signal != SIGHUP || !liq_signal_is_ignored(signal) {
      sources.append(ending.source(signal))
    }
    for signal in Self.changes {
      let source = DispatchSource.makeSignalSource(signal: signal, queue: .main)
      source.setEventHandler { [weak self] in
        MainActor.assumeIsolated { self?.onSignal(signal) }
      }
      sources.append(source)
    }
    let missing = Countdown(from: sources.count) { registration.finish() }
    for source in sources {
      Self.start(source, missing)
    }
    for await _ in registrations {}
  }

  private nonisolated static func start(_ source: any DispatchSourceSignal, _ missing: Countdown) {
    source.setRegistrationHandler { missing.count() }
    source.resume()
  }

  /// From now on a signal ends the process at once. The sources stay: a cancelled one would leave
  /// its signal blocked.
  func terminalIsClosed() {
    ending.isAsked.store(true, ordering: .relaxed)
  }
}

/// Does something once the last of so many has come, on whichever threads they come.
private final class Countdown: Sendable {
  private let left: Atomic<Int>
  private let atEnd: @Sendable () -> Void

  init(from count: Int, atEnd: @escaping @Sendable () -> Void) {
    left = Atomic(count)
    self.atEnd = atEnd
  }

  func count() {
    if left.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { atEnd() }
  }
}

/// The first signal asks the program to end, the next one ends it.
private final class Ending: Sendable {
  let isAsked = Atomic(false)
  private let send: @Sendable (TerminalEvent) -> Void
  /// Not the main queue, so that a second signal ends even a program whose main actor is stuck.
  private let queue = DispatchQueue(label: "liqtop.signals")

  init(_ send: @escaping @Sendable (TerminalEvent) -> Void) {
    self.send = send
  }

  func source(_ signal: Int32) -> any DispatchSourceSignal {
    let source = DispatchSource.makeSignalSource(signal: signal, queue: queue)
    source.setEventHandler { self.receive(signal) }
    return source
  }

  private func receive(_ signal: Int32) {
    if isAsked.exchange(true, ordering: .relaxed) { liq_guard_die(signal) }
    send(.terminate(signal: signal))
  }
}
