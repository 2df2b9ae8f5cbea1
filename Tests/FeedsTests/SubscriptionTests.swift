import Liquidations
import Testing

@testable import Feeds

/// What happens when an exchange refuses a part of what was asked for, or tells of an end.
@Suite struct SubscriptionTests {
  private func opened(_ feed: Feed) throws -> (talk: Conversation, id: ConnectionID, sent: [String])
  {
    var talk = Conversation(feed.exchange)
    talk.wait(.seconds(1))
    let id = try #require(talk.connects().first { $0.id.feed == feed }).id
    talk.tell(.opened(id))
    let sent = talk.sent(id)
    return (talk, id, sent)
  }

  @Test(arguments: [
    (Feed.binanceUSDM, #"{"code":2,"msg":"Invalid request: unknown","id":10}"#, 3),
    (.binanceUSDM, #"{"error":{"code":2,"msg":"Invalid request"},"id":10}"#, 3),
    (
      .bybitLinear,
      #"{"success":false,"ret_msg":"error:handler not found","req_id":"10","op":"subscribe"}"#, 3
    ),
    (
      .bybitLinear, #"{"success":false,"ret_msg":"Invalid topic","conn_id":"c","op":"subscribe"}"#,
      3
    ),
    (.okx, #"{"id":"10","event":"error","code":"60018","msg":"doesn't exist","connId":"a"}"#, 3),
  ])
  func asksOneByOneForWhatWasRefusedTogether(feed: Feed, refusal: String, topics: Int) throws {
    var (talk, id, _) = try opened(feed)
    talk.tell(id, refusal)
    let again = talk.sent(id)
    #expect(again.count == topics && Set(again).count == topics)
    for text in Conversation.acknowledgements(again, feed) { talk.tell(id, text) }
    talk.tell(id, Canary.text(feed))
    #expect(talk.standing(feed) == .live)
    #expect(talk.state.odd.total == 0)
  }

  /// Whoever sends more than ten messages a second to Binance is thrown out.
  @Test func sendsNoMoreThanFiveMessagesASecond() throws {
    var talk = Conversation(.binance)
    let request = try #require(talk.requests(.contracts).first)
    let symbols = (0..<20).map {
      #"{"symbol":"BTCUSDT_\#($0)","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT"}"#
    }
    talk.tell(
      .answered(request.id, .body(bytes(#"{"symbols":[\#(symbols.joined(separator: ","))]}"#))))
    let id = try #require(talk.connects().first).id
    talk.tell(.opened(id))
    #expect(talk.sent(id).count == 1)
    talk.tell(id, #"{"code":2,"msg":"Invalid request","id":10}"#)
    var counts: [Int] = []
    for _ in 0..<6 {
      let sent = talk.sent(id)
      counts.append(sent.count)
      for text in Conversation.acknowledgements(sent, .binanceUSDM) { talk.tell(id, text) }
      talk.wait(.seconds(1))
    }
    #expect(counts.allSatisfy { $0 <= 5 } && counts.reduce(0, +) == 23)
    talk.tell(id, Canary.text(.binanceUSDM))
    #expect(talk.standing(.binanceUSDM) == .live)
  }

  @Test func doesWithoutAContractThatHasEnded() throws {
    var (talk, id, _) = try opened(.bybitLinear)
    let refusal = #"{"success":false,"ret_msg":"error","req_id":"10","op":"subscribe"}"#
    talk.tell(id, refusal)
    for text in talk.sent(id) {
      let isEnded = text.contains("BTCPERP")
      for reply in Conversation.acknowledgements([text], .bybitLinear) {
        talk.tell(id, isEnded ? reply.replacing("true", with: "false") : reply)
      }
    }
    talk.tell(id, Canary.text(.bybitLinear))
    #expect(talk.standing(.bybitLinear) == .live)
    #expect(talk.state.feeds[0].missing == ["allLiquidation.BTCPERP"])
  }

  @Test func givesUpAConnectionThatRefusesWhatItIsFor() throws {
    var (talk, id, _) = try opened(.deribit)
    talk.tell(
      id,
      """
      {"jsonrpc":"2.0","id":10,"error":{"code":-32602,"message":"Invalid params",\
      "data":{"reason":"no\\u0007 such","param":"channels"}}}
      """)
    #expect(talk.closes() == [id])
    #expect(talk.standing(.deribit) == .refused(.words("-32602 no such")))
  }

  /// A channel that is refused may only be missing in the answer.
  @Test func noticesAChannelThatIsMissingInTheAnswer() throws {
    var (talk, id, _) = try opened(.deribit)
    talk.tell(id, #"{"jsonrpc":"2.0","id":12,"result":[]}"#)
    talk.tell(id, #"{"jsonrpc":"2.0","id":13,"result":["platform_state"]}"#)
    #expect(talk.state.feeds[0].missing == ["trades.future.USDC.100ms"])
    talk.tell(id, #"{"jsonrpc":"2.0","id":10,"result":[]}"#)
    #expect(talk.closes() == [id])
  }

  @Test func doesWithoutAChannelThatIsNeverAnsweredIfItMust() throws {
    var (talk, id, sent) = try opened(.deribit)
    for text in Conversation.acknowledgements(Array(sent.prefix(3)), .deribit) {
      talk.tell(id, text)
    }
    talk.live([id], for: .seconds(11))
    #expect(talk.standing(.deribit) == .live)
    #expect(talk.state.feeds[0].missing == ["platform_state", "trades.future.USDC.100ms"])
  }

  @Test(
    arguments: [
      (
        Feed.okx, #"{"event":"error","code":"60014","msg":"too many"}"#,
        Standing.rateLimited(status: nil), 30
      ),
      (
        .deribit, #"{"id":10,"error":{"code":10028,"message":"too_many_requests"}}"#,
        .rateLimited(status: nil), 30
      ),
      (
        .deribit, #"{"id":99,"error":{"code":11051,"message":"system_maintenance"}}"#, .maintenance,
        60
      ),
      (
        .deribit,
        """
        {"method":"subscription","params":{"channel":"platform_state","data":{"maintenance":true}}}
        """, .maintenance, 60
      ),
    ] as [(Feed, String, Standing, Double)])
  func leavesAnExchangeAloneThatAsksForIt(
    feed: Feed, text: String, standing: Standing, seconds: Double
  ) throws {
    var (talk, id, _) = try opened(feed)
    talk.tell(id, text)
    #expect(talk.closes() == [id])
    #expect(talk.standing(feed) == standing && talk.retry(feed) == seconds)
  }

  @Test func takesALockOfOnePriceForNoMaintenance() throws {
    var (talk, id, _) = try opened(.deribit)
    let state = #"{"price_index":"btc_usd","locked":true}"#
    talk.tell(
      id, #"{"method":"subscription","params":{"channel":"platform_state","data":\#(state)}}"#)
    #expect(talk.closes().isEmpty && talk.state.odd.total == 0)
  }

  @Test func countsAnAnswerToNothingAsOdd() throws {
    for (feed, text) in [
      (Feed.okx, #"{"event":"error","code":"60012","msg":"x","id":"77"}"#),
      (.deribit, #"{"id":1,"error":{"code":-32601,"message":"x"}}"#),
      (.binanceUSDM, #"{"code":3,"msg":"Invalid JSON","id":5}"#),
    ] {
      var (talk, id, _) = try opened(feed)
      talk.tell(id, text)
      #expect(talk.state.odd.counts == [.unknownMessage: 1] && talk.closes().isEmpty)
      #expect(talk.state.odd.sample == text)
    }
  }

  /// What an exchange sends may hold anything; nothing of it moves a cursor.
  @Test func keepsASampleThatCanBeShown() throws {
    var (talk, id, _) = try opened(.okx)
    talk.tell(id, "{\u{1b}[2Jé" + String(repeating: "x", count: 300))
    let sample = try #require(talk.state.odd.sample)
    #expect(sample.hasPrefix("{.[2J..xxx") && sample.utf8.count == OddTally.longestSample)
  }

  // MARK: - Another connection in time

  @Test func replacesABinanceConnectionBeforeADayIsOver() throws {
    var talk = Conversation(.binance)
    let ids = talk.goLive()
    let usdm = ids[0]
    // Half an hour before, and up to ten minutes earlier still.
    talk.live(ids, for: .seconds(23 * 3_600 + 1_800 - 300 - 1), every: .seconds(14))
    #expect(talk.connects().isEmpty)
    talk.live(ids, for: .seconds(2))
    let next = try #require(talk.connects().first { $0.id.feed == .binanceUSDM }).id
    talk.open(next)
    talk.live(ids, for: .seconds(3))
    #expect(!talk.closes().contains(usdm))
    talk.live(ids + [next], for: .milliseconds(2_999))
    #expect(!talk.closes().contains(usdm))
    // What both tell of while both are open is one.
    let told = Sample.usdm.replacing("1795694405118", with: "\(talk.now.milliseconds)")
    for id in [usdm, next] { talk.tell(id, told) }
    #expect(talk.liquidations.count == 2)
    #expect(Set(talk.liquidations.map(\.identity)).count == 1)
    talk.live(ids + [next], for: .milliseconds(1))
    #expect(talk.closes().contains(usdm))
    #expect(talk.standing(.binanceUSDM) == .live)
  }

  @Test(arguments: [
    (Feed.okx, #"{"event":"notice","code":"64008","msg":"service upgrade","connId":"a"}"#),
    (.binanceUSDM, #"{"e":"serverShutdown","E":1}"#),
  ])
  func opensAnotherWhenAnEndIsAnnounced(feed: Feed, notice: String) throws {
    var talk = Conversation(feed.exchange)
    let ids = talk.goLive()
    let id = try #require(ids.first { $0.feed == feed })
    talk.live(ids, for: .seconds(5))
    talk.tell(id, notice)
    talk.wait(.zero)
    let next = try #require(talk.connects().first).id
    #expect(next == ConnectionID(feed, 2))
    talk.open(next)
    talk.live(ids + [next], for: .seconds(4))
    #expect(talk.closes() == [id] && talk.standing(feed) == .live)
  }

  /// A ban holds for a successor as for any other connection.
  @Test func waitsWithASuccessorAsLongAsItIsTold() throws {
    var talk = Conversation(.okx)
    let ids = talk.goLive()
    talk.tell(ids[0], #"{"event":"notice","code":"64008"}"#)
    talk.wait(.zero)
    let second = try #require(talk.connects().first).id
    talk.tell(.refused(second, HTTPRefusal(status: 429, retryAfter: .seconds(900))))
    talk.live(ids, for: .seconds(899), every: .seconds(10))
    #expect(talk.connects().isEmpty)
    talk.live(ids, for: .seconds(2))
    #expect(talk.connects().count == 1)
  }

  /// What isn't answered yet may be missing: nothing is covered before that is known.
  @Test func isLiveOnlyWhenAllIsAnswered() throws {
    var (talk, id, sent) = try opened(.deribit)
    let replies = Conversation.acknowledgements(sent, .deribit)
    for text in replies.dropLast() { talk.tell(id, text) }
    talk.tell(id, Canary.text(.deribit))
    #expect(talk.standing(.deribit) == .connecting)
    talk.tell(id, replies.last ?? "")
    talk.tell(id, Canary.text(.deribit))
    #expect(talk.standing(.deribit) == .live)
  }

  @Test func keepsTheOldConnectionWhileItsSuccessorFails() throws {
    var talk = Conversation(.okx)
    let ids = talk.goLive()
    talk.tell(ids[0], #"{"event":"notice","code":"64008"}"#)
    talk.wait(.zero)
    let second = try #require(talk.connects().first).id
    talk.tell(.refused(second, HTTPRefusal(status: 503)))
    #expect(talk.standing(.okx) == .live && talk.closes().isEmpty)
    talk.live(ids, for: .seconds(301))
    let third = try #require(talk.connects().first).id
    talk.tell(.ended(ids[0], .closed(code: 1_001)))
    #expect(talk.connects().isEmpty && talk.standing(.okx) == .lost(.closed(code: 1_001)))
    talk.open(third)
    talk.tell(third, Canary.text(.okx))
    #expect(talk.standing(.okx) == .live)
  }
}
