import Liquidations

// MARK: - With those who share the store

extension LiveFeed {
  /// Takes or renews the lease, if it is time to.
  ///
  /// - Returns: the store's word of what comes, if it wasn't had before.
  func seekLease() async -> AsyncStream<Void>? {
    guard turns.isTryDue(at: elapsed) else { return nil }
    let before = turns.standing
    let answer = await store.lead(.live, at: now()).standing
    misses = answer == .onRequest ? misses + 1 : 0
    // Another's lock that is soon gone is no reason to listen too.
    if answer == .onRequest, before == .follows, misses < 2 {
      turns.tried(.follows, at: elapsed)
      return nil
    }
    turns.tried(answer, at: elapsed)
    switch answer {
    case .follows:
      if listening != nil {
        stopListening()
        // What it has counted itself is another's to tell.
        edition = nil
        turns.heard()
      }
      // Before anybody is told that there is nothing.
      if before == nil { await look() }
    case .leads, .onRequest:
      if listening == nil {
        await readToListen()
      } else if isOvertaken, answer == .leads {
        await reconcile()
      }
    }
    if before != answer { showed(.now) }
    return await news()
  }

  /// Reads all that is kept, to go on from there.
  private func readToListen() async {
    guard let stored = await store.loadLive(since: nil, listens: true, at: now()) else { return }
    replaceLedger(stored)
    isOvertaken = false
  }

  /// Reads what is kept by now, and adds to it what it says nothing of.
  private func reconcile() async {
    guard let stored = await store.loadLive(since: nil, listens: true, at: now()) else { return }
    // Here, since more may have been counted meanwhile.
    let own = ledger
    replaceLedger(stored)
    ledger.add(own)
    isOvertaken = false
    changed(.now)
  }

  private func replaceLedger(_ stored: StoredLive) {
    ledger = LiveLedger(stored, feeds: feeds, at: now())
    edition = stored.edition
    fault = stored.fault
    if listening == nil { show(stored) }
    showed(.now)
  }

  private func show(_ stored: StoredLive) {
    board.show(stored.price)
    standings = stored.standings.filter { feeds.contains($0.key) }
  }

  /// Looks whether another has saved anything, if it is time to.
  func look() async {
    guard turns.isLookDue(at: elapsed) else { return }
    turns.looked(at: elapsed)
    guard let stored = await store.loadLive(since: edition, listens: false, at: now()),
      listening == nil
    else { return }
    guard stored.since != nil else { return replaceLedger(stored) }
    ledger.adopt(stored, at: now())
    edition = stored.edition
    fault = stored.fault
    show(stored)
    showed(.now)
  }

  /// Saves what isn't kept yet, if it is time to.
  func save() async {
    guard turns.isSaveDue(at: elapsed), !isOvertaken, let edition else { return }
    turns.saves(at: elapsed)
    var changes = ledger.takeChanges()
    changes.price = board.price
    changes.standings = standings
    switch await store.saveLive(changes, after: edition, at: now()) {
    case .saved(let new, let fault):
      self.edition = new
      turns.saved(true)
      if changes.isPart { saveMore() }
      say(fault)
    case .overtaken:
      ledger.putBack(changes)
      turns.saved(false)
      isOvertaken = true
      turns.doubt()
      ringer.yield()
    case .unwritten(let fault):
      ledger.putBack(changes)
      turns.saved(false)
      say(fault)
    }
  }

  /// Before the end.
  func saveTheRest() async {
    // As many parts as there can be.
    for _ in 0...Unsaved.longestWait / Unsaved.tapePerSave {
      turns.hurry()
      guard turns.isSaveDue(at: elapsed) else { return }
      await save()
    }
  }

  private func saveMore() {
    _ = turns.changed(.now)
    turns.hurry()
    ringer.yield()
  }

  private func say(_ new: StoreFault?) {
    guard fault != new else { return }
    fault = new
    showed(.now)
  }

  private func news() async -> AsyncStream<Void>? {
    guard !turns.isTold, let news = await store.news(of: .live) else { return nil }
    turns.isTold = true
    // What came before it could be told.
    turns.heard()
    return news
  }

  /// Looks whenever the store tells of a change; when it tells no more, from time to time again.
  func hear(_ news: AsyncStream<Void>) async {
    for await _ in news {
      turns.heard()
      ringer.yield()
    }
    turns.isTold = false
    ringer.yield()
  }
}
