import Liquidations
import Refresh

/// One source's and one token's part of an archive's database, in the words of the domain.
struct ArchiveQueries {
  let database: Database
  /// The base URL.
  let source: SQLiteValue
  /// The token's fingerprint.
  let token: SQLiteValue
  /// Where the exchanges' feeds are reached.
  let exchanges: SQLiteValue
  /// By what the lease of those who listen there is found.
  private let liveRow: SQLiteValue
  /// By what the lease of those who look at the same rules is found, of the same days and feeds.
  private let alertsRow: SQLiteValue
  private let rules: SQLiteValue
  /// Who holds a lease, when it is held by this process.
  let holder: String

  init(
    _ database: Database, source: String, token: String,
    exchanges: String = SeriesArchive.exchanges, rules: String = "", holder: String
  ) {
    self.database = database
    self.source = .text(source)
    self.token = .text(token)
    self.exchanges = .text(exchanges)
    liveRow = .text("live \(exchanges)")
    alertsRow = .text("alerts \(exchanges) \(source)")
    self.rules = .text(rules)
    self.holder = holder
  }

  /// By what the row of a topic's lease is found: who fetches by source and token, who listens by where
  /// the exchanges are reached, who looks at alerts by both and by the rules.
  func lease(_ topic: Topic) -> (source: SQLiteValue, token: SQLiteValue) {
    switch topic {
    case .refresh: (source, token)
    case .live: (liveRow, "")
    case .alerts: (alertsRow, rules)
    }
  }

  /// Everything of the series kept, as one picture; its fault says what was left out.
  func load(at now: Timestamp) throws(SQLiteError) -> StoredState {
    try database.reading { () throws(SQLiteError) in
      var nonsense = Nonsense()
      var state = try history(at: now, &nonsense)
      let sql = "SELECT plan, asked FROM leaders WHERE source = ?1 AND token = ?2"
      let words = try database.first(sql, source, token) { ($0.text(0), $0.text(1)) }
      state.announced = JSON.decode(words?.0)
      state.asked = JSON.decode(words?.1)
      if words?.0 != nil, state.announced == nil { nonsense.found("a plan") }
      if words?.1 != nil, state.asked == nil { nonsense.found("a request") }
      state.fault = nonsense.fault
      return state
    }
  }

  /// The same without what those who share the archive tell each other: all that a first frame shows,
  /// and sooner.
  func loadHistory(at now: Timestamp) throws(SQLiteError) -> StoredState {
    try database.reading { () throws(SQLiteError) in
      var nonsense = Nonsense()
      var state = try history(at: now, &nonsense)
      state.fault = nonsense.fault
      return state
    }
  }

  private func history(
    at now: Timestamp, _ nonsense: inout Nonsense
  ) throws(SQLiteError) -> StoredState {
    var state = StoredState(
      readings: try readings(at: now, &nonsense), spent: try spent(in: Month(of: now)))
    for (error, failedAt) in try failures(&nonsense) {
      state.readings[error.key, default: .init()].fail(error, at: failedAt)
    }
    return state
  }

  /// How often others have changed what `load` gives, from whatever number on.
  func othersChanges() throws(SQLiteError) -> Int64 {
    let count = try database.first("SELECT count FROM changes") { $0.integer(0) } ?? 0
    return count &- database.ownChanges
  }

  /// Does everything in `body` or nothing, and counts it as a change of what `load` gives.
  func change<Result>(_ body: () throws(SQLiteError) -> Result) throws(SQLiteError) -> Result {
    let result = try database.writing { () throws(SQLiteError) in
      let result = try body()
      try database.run(Self.countChange)
      return result
    }
    database.ownChanges += 1
    return result
  }

  /// Waits for the disk where that was put off: settles a log that was begun, works one that has grown
  /// long into the file and begins it anew, so that whoever writes next needn't wait.
  func tendLog() {
    database.settleLog()
    guard database.workLogIn() else { return }
    // What stands there already, since what is equal in a table isn't written again. If it doesn't come
    // about, whoever writes next waits.
    try? database.writing { () throws(SQLiteError) in
      try database.run("PRAGMA user_version = \(Schema.version)")
    }
  }

  /// From a number that can't grow any more it begins anew.
  private static let countChange = """
    UPDATE changes SET count =
      CASE WHEN typeof(count) = 'integer' AND count BETWEEN 0 AND 1e15 THEN count + 1 ELSE 1 END
    """
}
