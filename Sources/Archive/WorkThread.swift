import Synchronization
import SystemPackage

/// A thread that is started with the first work and does all of it in order; between, it sleeps until
/// there is more, or something to be read where it listens.
final class WorkThread: Sendable {
  typealias Work = @Sendable () -> Void

  /// A descriptor, and what is done when it can be read; false ends the listening.
  private struct Ear {
    let descriptor: Int32
    let hear: @Sendable () -> Bool
  }

  private struct State {
    var work: [Work] = []
    var ears: [Ear] = []
    var isRunning = false
    var isEnding = false
    /// Whether a byte is in the pipe.
    var isTold = false
  }

  private let state = Mutex(State())
  /// Wakes the thread, which without it can't sleep.
  private let pipe = try? FileDescriptor.pipe()
  /// Held by whoever does work.
  private let turn = Mutex<Void>(())
  private let worker = Atomic<UInt>(0)
  /// When the work that is being done was begun.
  private let began = Mutex<ContinuousClock.Instant?>(nil)

  deinit {
    try? pipe?.readEnd.close()
    try? pipe?.writeEnd.close()
  }

  /// Whether the caller is doing this one's work.
  var isCurrent: Bool { worker.load(ordering: .relaxed) == Platform.thread }

  /// How long the work takes by now that is being done; nil if none is.
  var workTime: Duration? { began.withLock { $0 }.map { ContinuousClock.now - $0 } }

  /// Does so on the caller's thread, while no other work is being done.
  func runHere<Result: Sendable>(_ work: () -> Result) -> Result {
    turn.withLock { _ in
      worker.store(Platform.thread, ordering: .relaxed)
      began.withLock { $0 = .now }
      defer {
        began.withLock { $0 = nil }
        worker.store(0, ordering: .relaxed)
      }
      return work()
    }
  }

  /// Does so after what it was given before.
  func run(_ work: @escaping Work) {
    change { $0.work.append(work) }
  }

  /// Calls `hear` whenever the descriptor can be read, until that says false or `ignore` is called;
  /// then it is released.
  func listen(to descriptor: Int32, _ hear: @escaping @Sendable () -> Bool) {
    change { $0.ears.append(Ear(descriptor: descriptor, hear: hear)) }
  }

  func ignore(_ descriptor: Int32) {
    change(starts: false) { $0.ears.removeAll { $0.descriptor == descriptor } }
  }

  /// Ends the thread once its work is done; with more work it is started again.
  func end() {
    change(starts: false) { state in
      state.isEnding = true
      state.ears = []
    }
  }

  private func change(starts: Bool = true, _ body: (inout State) -> Void) {
    let (isNew, before) = state.withLock { state in
      // Kept, so that no end of one of them comes while the lock is held.
      let before = state.ears
      if starts { state.isEnding = false }
      body(&state)
      let isNew = starts && !state.isRunning
      if isNew { state.isRunning = true } else { tell(&state) }
      return (isNew, before)
    }
    // Where there can be no more threads, the caller's has to do.
    if isNew, !Platform.startThread({ self.work(sleeps: true) }) { work(sleeps: false) }
    withExtendedLifetime(before) {}
  }

  private func tell(_ state: inout State) {
    guard state.isRunning, !state.isTold, let pipe else { return }
    state.isTold = (try? pipe.writeEnd.writeAll([1])) != nil
  }
}

// MARK: - On the thread

extension WorkThread {
  private func work(sleeps: Bool) {
    while let (work, ears) = next(sleeps: sleeps) {
      for work in work { runHere(work) }
      if work.isEmpty { sleep(ears) }
    }
  }

  /// The work that there is, and if there is none, where to listen; nil is the end.
  private func next(sleeps: Bool) -> (work: [Work], ears: [Ear])? {
    state.withLock { state in
      defer { state.work = [] }
      readByte(&state)
      guard state.work.isEmpty else { return (state.work, []) }
      guard sleeps, pipe != nil, !state.isEnding else {
        state.isRunning = false
        return nil
      }
      return ([], state.ears)
    }
  }

  private func sleep(_ ears: [Ear]) {
    guard let pipe else { return }
    let readable = Platform.waitForInput([pipe.readEnd.rawValue] + ears.map(\.descriptor))
    for ear in ears where readable.contains(ear.descriptor) && !ear.hear() {
      ignore(ear.descriptor)
    }
  }

  private func readByte(_ state: inout State) {
    guard state.isTold, let pipe else { return }
    _ = withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { byte in
      try? pipe.readEnd.read(into: byte)
    }
    state.isTold = false
  }
}
