import Liquidations
import Testing

@testable import Feeds

/// Deribit's liquidations as they are read by request, an hour late.
@Suite struct DeribitTradesTests {
  private static let minute: Int64 = 60_000
  private static let midnight = Day(millisecondsSinceEpoch: noon).millisecondsSinceEpoch

  /// A server that has trades of BTC at even times, and liquidations that it flags an hour later.
  private struct Server {
    var liquidations: [Int64] = []
    var tradesEvery: Int64 = 60_000
    var flagDelay: Int64 = 60 * 60_000
    /// Whether what is asked for beyond a day is answered with what there is, and not with nothing.
    var answersInPart = false
    var requests: [(currency: String, start: Int64, end: Int64)] = []

    mutating func answer(_ url: String, at now: Int64) -> FeedAnswer {
      let query = Dictionary(
        uniqueKeysWithValues: url.split(separator: "?")[1].split(separator: "&").map { pair in
          let parts = pair.split(separator: "=")
          return (String(parts[0]), String(parts[1]))
        })
      let (first, last) = (
        Int64(query["start_timestamp"] ?? "") ?? 0, Int64(query["end_timestamp"] ?? "") ?? 0
      )
      let currency = query["currency"] ?? ""
      requests.append((currency, first, last))
      var trades: [(Int64, String)] = []
      // Of more than a day ago there is nothing, and no word of it.
      let oldest = now - 24 * 3_600_000
      if currency == "BTC", first >= oldest || answersInPart, first <= last {
        let begin = (max(first, oldest) + tradesEvery - 1) / tradesEvery * tradesEvery
        trades = stride(from: begin, through: last, by: Int(tradesEvery)).map {
          ($0, Self.trade($0, flag: ""))
        }
        trades += liquidations.filter { (first...last).contains($0) }.map { time in
          (time, Self.trade(time, flag: time <= now - flagDelay ? #","liquidation":"T""# : ""))
        }
        trades.sort { $0.0 < $1.0 }
      }
      let page = trades.prefix(1_000)
      let text = """
        {"jsonrpc":"2.0","result":{"trades":[\(page.map(\.1).joined(separator: ","))],\
        "has_more":\(page.count < trades.count)},"usIn":\(now * 1_000)}
        """
      return .body(bytes(text))
    }

    private static func trade(_ time: Int64, flag: String) -> String {
      let id = flag.isEmpty ? "t\(time)" : "l\(time)"
      return """
        {"timestamp":\(time),"price":91588.5,"amount":100.0,"direction":"sell",\
        "instrument_name":"BTC-PERPETUAL","trade_id":"\(id)"\(flag)}
        """
    }
  }

  /// Answers all that is asked for while the time goes on.
  private func run(
    _ talk: inout Conversation, _ server: inout Server, for duration: Duration,
    serversClock ahead: Int64 = 0
  ) {
    let end = talk.now.elapsed + duration
    while talk.now.elapsed < end {
      for (id, url) in talk.requests(.trades) {
        talk.tell(.answered(id, server.answer(url, at: talk.now.milliseconds + ahead)))
      }
      let wake = talk.feed.wake.map { min($0, end) } ?? end
      talk.wait(max(wake - talk.now.elapsed, .milliseconds(1)))
    }
  }

  @Test func asksForTheTradesSinceMidnight() throws {
    var talk = Conversation(.deribit)
    let request = try #require(talk.requests(.trades).first)
    #expect(
      request.url == """
        https://www.deribit.com/api/v2/public/get_last_trades_by_currency_and_time?currency=BTC\
        &kind=future&start_timestamp=\(Self.midnight)\
        &end_timestamp=\(noon - 65 * Self.minute)&count=1000&sorting=asc
        """)
  }

  @Test func readsUpTo65MinutesAgoAndFollows() {
    var talk = Conversation(.deribit)
    var server = Server(liquidations: [Self.midnight + 5, noon - 66 * Self.minute, noon - 1_000])
    run(&talk, &server, for: .seconds(60))
    #expect(talk.spans(.deribit) == [Self.midnight / 1_000..<(noon - 65 * Self.minute) / 1_000])
    #expect(Set(talk.liquidations.map(\.milliseconds)) == Set(server.liquidations.dropLast()))
    #expect(talk.state.isBackfillOver == (talk.state.backfillProgress == 1))
    run(&talk, &server, for: .seconds(70 * 60))
    #expect(Set(talk.liquidations.map(\.milliseconds)) == Set(server.liquidations))
    #expect(talk.spans(.deribit).count == 1)
    let end = talk.spans(.deribit).last?.upperBound ?? 0
    let behind = talk.now.milliseconds - end * 1_000
    #expect(behind >= 65 * Self.minute && behind < 71 * Self.minute)
    #expect(talk.state.knownUntil == Timestamp(seconds: end))
  }

  /// The second reading tells the same trades again, under the same names.
  @Test func tellsATradeUnderOneNameHoweverOftenItIsRead() {
    var talk = Conversation(.deribit)
    var server = Server(liquidations: [noon - 200 * Self.minute])
    run(&talk, &server, for: .seconds(60))
    #expect(talk.liquidations.count == 2)
    #expect(Set(talk.liquidations.map(\.identity)).count == 1)
    #expect(talk.state.findings.requested == 1 && talk.state.findings.flaggedLater == 0)
  }

  @Test func countsFlagsThatComeAfterTheFirstReading() {
    var talk = Conversation(.deribit)
    var server = Server(liquidations: [noon - 80 * Self.minute], flagDelay: 90 * Self.minute)
    run(&talk, &server, for: .seconds(60))
    #expect(talk.liquidations.isEmpty)
    run(&talk, &server, for: .seconds(3_600))
    #expect(talk.liquidations.count == 1 && talk.state.findings.flaggedLater == 1)
  }

  @Test func readsPageByPageNoFasterThanTwiceASecond() {
    var talk = Conversation(.deribit)
    var server = Server(tradesEvery: 10_000)
    run(&talk, &server, for: .seconds(2))
    #expect(server.requests.count <= 5)
    #expect((talk.state.backfillProgress ?? 0) < 1 && !talk.state.isBackfillOver)
    run(&talk, &server, for: .seconds(60))
    #expect(talk.spans(.deribit) == [Self.midnight / 1_000..<(noon - 65 * Self.minute) / 1_000])
    let starts = server.requests.filter {
      $0.currency == "BTC" && $0.end == noon - 65 * Self.minute
    }
    #expect(starts.count == 4 && zip(starts, starts.dropFirst()).allSatisfy { $0.start < $1.start })
  }

  @Test func asksForNothingBeforeAnHourOfTheDayIsOver() {
    let early = FeedMoment(elapsed: .zero, milliseconds: Self.midnight + 20 * Self.minute)
    var talk = Conversation(.deribit, at: early)
    var server = Server()
    run(&talk, &server, for: .seconds(44 * 60))
    #expect(server.requests.isEmpty && talk.state.backfillProgress == 1)
    run(&talk, &server, for: .seconds(11 * 60))
    #expect(
      !server.requests.isEmpty && talk.spans(.deribit).first?.lowerBound == Self.midnight / 1_000)
  }

  /// An answer for what is older than a day is empty without a word: no zero may come of it.
  @Test func takesNoEmptyAnswerForAZero() {
    for (ahead, answersInPart) in [
      (Int64(0), false), (10 * Self.minute, false), (10 * Self.minute, true),
    ] {
      var talk = Conversation(.deribit, after: Timestamp(seconds: noon / 1_000 - 86_400))
      var server = Server(tradesEvery: 120_000, answersInPart: answersInPart)
      run(&talk, &server, for: .seconds(60), serversClock: ahead)
      let oldest = noon + ahead - 24 * 3_600_000
      #expect(talk.spans(.deribit).allSatisfy { $0.lowerBound * 1_000 >= oldest })
      #expect(!talk.spans(.deribit).isEmpty)
    }
  }

  @Test func believesNoAnswerWithoutAnyTrade() throws {
    var talk = Conversation(.deribit)
    let request = try #require(talk.requests(.trades).first)
    talk.tell(.answered(request.id, .body(bytes(#"{"result":{"trades":[],"has_more":false}}"#))))
    #expect(talk.state.backfillFault == .empty && talk.covered.isEmpty)
  }

  @Test(arguments: [
    "{}", #"{"result":{}}"#, #"{"result":{"trades":{}}}"#,
    #"{"result":{"trades":[{"timestamp":"x"}],"has_more":true}}"#,
    #"{"result":{"trades":[null],"has_more":false}}"#,
    #"{"result":{"trades":[{"timestamp":1795694405600},{"timestamp":1795694405599}]}}"#,
    #"{"result":{"trades":[{"timestamp":5}]}}"#, #"{"result":{"trades":[],"has_more":true}}"#,
    "<html>",
  ])
  func movesNoCursorByWhatItCannotRead(body: String) throws {
    var talk = Conversation(.deribit)
    let request = try #require(talk.requests(.trades).first)
    talk.tell(.answered(request.id, .body(bytes(body))))
    #expect(talk.state.backfillFault == .unreadable && talk.covered.isEmpty)
    // It is asked again for the same, after half a minute.
    talk.wait(.seconds(20))
    #expect(talk.requests(.trades).isEmpty)
    talk.wait(.seconds(20))
    let again = try #require(talk.requests(.trades).first)
    #expect(again.url.contains("start_timestamp=\(Self.midnight)&"))
  }

  @Test(arguments: [
    (FeedAnswer.refused(HTTPRefusal(status: 429, retryAfter: .seconds(40))), 40.0),
    (.refused(HTTPRefusal(status: 503, body: bytes("<html>"))), 60),
    (.refused(HTTPRefusal(status: 403)), 3_600),
    (.body(bytes(#"{"error":{"code":10028,"message":"too_many_requests"}}"#)), 32),
    (.failed(.unreachable), 32),
  ])
  func leavesDeribitAloneAsItAsks(answer: FeedAnswer, seconds: Double) throws {
    var talk = Conversation(.deribit)
    let request = try #require(talk.requests(.trades).first)
    talk.tell(.answered(request.id, answer))
    talk.wait(.seconds(seconds) - .milliseconds(1))
    #expect(talk.requests(.trades).isEmpty)
    talk.wait(.milliseconds(1))
    #expect(talk.requests(.trades).count == 1)
  }

  /// All of a page at one time can't be told apart from there being no end to it.
  @Test func getsPastAPageOfOneTime() throws {
    var talk = Conversation(.deribit)
    let request = try #require(talk.requests(.trades).first)
    let page = #"{"result":{"trades":[{"timestamp":\#(Self.midnight)}],"has_more":true}}"#
    talk.tell(.answered(request.id, .body(bytes(page))))
    talk.wait(.seconds(1))
    let next = try #require(talk.requests(.trades).first)
    #expect(next.url.contains("start_timestamp=\(Self.midnight + 1)&"))
  }

  @Test func beginsAnewAfterALongSleep() {
    var talk = Conversation(.deribit)
    var server = Server()
    run(&talk, &server, for: .seconds(60))
    talk.setClock(ahead: .seconds(3 * 86_400))
    server.requests = []
    run(&talk, &server, for: .seconds(400))
    // What can't be had any more isn't asked for.
    let oldest = talk.now.milliseconds - 24 * 3_600_000
    #expect(!server.requests.isEmpty && server.requests.allSatisfy { $0.start > oldest })
    let spans = talk.spans(.deribit)
    #expect(spans.count == 2)
    #expect((spans.last?.lowerBound ?? 0) >= talk.now.milliseconds / 1_000 - 86_400)
  }

  @Test func takesAFlagFromTheStreamUnderTheNameThatARequestGivesIt() throws {
    var talk = Conversation(.deribit)
    let id = try #require(talk.goLive().first)
    talk.tell(id, Sample.deribit)
    let trades = Sample.deribit.split(separator: #""data":"#)[1].dropLast(2)
    for (request, _) in talk.requests(.trades) {
      let body = #"{"result":{"trades":\#(trades),"has_more":false}}"#
      talk.tell(.answered(request, .body(bytes(body))))
    }
    #expect(talk.liquidations.count == 2)
    #expect(Set(talk.liquidations.map(\.identity)).count == 1)
    #expect(talk.state.findings.streamed == 1 && talk.state.findings.requested == 1)
  }
}
