import FoundationEssentials
import Liquidations
import Refresh

/// One source's and one token's part of an archive's database, in the words of the domain.
struct Records {
  let database: Database
  /// The base URL.
  let source: SQLiteValue
  /// The token's fingerprint.
  let token: SQLiteValue
  /// Who holds the lease, when it is held by this process.
  let holder: String

  init(_ database: Database, source: String, token: String, holder: String) {
    self.database = database
    self.source = .text(source)
    self.token = .text(token)
    self.holder = holder
  }

  /// Everything kept, as one picture; without a fault.
  func load(at now: Timestamp) throws(SQLiteError) -> Kept {
    try database.reading { () throws(SQLiteError) in
      var kept = try history(at: now)
      let sql = "SELECT plan, asked FROM leaders WHERE source = ?1 AND token = ?2"
      let words = try database.first(sql, source, token) { ($0.text(0), $0.text(1)) }
      kept.announced = JSON.decode(words?.0)
      kept.asked = JSON.decode(words?.1)
      return kept
    }
  }

  /// The same without what those who share the archive tell each other: all that a first frame shows,
  /// and sooner.
  func loadHistory(at now: Timestamp) throws(SQLiteError) -> Kept {
    try database.reading { () throws(SQLiteError) in try history(at: now) }
  }

  private func history(at now: Timestamp) throws(SQLiteError) -> Kept {
    var kept = Kept(readings: try readings(), spent: try spent(in: Month(of: now)))
    for failure in try failures() {
      kept.readings[failure.error.metric, default: .init()].error = failure.error
      kept.readings[failure.error.metric]?.failedAt = failure.at
    }
    return kept
  }

  /// How often what `load` gives has changed.
  func changes() throws(SQLiteError) -> Int64 {
    try database.first("SELECT count FROM changes") { $0.integer(0) } ?? 0
  }

  /// The same, once nobody is in the middle of writing: the log is written before what it holds can
  /// be read.
  func changesOnceWritten() throws(SQLiteError) -> Int64 {
    try database.writing { () throws(SQLiteError) in try changes() }
  }

  /// Does everything in `body` or nothing, and counts it as a change of what `load` gives.
  func change<Result>(_ body: () throws(SQLiteError) -> Result) throws(SQLiteError) -> Result {
    try database.writing { () throws(SQLiteError) in
      let result = try body()
      try database.run("UPDATE changes SET count = count + 1")
      return result
    }
  }

  private func failures() throws(SQLiteError) -> [(error: FetchError, at: Timestamp)] {
    try database.all(
      "SELECT error, failed_at FROM failures WHERE source = ?1 AND token = ?2", source, token
    ) { row in
      JSON.decode(row.text(0)).map { ($0, Timestamp(seconds: row.integer(1))) }
    }.compactMap { $0 }
  }
}

/// Small values as text, readable and always written the same way.
enum JSON {
  static func encode(_ value: some Encodable) -> SQLiteValue {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(value) else { return .null }
    return .text(String(decoding: bytes, as: UTF8.self))
  }

  /// Nil for what isn't such a value: another version may have written it otherwise.
  static func decode<Value: Decodable>(_ text: String?) -> Value? {
    guard let text else { return nil }
    return try? JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }
}

extension Metric {
  var exchangeName: SQLiteValue { .text(exchange.slug) }

  var sideName: SQLiteValue { .text(side.name) }

  /// The metric of those names in a row; nil if there is none.
  init?(exchange: String?, side: String?) {
    guard let exchange = Exchange.allCases.first(where: { $0.slug == exchange }),
      let side = Side.allCases.first(where: { $0.name == side })
    else { return nil }
    self.init(exchange, side)
  }
}

extension Timestamp {
  var value: SQLiteValue { .integer(seconds) }
}
