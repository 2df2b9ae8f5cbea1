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

  public func tape(_ part: TapePart) -> [Liquidation] {
    onFile(isWriting: false, within: patience.brief) { queries throws(SQLiteError) in
      try queries.tape(part)
    } ?? []
  }
}
