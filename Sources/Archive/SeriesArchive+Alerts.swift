public import Alerts
public import Liquidations

// MARK: - What has fired

extension SeriesArchive: AlertStore {
  public func loadAlerts(at now: Timestamp) -> StoredAlerts? {
    func read(_ queries: ArchiveQueries) throws(SQLiteError) -> StoredAlerts {
      try queries.loadAlerts(at: now)
    }
    guard var stored = onFile(within: patience.brief, read) ?? readable(read) else { return nil }
    stored.fault = alertFault ?? stored.fault
    return stored
  }

  public func saveAlerts(_ evaluation: Evaluation, at now: Timestamp) -> AlertAnswer {
    let rows = onFile { queries throws(SQLiteError) in
      try queries.saveAlerts(evaluation, at: now)
    }
    guard let rows else { return .unwritten(alertFault) }
    guard let rows else { return .overtaken }
    if rows.contains(where: { $0 != nil }) { bell?.ring(.alerts) }
    return .saved(rows, fault)
  }

  public func see(through row: Int64, at now: Timestamp) {
    let isNews = onFile(within: patience.brief) { queries throws(SQLiteError) in
      try queries.see(through: row, at: now)
    }
    if isNews == true { bell?.ring(.alerts) }
  }

  public func call(_ row: Int64, at now: Timestamp) -> Bool {
    onFile(within: patience.brief) { queries throws(SQLiteError) in
      try queries.call(row, at: now)
    } ?? false
  }

  /// What it means for alerts that nothing can be written; nil if it can.
  private var alertFault: StoreFault? {
    guard case .memory(let trouble) = storage else { return fault }
    let reason = trouble == .unwanted ? "Nothing is kept" : "The archive can't be written"
    return StoreFault(
      "\(reason), so every pane tells of each alert, and again after a restart.", isWriting: false)
  }
}
