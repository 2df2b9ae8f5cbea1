import FoundationEssentials
import Liquidations
import Refresh
import Testing

@testable import Archive

@Suite(.timeLimit(.minutes(20))) struct SchemaTests {
  private let start = ArchiveFolder.start

  @Test func theDocumentedQueriesGiveWhatTheySay() async throws {
    let site = try ArchiveFolder()
    let archive = site.archive()
    for metric in SeriesKey.liquidations {
      let sign = metric.isLong ? 1.0 : -1.0
      let values = (1...20).map { Optional(sign * Double($0) * 1e6) }
      await archive.save(series(values), of: metric, asOf: start)
    }
    await archive.save(
      series([-9e6]), of: .liquidations(Metric(.okx, .short)), asOf: start + .seconds(60))
    let queries = try Self.queries()
    try #require(queries.count == 7)
    let week = try site.rows(queries[0], columns: 4)
    #expect(week.count == 7)
    #expect(week.last == "\(ArchiveFolder.source)|2026-01-20|80.0|-80.0")
    let largest = try site.rows(queries[1], columns: 3)
    #expect(largest.count == 10)
    #expect(largest.first == "\(ArchiveFolder.source)|2026-01-20|-20000000.0")
    #expect(
      try site.rows(queries[2], columns: 8) == [
        "\(ArchiveFolder.source)|2026-01-01|okx|short|-1000000.0|-9000000.0|-8000000.0|"
          + "2026-06-15 10:01:00"
      ])
  }

  @Test func theDocumentedQueriesOfTheFeedsGiveWhatTheySay() async throws {
    let site = try ArchiveFolder()
    try await site.fillLive()
    let queries = try Self.queries()
    try #require(queries.count == 7)
    // Longs and shorts of each exchange; the smallest of the four has none of the first orders.
    let hour = try site.rows(queries[3], columns: 6)
    let names = hour.compactMap { $0.split(separator: "|").dropFirst().first?.prefix(3) }
    #expect(hour.count == 4 && names == ["okx", "der", "bin", "byb"].sorted())
    #expect(hour.compactMap { $0.split(separator: "|").last } == ["100", "100", "100", "100"])
    let largest = try site.rows(queries[4], columns: 7)
    #expect(largest.count == 10)
    #expect(
      largest.first
        == "exchanges|2026-06-15 10:59:11.100|deribit|short|400000.0|90000.0|BTCUSDT")
    let coverage = try site.rows(queries[5], columns: 5)
    #expect(coverage.first == "exchanges|binance|2026-06-15|3600|4.2")
    #expect(coverage.count == 4)
  }

  @Test func aRowADayHasNoValueWhereThereIsNone() async throws {
    let site = try ArchiveFolder()
    let archive = site.archive()
    await archive.save(series([0, nil, 3]), of: .okxLong, asOf: start)
    await archive.save(series([-1, -2]), of: .bybitShort, asOf: start)
    #expect(
      try site.rows("SELECT day, okx_long, bybit_short FROM liquidations", columns: 3) == [
        "2026-01-01|0.0|-1.0", "2026-01-02|NULL|-2.0", "2026-01-03|3.0|NULL",
      ])
  }

  @Test func anArchiveOfAnOlderVersionIsBroughtUp() async throws {
    let site = try ArchiveFolder()
    try site.write([])
    try site.database().script("PRAGMA application_id = \(Schema.application)")
    await site.archive().save(series([1]), of: .okxLong, asOf: start)
    #expect(try site.rows("PRAGMA user_version", columns: 1) == ["\(Schema.version)"])
    #expect(await site.archive().load(at: start).readings[.okxLong]?.series == series([1]).series)
  }

  @Test func eachVersionOnlyAdds() throws {
    let database = try Database(":memory:", .writing, patience: .zero)
    var before: [String] = []
    for step in Schema.steps {
      try database.script(step)
      let now = try database.all("SELECT name || sql FROM sqlite_schema WHERE sql IS NOT NULL") {
        $0.text(0) ?? ""
      }
      // A program of an older version goes on with what it knows.
      #expect(before.allSatisfy(now.contains))
      before = now
    }
    #expect(try Schema.missingTable(in: database) == nil)
  }

  @Test func noStatementWaitsForAnother() async throws {
    let site = try ArchiveFolder()
    let archive = site.archive(patience: .zero)
    await archive.save(series([1]), of: .okxLong, asOf: start)
    let reader = try site.database()
    try reader.script("BEGIN; SELECT * FROM days")
    await archive.save(series([2]), of: .okxLong, asOf: start)
    #expect(await archive.load(at: start).fault == nil)
    #expect(try reader.first("SELECT usd FROM days") { $0.real(0) } == 1)
    try reader.script("COMMIT")
    #expect(try reader.first("SELECT usd FROM days") { $0.real(0) } == 2)
  }

  /// The blocks of SQL in the documentation.
  static func queries() throws -> [String] {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let page = try String(
      contentsOfFile: "/\(root)/Sources/liqtop/liqtop.docc/Archive.md", encoding: .utf8)
    return page.split(separator: "```").filter { $0.hasPrefix("sql\n") }
      .map { String($0.dropFirst(4)) }
  }
}
