public import Liquidations

// MARK: - Daily closes

extension LiveFeed {
  /// Says that days from that one on are shown, so that their closes are wanted.
  public func want(closesSince day: Day) {
    closeTurns.want(since: day)
    ringer.yield()
  }

  /// The days of which this one has to fetch the closes now.
  func closesDue() -> (days: ClosedRange<Day>, term: Int)? {
    guard let listening, closeTurns.isLookDue(at: elapsed) else { return nil }
    if let own = ledger.sums.slots(of: .day)?.lowerBound.day { closeTurns.want(since: own) }
    return closeTurns.look(ledger.closes, at: elapsed, now: now()).map { ($0, listening.term) }
  }

  func fetchCloses(of days: ClosedRange<Day>, in term: Int) async {
    let since = Exchange.allCases.reduce(into: [Exchange: Day]()) {
      $0[$1] = ledger.closes.firstLacking(of: $1, in: days)
    }
    take(await source.closes(since: since), of: days, in: term)
  }

  private func take(_ answer: ClosesAnswer, of days: ClosedRange<Day>, in term: Int) {
    switch answer {
    case .closes(let closes):
      let sound = closes.bounded(to: days)
      closeTurns.ended(days, hasEnd: sound.series[days.upperBound] != nil, at: elapsed)
      // What comes after the end of listening was for another to fetch.
      guard listening?.term == term else { return }
      closesFault = nil
      if ledger.take(sound) { changed(.now) }
    case .failed(let words):
      closeTurns.ended(days, hasEnd: false, at: elapsed)
      guard listening?.term == term, closesFault != words else { return }
      closesFault = words
      showed(.soon)
    }
  }
}
