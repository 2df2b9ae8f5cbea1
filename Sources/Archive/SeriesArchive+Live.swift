public import Liquidations
public import Live

// MARK: - What was heard

extension SeriesArchive: LiveStore {
  public func loadLive(
    since edition: LiveEdition?, listens: Bool, at now: Timestamp
  ) -> StoredLive? {
    func read(_ queries: ArchiveQueries) throws(SQLiteError) -> StoredLive? {
      try queries.loadLive(since: edition, listens: listens, at: now)
    }
    let found = onFile(within: patience.brief, read) ?? (edition == nil ? readable(read) : nil)
    guard var stored = found ?? (edition == nil ? StoredLive() : nil) else { return nil }
    stored.fault = fault ?? stored.fault
    return stored
  }

  public func saveLive(
    _ changes: LiveChanges, after edition: LiveEdition, at now: Timestamp
  ) -> SaveAnswer {
    let new = onFile { queries throws(SQLiteError) in
      try queries.saveLive(changes, after: edition, at: now)
    }
    guard let new else { return .unwritten(fault) }
    guard let new else { return .overtaken }
    bell?.ring(.live)
    return .saved(new, fault)
  }

  /// The daily closes that are kept, for who doesn't listen; nil if there are none.
  public func closes(at now: Timestamp) -> DailyCloses? {
    func read(_ queries: ArchiveQueries) throws(SQLiteError) -> DailyCloses? {
      try queries.shownCloses(at: now)
    }
    return onFile(isWriting: false, within: patience.brief, read) ?? readable(read) ?? nil
  }

  public func tape(_ part: TapePart) -> [Liquidation]? {
    func read(_ queries: ArchiveQueries) throws(SQLiteError) -> [Liquidation] {
      try queries.tape(part)
    }
    return onFile(isWriting: false, within: patience.brief, read) ?? readable(read)
  }
}
