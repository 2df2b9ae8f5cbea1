public import Liquidations
public import Live

/// What an archive has of daily closes, and what is to be said of it.
public struct ArchivedCloses: Sendable {
  /// Of the one exchange that a dashboard shows, the running day's perhaps among them; nil if none are kept.
  public internal(set) var closes: DailyCloses?
  /// Where else exchanges were reached, a few at most, if nothing is kept of the place that was asked for.
  public internal(set) var others: [String] = []
  /// What was left out because it can't be.
  public internal(set) var fault: StoreFault?
}

extension ArchiveReader {
  /// The daily closes that are kept; nil if there is no file. A file of a format without them is an error.
  ///
  /// - Parameter place: where the exchanges were reached.
  public func closes(
    of place: String, at now: Timestamp
  ) throws(ArchiveReadingError) -> ArchivedCloses? {
    try read(needing: "closes") { database, _ throws(SQLiteError) in
      let queries = ArchiveQueries(database, source: "", token: "", exchanges: place, holder: "")
      var found = ArchivedCloses()
      guard let live = try queries.livePlace() else {
        found.others = try queries.otherPlaces()
        return found
      }
      var nonsense = Nonsense()
      found.closes = try queries.shownCloses(of: live, at: now, &nonsense)
      found.fault = nonsense.fault
      return found
    }
  }
}
