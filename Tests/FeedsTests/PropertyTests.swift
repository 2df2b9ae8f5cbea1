import ClockSupport
import Liquidations
import Testing
import WorkSupport

@testable import Feeds

/// Whatever comes: nothing traps, nothing is counted twice, what isn't understood is counted as odd.
@Suite(.longWork) struct PropertyTests {
  // MARK: - One message

  private static let messages: [Feed: [[UInt8]]] = {
    var messages: [Feed: [[UInt8]]] = [:]
    for (feed, text) in Sample.all { messages[feed, default: []].append(bytes(text)) }
    for feed in Feed.allCases { messages[feed, default: []].append(bytes(Canary.text(feed))) }
    let more: [(Feed, String)] = [
      (.binanceUSDM, #"{"result":null,"id":10}"#), (.binanceUSDM, #"{"code":2,"msg":"x","id":10}"#),
      (.bybitLinear, #"{"success":true,"ret_msg":"","req_id":"10","op":"subscribe"}"#),
      (.bybitLinear, #"{"op":"pong","req_id":"1"}"#),
      (
        .okx,
        #"{"id":"10","event":"subscribe","arg":{"channel":"liquidation-orders","instType":"SWAP"}}"#
      ),
      (.okx, #"{"event":"error","code":"60018","msg":"x","id":"10"}"#),
      (.okx, #"{"event":"notice","code":"64008","msg":"x"}"#), (.okx, "pong"),
      (.deribit, #"{"jsonrpc":"2.0","id":10,"result":["trades.future.BTC.100ms"]}"#),
      (.deribit, #"{"jsonrpc":"2.0","id":11,"error":{"code":-32602,"message":"x"}}"#),
      (.deribit, #"{"jsonrpc":"2.0","method":"heartbeat","params":{"type":"test_request"}}"#),
    ]
    for (feed, text) in more { messages[feed, default: []].append(bytes(text)) }
    return messages
  }()

  /// Every message says something, or is one of the few kinds that say nothing.
  @Test(arguments: Feed.allCases) func countsWhatItDoesNotUnderstand(feed: Feed) {
    var generator = SplitMix(UInt64(feed.rawValue))
    let dialect = dialect(feed)
    let sources = Self.messages[feed] ?? []
    for _ in 0..<2_000 {
      let message = mutated(sources, &generator)
      let reading = dialect.read(message, now: noon)
      check(reading)
      guard Self.isEmpty(reading) else { continue }
      #expect(Self.saysNothing(message, feed), "\(String(decoding: message, as: UTF8.self))")
    }
  }

  private func check(_ reading: Reading) {
    for liquidation in reading.liquidations {
      #expect(liquidation.usd > 0 && liquidation.usd < Row.mostUSD)
      #expect(liquidation.bitcoin > 0 && Row.prices.contains(liquidation.price))
      #expect(abs(liquidation.milliseconds - noon) <= Row.oldest)
      #expect(liquidation.identity.utf8.count < 600)
    }
    #expect(Set(reading.liquidations.map(\.identity)).count == reading.liquidations.count)
  }

  private static func isEmpty(_ reading: Reading) -> Bool {
    reading.liquidations.isEmpty && reading.oddities.isEmpty && !reading.isCanary
      && reading.replies.isEmpty && reading.answer == nil && reading.notice == nil
      && reading.unfilled == 0
  }

  /// Pongs, heartbeats, acknowledgements of what isn't asked for by number, rows of other coins, lists
  /// without a row.
  private static func saysNothing(_ message: [UInt8], _ feed: Feed) -> Bool {
    if message.elementsEqual("pong".utf8) { return feed == .okx }
    guard let json = JSON(message) else { return false }
    switch feed {
    case .binanceUSDM, .binanceCOINM: return json.isArray && json.elements.isEmpty
    case .bybitLinear, .bybitInverse:
      return ["pong", "ping", "subscribe"].contains(json["op"]?.string)
        || json["data"]?.elements.isEmpty == true
    case .okx:
      if let event = json["event"]?.string {
        return ["notice", "channel-conn-count", "unsubscribe"].contains(event)
      }
      return (json["data"]?.elements ?? []).allSatisfy { block in
        block["instId"]?.word?.hasPrefix("BTC-") == false
          || block["details"]?.elements.isEmpty == true
      }
    case .deribit:
      return json["method"]?.string == "heartbeat" || json["result"] != nil
        || json["params"]?["channel"]?.string == "platform_state"
    }
  }

  // MARK: - Many messages

  /// Frames of true rows, some of them twins, sent again in any order after each reconnect.
  @Test(arguments: 0..<10) func countsEveryRowOnceHoweverOftenItIsSent(seed: Int) {
    var generator = SplitMix(UInt64(seed))
    var talk = Conversation(.bybit, generator: generator)
    var ids = talk.goLive()
    var frames: [String] = []
    var rows = 0
    for number in 0..<Int.random(in: 5...40, using: &generator) {
      let count = Int.random(in: 1...4, using: &generator)
      let time = noon - Int64(number) * 700
      // Those of one frame may be equal, and are as many all the same.
      let row = #"{"T":\#(time),"s":"BTCUSDT","S":"Buy","v":"0.1","p":"91402.1"}"#
      let list = Array(repeating: row, count: count).joined(separator: ",")
      frames.append(#"{"topic":"allLiquidation.BTCUSDT","data":[\#(list)]}"#)
      rows += count
    }
    for _ in 0..<3 {
      for frame in frames.shuffled(using: &generator) {
        talk.tell(ids[0], frame)
        if Int.random(in: 0..<5, using: &generator) == 0 {
          talk.tell(.ended(ids[0], .broken))
          while talk.standing(.bybitLinear) == .lost(.broken) {
            talk.wait(.milliseconds(200))
            guard let next = talk.connects().first(where: { $0.id.feed == .bybitLinear }) else {
              continue
            }
            ids[0] = next.id
            break
          }
          talk.open(ids[0])
          talk.tell(ids[0], frame)
        }
      }
    }
    #expect(Set(talk.liquidations.map(\.identity)).count == rows)
  }

  /// Any events in any order, at any time, with any answers.
  @Test(arguments: Exchange.allCases) func standsWhateverHappens(exchange: Exchange) {
    for seed in 0..<25 {
      var generator = SplitMix(UInt64(seed))
      var talk = Conversation(exchange, generator: generator)
      for _ in 0..<120 {
        happen(&talk, &generator)
        check(talk)
      }
    }
  }

  private func happen(_ talk: inout Conversation, _ generator: inout SplitMix) {
    let feed = Feed.all(of: talk.feed.exchange).randomElement(using: &generator) ?? .okx
    let id = ConnectionID(feed, Int.random(in: 1...6, using: &generator))
    switch Int.random(in: 0..<12, using: &generator) {
    case 0:
      talk.tell(
        .ended(id, [.broken, .closed(code: 1_006)].randomElement(using: &generator) ?? .broken))
    case 1:
      let status =
        [200, 403, 404, 418, 429, 451, 503, -1, .max].randomElement(using: &generator) ?? 0
      let wait = [nil, 0, -5, 60, Int64.max / 2].randomElement(using: &generator) ?? nil
      talk.tell(
        .refused(id, HTTPRefusal(status: status, retryAfter: wait.map { .seconds($0) })))
    case 2: talk.wait(.milliseconds(Int.random(in: 0...90_000, using: &generator)))
    case 3: talk.setClock(ahead: .seconds(Int.random(in: -90_000...90_000, using: &generator)))
    case 4: for connection in talk.connects() { talk.open(connection.id) }
    case 5...8: talk.tell(.message(id, mutated(Self.messages[feed] ?? [], &generator)))
    default: answerSomething(&talk, &generator)
    }
  }

  private static let answers: [[UInt8]] = [
    #"{"symbols":[{"symbol":"BTCUSDT_261225","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT"}]}"#,
    #"{"symbols":[{"symbol":"BTCUSD_261225","contractStatus":"TRADING","contractSize":100,"baseAsset":"BTC"}]}"#,
    #"{"retCode":0,"result":{"list":[{"symbol":"BTC-25DEC26","contractType":"LinearFutures","status":"Trading","baseCoin":"BTC"}],"nextPageCursor":"a"}}"#,
    #"{"code":"0","data":[{"instId":"BTC-USDT-SWAP","instFamily":"BTC-USDT","ctVal":"0.01","ctMult":"1","ctValCcy":"BTC","ctType":"linear"}]}"#,
    #"{"code":"0","data":[{"instId":"BTC-USDT-SWAP","details":[{"bkPx":"91000","posSide":"net","side":"sell","sz":"1","ts":"1795694405377"}]}]}"#,
    #"{"code":"0","data":[]}"#, #"{"code":"51000","msg":"x"}"#,
    #"{"result":[{"instrument_name":"BTC-PERPETUAL","base_currency":"BTC","instrument_type":"reversed"}]}"#,
    #"{"result":{"trades":[{"timestamp":1795690000000,"price":91588.5,"amount":100,"direction":"sell","instrument_name":"BTC-PERPETUAL","trade_id":"1","liquidation":"T"}],"has_more":true},"usIn":1795694405600000}"#,
    #"{"result":{"trades":[],"has_more":false},"usIn":1795694405600000}"#,
  ].map { bytes($0) }

  private func answerSomething(_ talk: inout Conversation, _ generator: inout SplitMix) {
    let purposes = [RequestID.Purpose.contracts, .backfill, .trades]
    for (id, _) in purposes.flatMap({ talk.requests($0) }) {
      let answer: FeedAnswer =
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: .failed(.timedOut)
        case 1: .refused(HTTPRefusal(status: 429, body: mutated(Self.answers, &generator)))
        default: .body(mutated(Self.answers, &generator))
        }
      talk.tell(.answered(id, answer))
    }
  }

  private func check(_ talk: Conversation) {
    // Whatever is due is done at once, or else a shell would turn in circles.
    var feed = talk.feed
    _ = feed.handle(.due, at: talk.now)
    #expect(feed.wake.map { $0 > talk.now.elapsed } ?? true)
    #expect(talk.covered.allSatisfy { !$0.seconds.isEmpty })
    let state = talk.state
    #expect(state.backfillProgress.map { (0...1).contains($0) } ?? true)
    #expect(state.feeds.allSatisfy { $0.standing != .live || $0.retry == nil })
  }

  @Test func standsWhateverAPriceSourceAnswers() {
    var generator = SplitMix(7)
    let sources = [
      #"[[1795651200000,"1","2","3","91000.5","6"]]"#,
      #"{"code":"0","data":[["1795651200000","1","2","3","91000"]]}"#,
      #"{"retCode":0,"result":{"list":[["1795651200000","1","2","3","91000"]]}}"#,
      #"{"result":{"ticks":[1795651200000],"close":[91000]}}"#,
    ].map { bytes($0) }
    let since = DailyPrices.Source.allCases.reduce(into: [DailyPrices.Source: Day]()) {
      $0[$1] = Day(number: 20_000)
    }
    var plan = DailyPricesPlan(since: since)
    var now = start
    var taken = 0
    for _ in 0..<5_000 {
      if plan.wake == nil {
        plan = DailyPricesPlan(since: since)
        plan.begin(at: now)
      }
      now.elapsed = max(plan.wake ?? now.elapsed, now.elapsed)
      guard plan.next(at: now) != nil else { continue }
      if let prices = plan.take(.body(mutated(sources, &generator)), at: now) {
        taken += 1
        #expect(prices.closes.entries.allSatisfy { Row.prices.contains($0.value) })
      }
    }
    #expect(taken > 20)
  }
}
