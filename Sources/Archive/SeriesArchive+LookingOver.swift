import CSQLite
import Liquidations
import Refresh

// The screen is drawn from the packed series, so damage elsewhere in the file would go unnoticed.
extension SeriesArchive {
  /// From the start to the first time that the whole file is looked over: not while anybody waits for
  /// the first answers.
  private static let firstLook = Duration.seconds(120)
  private static let lookInterval = Duration.seconds(6 * 3_600)

  /// Has the file looked over after what there is to do now, if it is time to.
  func lookOverSoon(at now: Timestamp) {
    guard let last = lookedOver else {
      lookedOver = now + (Self.firstLook - Self.lookInterval)
      return
    }
    // Either way of the wall clock.
    guard now - last >= Self.lookInterval || now < last else { return }
    lookedOver = now
    executor.thread.run { [weak self] in self?.assumeIsolated { $0.lookOver() } }
  }

  /// Reads the whole file: one that is damaged is set aside, one that contradicts itself is said to.
  func lookOver() {
    let words = onFile(isWriting: false, within: patience.brief) { queries throws(SQLiteError) in
      try queries.contradictions()
    }
    guard let first = words?.first else { return }
    let fault = StoreFault(
      "The archive contradicts itself: \(first); liqtop check has the details.", isWriting: true)
    if self.fault == nil {
      self.fault = fault
      turn()
    }
  }
}

extension ArchiveQueries {
  /// What of the file contradicts itself, in a few words each.
  fileprivate func contradictions() throws(SQLiteError) -> [String] {
    try database.reading { () throws(SQLiteError) in
      let words = try database.first("PRAGMA integrity_check(1)") { $0.text(0) } ?? nil
      guard words == "ok" else { throw SQLiteError(SQLITE_CORRUPT, nil) }
      return try differences()
    }
  }
}
