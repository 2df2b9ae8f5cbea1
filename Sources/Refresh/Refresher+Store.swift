import Liquidations

// MARK: - With those who share the store

extension Refresher {
  /// Takes or renews the lease, if it is time to, and looks what that says of changes.
  ///
  /// - Returns: the store's word of what comes, if it wasn't had before.
  func seekLease() async -> AsyncStream<Void>? {
    let reading = clockReading
    guard leadership.isTryDue(at: reading.elapsed) else { return nil }
    let answer = await store.lead(.refresh, at: reading.wall)
    leadership.glanced(at: reading.elapsed)
    let change = leadership.tried(answer.standing, at: reading.elapsed)
    switch change {
    case .won:
      announced = nil
      let state = await read(answer.version)
      plan = RefreshPlan(
        policy: policy, keys: keys, resuming: state, isTakeover: leadership.hasFollowed,
        at: clockReading)
    case .lost: board.edition = nil
    case nil: break
    }
    plan.goOnRequest(answer.standing == .onRequest)
    if change != .won { await readIfChanged(answer.version) }
    return await news()
  }

  /// Looks whether others wrote anything, if it is time to.
  func glance() async {
    let elapsed = clockReading.elapsed
    guard leadership.isGlanceDue(at: elapsed) else { return }
    leadership.glanced(at: elapsed)
    await readIfChanged(await store.version())
  }

  private func readIfChanged(_ version: UInt64) async {
    guard edition(version) != board.edition else { return }
    _ = await read(version)
  }

  /// Takes over what is stored.
  private func read(_ version: UInt64) async -> StoredState {
    let changes = board.changes
    let state = await store.load(at: now())
    guard changes == board.changes else {
      // What was learnt meanwhile is newer; another look, soon, sees both.
      board.edition = nil
      leadership.heard()
      return state
    }
    board.adopt(state, edition(version), following: leadership.isLeading ? nil : policy)
    if leadership.isLeading {
      plan.budget.spent = state.spent
      plan.budget.scope = state.scope
      plan.hear(state.asked, at: clockReading)
      if let announced, state.announced != announced { leadership.doubt() }
    } else {
      plan.budget = plan.budget(of: state, by: state.announced?.rules)
    }
    return state
  }

  private func edition(_ version: UInt64) -> RefreshBoard.Edition {
    RefreshBoard.Edition(version: version, month: Month(of: now()))
  }

  func passOnRequest() async {
    guard let request else { return }
    self.request = nil
    if leadership.isLeading {
      plan.ask(isBeyondQuota: request.isBeyondQuota, at: clockReading)
    } else {
      await store.ask(request)
    }
  }

  func announce() async {
    guard leadership.isLeading, let plan = board.plan, plan != announced else { return }
    announced = plan
    await store.announce(plan)
  }

  private func news() async -> AsyncStream<Void>? {
    guard !leadership.isTold, let news = await store.news(of: .refresh) else { return nil }
    leadership.isTold = true
    // What came before it could be told.
    await readIfChanged(await store.version())
    return news
  }

  /// Looks whenever the store tells of a change; when it tells no more, from time to time again.
  func listen(to news: AsyncStream<Void>) async {
    for await _ in news {
      leadership.heard()
      ringer.yield()
    }
    leadership.isTold = false
    ringer.yield()
  }
}
