import Archive
import Liquidations
import Testing

@testable import liqtop

/// What can be imported, and what is said of every line that can't.
@Suite struct ImportedTableTests {
  private let now = Timestamp(seconds: 1_795_348_800)
  private let day = Day(number: 20_777)

  private func table(_ text: String) throws(ImportFaults) -> ImportedTable {
    try ImportedTable(Array(text.utf8), at: now)
  }

  /// What is said of the only line of values.
  private func complaint(_ line: String) -> String? {
    do {
      _ = try table("day,exchange,side,usd,provisional,fetched_at\n\(line)\n")
      return nil
    } catch {
      return error.words.joined(separator: "; ")
    }
  }

  @Test func whatPrintWritesIsTaken() throws {
    let table = try table(
      """
      day,exchange,side,usd,provisional,fetched_at
      2026-11-20,binance,long,84210339.12,false,2026-11-21T01:00:04Z
      2026-11-20,okx,short,-31034567.88,false,2026-11-21T01:00:04Z
      2026-11-20,deribit,long,,false,
      2026-11-21,deribit,short,0.00,true,2026-11-21T01:00:04Z
      """)
    #expect(table.missing == 1 && table.replaced == 0)
    #expect(table.values.map(\.usd) == [84_210_339.12, -31_034_567.88, 0])
    #expect(table.values.map(\.key.slug).last == "bitcoin_liquidations_deribit_short")
    #expect(table.values[0].day == day && table.values[2].day == day + 1)
    let fetched = (day + 1).start + .seconds(3_604)
    #expect(table.values.allSatisfy { $0.fetchedAt == fetched })
    #expect(table.asOf(now) == fetched)
  }

  @Test func aDayThatWasNotOverStaysProvisional() throws {
    let table = try table(
      "day,exchange,side,usd,provisional\n2026-11-20,okx,long,1,true\n2026-11-21,okx,long,1,true\n")
    #expect(table.asOf(now) == (day + 1).start + .seconds(-1))
    let final = try self.table("day,exchange,side,usd\n2026-11-20,okx,long,1\n")
    #expect(final.asOf(now) == now)
  }

  @Test func marksLineEndsAndQuotesOfOtherProgramsAreTaken() throws {
    let table = try table(
      "\u{feff}\"day\",exchange,usd,\"side\"\r\n2026-11-20,\"okx\",\"1.5e6\",long\r\n\r\n")
    #expect(table.values.map(\.usd) == [1_500_000])
  }

  @Test func whatOthersReplacedIsLeftOutAndCounted() throws {
    let table = try table(
      """
      source,day,exchange,side,usd,fetched_at,replaced_at
      https://newhedge.io,2026-11-20,okx,long,1.00,2026-11-20T01:00:00Z,2026-11-20T02:00:00Z
      https://newhedge.io,2026-11-20,okx,long,2.00,2026-11-20T02:00:00Z,
      """)
    #expect(table.values.map(\.usd) == [2] && table.replaced == 1)
  }

  @Test(arguments: [
    ("2026-02-30,okx,long,1,,", "day 2026-02-30: no such day; write 2026-11-09"),
    ("20-11-2026,okx,long,1,,", "day 20-11-2026: no such day; write 2026-11-09"),
    ("2008-12-31,okx,long,1,,", "day 2008-12-31: there was no Bitcoin before 2009-01-01"),
    ("2026-11-23,okx,long,1,,", "day 2026-11-23: it hasn't begun; today is 2026-11-22, UTC"),
    (
      "2026-11-20,kraken,long,1,,",
      "exchange kraken: there is none; write one of binance, bybit, okx, deribit"
    ),
    ("2026-11-20,okx,buy,1,,", "side buy: write long or short"),
    (
      "2026-11-20,okx,long,1k,,",
      "usd 1k: no amount; write 31034567.88, or nothing if it is missing"
    ),
    (
      "2026-11-20,okx,long,nan,,",
      "usd nan: no amount; write 31034567.88, or nothing if it is missing"
    ),
    (
      "2026-11-20,okx,short,12.5,,",
      "usd 12.5: amounts of shorts are 0 or less; write -12.50 if that is meant"
    ),
    (
      "2026-11-20,okx,long,-3,,",
      "usd -3: amounts of longs are 0 or more; write 3.00 if that is meant"
    ),
    ("2026-11-20,okx,long,1e14,,", "usd 1e14: more than anything comes to; write dollars"),
    ("2026-11-20,okx,long,1,yes,", "provisional yes: write true or false"),
    (
      "2026-11-20,okx,long,1,,2026-11-20 10:00",
      "fetched_at 2026-11-20 10:00: no such time; write 2026-11-26T01:00:04Z"
    ),
    (
      "2026-11-20,okx,long,1,,2030-01-01T00:00:00Z",
      "fetched_at 2030-01-01T00:00:00Z: it is still to come"
    ),
    ("2026-11-20,okx,long", "it has 3 fields instead of 6"),
    ("2026-11-20,\"okx,long,1,,", "a quote isn't closed"),
    ("2026-11-20,\"okx\"x,long,1,,", "a comma must follow a closing quote"),
  ])
  func whatIsWrongWithALineIsSaid(line: String, words: String) {
    #expect(complaint(line) == "line 2: \(words)")
  }

  @Test(arguments: [
    ("day;exchange;side;usd", "fields must be parted by commas; write \(ImportColumns.allowed)"),
    ("day,exchange,side", "the column usd is missing; write \(ImportColumns.allowed)"),
    ("day,last_day,exchange,side,usd", "rows must be of one day each; print with --bucket day"),
    (
      "day,binance_long,binance_short,total_long",
      "rows must be of one value each; print with --shape long"
    ),
    ("day,day,exchange,side,usd", "the column day is there twice"),
    (
      "2026-11-20,okx,long,1",
      "the first line must name the columns, and \"2026-11-20\" is none; write "
        + ImportColumns.allowed
    ),
  ])
  func whatIsWrongWithTheFirstLineIsSaid(line: String, words: String) {
    #expect(throws: ImportFaults("\(words)", line: 1)) { try table("\(line)\n1,2,3,4\n") }
  }

  @Test func aValueThatIsThereTwiceIsSaidWithItsOtherLine() {
    let line = "2026-11-20,okx,long,1,,"
    #expect(
      complaint("\(line)\n\(line)")
        == "line 3: the same day, exchange and side as on line 2; leave one of them out")
  }

  @Test func severalSourcesAreSaid() {
    #expect(
      throws: ImportFaults(
        "source b, in 1 line: the lines before are of a; export one at a time, with --source",
        line: 3)
    ) {
      try table("source,day,exchange,side,usd\na,2026-11-20,okx,long,1\nb,2026-11-21,okx,long,1\n")
    }
  }

  @Test func eachOtherSourceIsSaidOnce() {
    let lines = (1...9).map { day in
      "\(day < 3 ? "a" : day < 8 ? "b" : "c"),2026-11-0\(day),okx,long,1"
    }
    #expect {
      try table("source,day,exchange,side,usd\n\(lines.joined(separator: "\n"))\n")
    } throws: { error in
      (error as? ImportFaults)?.words == [
        "line 4: source b, in 5 lines: the lines before are of a; export one at a time, with --source",
        "line 9: source c, in 2 lines: the lines before are of a; export one at a time, with --source",
      ]
    }
  }

  @Test func everyWrongLineIsCountedAndTheFirstAreSaid() {
    let lines = (0..<50).map { _ in "soon,okx,long,1" }.joined(separator: "\n")
    #expect {
      try table("day,exchange,side,usd\n2026-11-20,okx,long,1\n\(lines)\n")
    } throws: { error in
      let words = (error as? ImportFaults)?.words ?? []
      return words.count == 21 && words[0].hasPrefix("line 3: day soon:")
        && words[20] == "and 30 more lines are wrong"
    }
  }

  @Test(arguments: [
    ("", "it is empty"), ("day,exchange,side,usd\n", "it holds no value"),
    ("day,exchange,side,usd\n2026-11-20,okx,long,\n", "it holds no value"),
  ])
  func nothingIsNothing(text: String, words: String) {
    #expect(throws: ImportFaults(words, line: nil)) { try table(text) }
  }

  @Test(arguments: [
    ("desk", true), ("2025.q1_okx-x", true), ("", false), ("-desk", false), ("a b", false),
    ("exchanges", false), ("https://newhedge.io", false), ("ö", false),
    (String(repeating: "a", count: 41), false),
  ])
  func anImportHasANameThatIsNoURL(name: String, isName: Bool) {
    #expect(SourceName.isName(name) == isName)
  }
}
