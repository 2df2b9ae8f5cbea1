public import Liquidations
public import Refresh

// MARK: - Who refreshes

extension SeriesArchive {
  /// Without the file one refreshes who holds the lock for that, and each listens for itself: nobody
  /// sees what another fetches or hears.
  public func lead(_ topic: Topic, at now: Timestamp) -> LeaseAnswer {
    let isLeading = onFile(within: patience.brief) { queries throws(SQLiteError) in
      try queries.lead(topic, at: now)
    }
    let standing: LeaseAnswer.Standing =
      if let isLeading {
        isLeading ? .leads : .follows
      } else {
        topic == .refresh ? standInMemory() : .onRequest
      }
    if standing == .leads { lookOverSoon(at: now) }
    return LeaseAnswer(standing, version: version())
  }

  public nonisolated func resign(_ topic: Topic) async {
    // Whoever ends the program waits for nobody's lock.
    lockPatience.isHurried = true
    await giveUp(topic)
    lockPatience.isHurried = false
  }

  func giveUp(_ topic: Topic) {
    if topic == .refresh { refreshLock.release() }
    guard case .file = storage else { return }
    onFile(within: patience.brief) { queries throws(SQLiteError) in try queries.resign(topic) }
  }

  public func announce(_ plan: AnnouncedPlan) {
    onFile(within: patience.brief) { queries throws(SQLiteError) in try queries.announce(plan) }
    fallback.announce(plan)
  }

  public func ask(_ request: RefreshRequest) {
    let done: Void? = onFile(within: patience.brief) { queries throws(SQLiteError) in
      try queries.ask(request)
    }
    fallback.ask(request, isWritten: done != nil)
  }
}

// MARK: - What others have changed

extension SeriesArchive {
  public func version() -> UInt64 {
    let changes = onFile(isWriting: false, within: patience.brief) {
      queries throws(SQLiteError) in try queries.othersChanges()
    }
    return turns << 40 &+ UInt64(truncatingIfNeeded: changes ?? 0)
  }

  /// Others ring after each commit; a lease that is renewed is no change.
  public func news(of topic: Topic) -> AsyncStream<Void>? {
    listeners.removeValue(forKey: topic)?.finish()
    switch storage {
    case .file: break
    // Nothing more will ever come of it, from nobody.
    case .memory(let trouble) where !trouble.isPassing: return AsyncStream { _ in }
    case .memory, .unopened: return nil
    }
    guard let rings = bell?.rings(of: topic, on: executor.thread) else { return nil }
    listeners[topic] = rings.listener
    return rings.stream
  }

  /// The storage or the fault has changed, which is news too, if not from others.
  func turn() {
    turns += 1
    guard case .memory = storage else {
      for listener in listeners.values { listener.yield() }
      return
    }
    for listener in listeners.values { listener.finish() }
    listeners = [:]
  }
}
