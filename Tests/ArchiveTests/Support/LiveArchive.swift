import Liquidations
import LiveSupport
import Refresh

@testable import Archive
@testable import Live

/// An archive whose work is done on the caller's thread, so that nothing goes on by itself.
struct HereArchive: LiveStore {
  let archive: SeriesArchive

  private func here<Result: Sendable>(
    _ work: @Sendable (isolated SeriesArchive) -> Result
  ) -> Result {
    archive.workHere { work($0) }
  }

  func lead(_ topic: Topic, at now: Timestamp) async -> LeaseAnswer {
    here { $0.lead(topic, at: now) }
  }

  func resign(_ topic: Topic) async { here { $0.giveUp(topic) } }

  func news(of topic: Topic) async -> AsyncStream<Void>? { nil }

  func loadLive(
    since edition: LiveEdition?, listens: Bool, at now: Timestamp
  ) async -> StoredLive? {
    here { $0.loadLive(since: edition, listens: listens, at: now) }
  }

  func saveLive(
    _ changes: LiveChanges, after edition: LiveEdition, at now: Timestamp
  ) async -> SaveAnswer {
    here { $0.saveLive(changes, after: edition, at: now) }
  }

  func tape(_ part: TapePart) async -> [Liquidation]? { here { $0.tape(part) } }
}

extension ArchiveFolder {
  /// An archive in which an hour of all exchanges was kept, closed.
  func fillLive() async throws {
    let (archive, start) = (archive(), LiveSupport.start)
    var ledger = LiveLedger(feeds: Feeds.all)
    let events = (0..<400).map { number -> Liquidation in
      let side: Side = number % 3 == 0 ? .short : .long
      let usd = Double(number + 1) * 1_000
      return liquidation(Double(number) * 8.9, usd, Exchange.allCases[number % 4], side)
    }
    for event in events { _ = ledger.take(event, at: start + .seconds(3_600)) }
    for feed in Feeds.all { _ = ledger.cover(feed, span(0, 3_605), at: start + .seconds(3_600)) }
    _ = ledger.take(Price(90_000, at: start, .okx), at: start)
    var changes = ledger.takeChanges()
    changes.price = Price(90_000, at: start, .okx)
    changes.standings = [Feeds.okx: FeedStanding(.live)]
    _ = await archive.lead(.live, at: start)
    guard case .saved = await archive.saveLive(changes, after: LiveEdition(), at: start) else {
      throw SQLiteError(0, nil)
    }
    await archive.close()
  }
}

extension SeriesArchive {
  func loadLive() -> StoredLive {
    loadLive(since: nil, listens: true, at: LiveSupport.start) ?? StoredLive()
  }
}
