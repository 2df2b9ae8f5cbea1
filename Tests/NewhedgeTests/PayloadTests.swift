import Liquidations
import Testing
import WorkSupport

@testable import Newhedge

@Suite(.longWork) struct PayloadTests {
  private func decode(
    _ text: String, _ metric: Metric = okxLong
  ) throws(FetchError) -> FetchedSeries {
    try Payload.decode(Array(text.utf8), metric: metric, today: today)
  }

  private func series(_ entries: (Int, Double)...) -> Series {
    Series(entries.map { (day: today + $0.0, value: $0.1) })
  }

  @Test func decodesTheContractsSample() throws {
    let text = """
      [
        [
          1778976000000,
          -4883115.401237312
        ],
        [
          1779062400000,
          -8890572.934652263
        ],
        [
          1779148800000,
          -4195481.59156683
        ]
      ]
      """
    let fetched = try decode(text, Metric(.binance, .short))
    #expect(fetched.droppedValues.isEmpty)
    #expect(
      fetched.series.entries.map { "\($0.day) \($0.value)" } == [
        "2026-05-17 -4883115.401237312", "2026-05-18 -8890572.934652263",
        "2026-05-19 -4195481.59156683",
      ])
  }

  @Test func takesAnyOrder() throws {
    let text = "[[\(milliseconds(0)),3],[\(milliseconds(-2)),1],[\(milliseconds(-1)),2]]"
    #expect(try decode(text).series == series((-2, 1), (-1, 2), (0, 3)))
  }

  @Test func takesNullForMissing() throws {
    let text = "[[\(milliseconds(-2)),1],[\(milliseconds(-1)),null],[\(milliseconds(0)),0.0]]"
    #expect(try decode(text).series == series((-2, 1), (0, 0)))
  }

  @Test func takesIntegersDecimalsAndExponents() throws {
    let text = "[[\(milliseconds(-2)).0,1],[1.7790624e12,1E3],[\(milliseconds(0)),2.50]]"
    #expect(try decode(text).series == series((-2, 1), (-1, 1000), (0, 2.5)))
  }

  @Test func letsTheLastOfADayGivenTwiceStand() throws {
    let day = milliseconds(-1)
    #expect(try decode("[[\(day),1],[\(day),2]]").series == series((-1, 2)))
    #expect(try decode("[[\(day),1],[\(day),null]]").series.isEmpty)
  }

  @Test func takesAnyTimeOfTheDayForItsUTCDay() throws {
    let text = "[[\(milliseconds(-1) - 1),1],[\(milliseconds(0) + 86_399_999),2]]"
    #expect(try decode(text).series == series((-2, 1), (0, 2)))
  }

  @Test func takesAnEmptyArrayForNoDataYet() throws {
    #expect(try decode("[]") == FetchedSeries(series: .empty))
    #expect(try decode(" \r\n[\t]\n").series.isEmpty)
  }

  @Test func passesOverAByteOrderMark() throws {
    #expect(try decode("\u{feff}[[\(milliseconds(0)),1]]").series == series((0, 1)))
  }

  @Test func takesTomorrowButNoLaterDay() throws {
    #expect(try decode("[[\(milliseconds(2) - 1),1]]").series == series((1, 1)))
    #expect(throws: fault("the day is in the future", at: 0)) {
      try decode("[[\(milliseconds(2)),1]]")
    }
    let clock = "the days are in the future by this machine's clock, which is 9 days behind the"
    #expect(throws: fault("\(clock) server's; set it", at: nil)) {
      try Payload.decode(
        Array("[[\(milliseconds(2)),1]]".utf8), metric: okxLong, today: today,
        serverToday: today + 9)
    }
  }

  @Test func takesBitcoinsFirstDayButNoEarlierOne() throws {
    #expect("\(Payload.firstDay)" == "2009-01-03")
    #expect(try decode("[[1230940800000,1]]").series.count == 1)
    #expect(throws: FetchError.self) { try decode("[[1230940799999,1]]") }
  }

  @Test func dropsAndReportsAWrongSignAndKeepsTheRest() throws {
    let text = "[[\(milliseconds(-2)),5],[\(milliseconds(-1)),-7],[\(milliseconds(0)),0]]"
    let long = try decode(text)
    #expect(long.series == series((-2, 5), (0, 0)))
    #expect(long.droppedValues == [.init(metric: okxLong, day: today - 1, value: -7)])
    let short = try decode(text, okxShort)
    #expect(short.series == series((-1, -7), (0, 0)))
    #expect(short.droppedValues == [.init(metric: okxShort, day: today - 2, value: 5)])
  }

  @Test(arguments: [
    ("", "the answer is empty"), (" \n", "the answer is empty"),
    ("\u{feff}", "the answer is empty"),
    ("<!DOCTYPE html><html></html>", "the answer is a web page, not JSON"),
    ("{}", "the answer is not an array of pairs"),
    (#"{"error":"x"}"#, "the answer is not an array of pairs"),
    ("null", "the answer is not an array of pairs"),
    ("true", "the answer is not an array of pairs"),
    ("5", "the answer is not an array of pairs"), (#""[]""#, "the answer is not an array of pairs"),
    ("[[1778976000000,1", "the answer is not whole, valid JSON"),
    ("[[1778976000000,1]", "the answer is not whole, valid JSON"),
    ("[[1778976000000,1]],", "the answer is not whole, valid JSON"),
    ("[[1778976000000,1]][]", "the answer is not whole, valid JSON"),
    ("\u{0}\u{1}", "the answer is not whole, valid JSON"),
    ("[[nothing,1]]", "the answer is not whole, valid JSON"),
  ])
  func refusesWhatIsNotAnArrayOfPairs(text: String, what: String) {
    #expect(throws: fault(what, at: nil)) { try decode(text) }
  }

  @Test(arguments: [
    ("1", "the entry is not a pair"), ("null", "the entry is not a pair"),
    (#"{"t":1}"#, "the entry is not a pair"), (#""x""#, "the entry is not a pair"),
    ("[]", "the entry is not a pair of time and value"),
    ("[1778976000000]", "the entry is not a pair of time and value"),
    ("[1778976000000,1,2]", "the entry is not a pair of time and value"),
    ("[1778976000000,[1]]", "the value is not a number"),
    ("[1778976000000,{}]", "the value is not a number"),
    (#"[1778976000000,"1"]"#, "the value is not a number"),
    ("[1778976000000,NaN]", "the value is not a number"),
    ("[1778976000000,Infinity]", "the value is not a number"),
    ("[1778976000000,-Infinity]", "the value is not a number"),
    ("[NaN,1]", "the time is not a number"),
    ("[1778976000000,true]", "the value is not a number"),
    ("[1778976000000,1e999]", "the value is not a number"),
    ("[1778976000000,-1e999]", "the value is not a number"),
    ("[1778976000000,10000000000001]", "the value is implausibly large"),
    ("[1778976000000,-1e300]", "the value is implausibly large"),
    (#"["1778976000000",1]"#, "the time is not a number"),
    ("[null,1]", "the time is not a number"), ("[true,1]", "the time is not a number"),
    ("[[1778976000000],1]", "the time is not a number"), ("[1e999,1]", "the time is not a number"),
    ("[1778976000000.5,1]", "the time is not a whole number of milliseconds"),
    ("[1e300,1]", "the time is not a whole number of milliseconds"),
    ("[-1e300,1]", "the time is not a whole number of milliseconds"),
    ("[9223372036854775808,1]", "the time is not a whole number of milliseconds"),
    ("[9223372036854774784,1]", "the day is in the future"),
    ("[-9223372036854775808,1]", "the day is before Bitcoin began; are the times in seconds?"),
    ("[1778976000,1]", "the day is before Bitcoin began; are the times in seconds?"),
    ("[0,1]", "the day is before Bitcoin began; are the times in seconds?"),
  ])
  func aBadEntryIsDroppedAndMostBadOnesAreRefused(entry: String, what: String) throws {
    #expect(throws: fault(what, at: 1)) { try decode("[[1778976000000,1],\(entry)]") }
    let few = try decode("[[1778976000000,1],[1779062400000,null],\(entry),[1779148800000,2]]")
    #expect(few.series == series((-2, 1), (0, 2)))
    #expect(few.droppedValues.count == 1 && few.droppedValues.first?.fault != nil)
  }

  @Test func ofManyDroppedValuesTheFirstFewAndACountAreKept() throws {
    let entries = (0..<400_000).map { "[\(milliseconds(-$0 % 1_000)),-\($0)]" }
    let fetched = try decode("[\(entries.joined(separator: ","))]")
    #expect(fetched.series.isEmpty || fetched.series.count == 1)
    #expect(fetched.droppedValues.total == 399_999)
    #expect(fetched.droppedValues.map(\.value) == [-1, -2, -3])
    #expect(fetched.droppedValues.map(\.more) == [nil, nil, 399_996])
  }

  @Test func moreEntriesThanThereCanBeAreRefused() {
    let pairs = String(repeating: "[0,0],", count: Payload.mostEntries + 1)
    #expect(throws: fault("the answer has more than 500000 entries", at: nil)) {
      try decode("[\(pairs)[0,0]]")
    }
  }

  @Test func twoAmountsOfADayDeserveAWord() throws {
    // Midnight in London, where summer time begins.
    let times = [(-2, 0), (-1, 0), (-1, 23), (0, 23)].map {
      milliseconds($0) + Int64($1) * 3_600_000
    }
    let fetched = try decode(
      "[[\(times[0]),1],[\(times[1]),2],[\(times[2]),3],[\(times[3]),4]]")
    #expect(fetched.series == series((-2, 1), (-1, 3), (0, 4)))
    let dropped = DroppedValue(metric: okxLong, day: today - 1, value: 2, fault: .repeated)
    #expect(fetched.droppedValues == [dropped])
    #expect(try decode("[[\(times[1]),2],[\(times[2]),2]]").droppedValues.isEmpty)
  }

  @Test func refusesDeepNestingWithoutAnOverflow() {
    let deep = String(repeating: "[", count: 200_000)
    #expect(throws: FetchError.self) { try decode(deep) }
    #expect(throws: FetchError.self) {
      try decode(deep + String(repeating: "]", count: 200_000))
    }
  }

  @Test func refusesBytesThatAreNotText() {
    for bytes: [UInt8] in [[0xff], [0xff, 0xfe], [0x5b, 0xc3, 0x28, 0x5d], [0xef, 0xbb]] {
      #expect(throws: FetchError.self) {
        try Payload.decode(bytes, metric: okxLong, today: today)
      }
    }
  }

  /// Keys without quotes, of bytes that are no text: one reader of JSON would end the program.
  @Test(
    arguments: [
      "7bffffd3d3327bffffd3d3", "5b7bff3a317d5d", "5b5b312c7bff", "7b27ff273a317d", "2fff", "5bff",
    ])
  func refusesKeysThatAreNotText(hex: String) throws {
    let digits = Array(hex)
    let bytes = try stride(from: 0, to: digits.count, by: 2).map {
      try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16))
    }
    #expect(throws: FetchError.self) {
      try Payload.decode(bytes, metric: okxLong, today: today)
    }
  }

  /// Each, beside a word that JSON lacks, once ended the program in a lenient reader.
  @Test(
    arguments: ["[[1,1e+] ]", "[[1R,2],[1,1e+]]", "[[NaN,1e+]]", "[[NaN,1E-]]", "[[NaN,NaNe+]]"])
  func refusesNumbersThatAreCutOff(text: String) {
    #expect(throws: FetchError.self) {
      try Payload.decode(Array(text.utf8), metric: okxLong, today: today)
    }
  }

  @Test func encodesPairsAtMidnight() {
    let text = String(
      decoding: Payload.encode(series((0, 0.0), (-2, 15846.75524793723))), as: UTF8.self)
    #expect(text == "[[\(milliseconds(-2)),15846.75524793723],[\(milliseconds(0)),0.0]]")
    #expect(Payload.encode(.empty) == Array("[]".utf8))
  }

  @Test func decodesWhatItEncodesToTheLastBit() throws {
    var generator = SystemRandomNumberGenerator()
    let entries = (0..<2_200).filter { $0 % 7 != 3 }.map { offset in
      (day: today - offset, value: Double.random(in: 0...1e9, using: &generator) as Double?)
    }
    let series = Series(entries)
    let decoded = try Payload.decode(Payload.encode(series), metric: okxLong, today: today)
    #expect(decoded == FetchedSeries(series: series))
  }

  private func fault(_ what: String, at position: Int?) -> FetchError {
    FetchError(okxLong, .payload(.init(what, at: position)))
  }
}
