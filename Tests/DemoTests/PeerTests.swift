import ClockSupport
import FoundationEssentials
import Liquidations
import Testing
import WorkSupport

@testable import Demo

/// What each exchange answers, word by word, where the feeds' own machines never ask.
@Suite(.longWork) struct PeerTests {
  private static let tape = Result { DemoTape(try DemoHistory()) }

  private static let usdm = "/fstream.binance.com/market/ws"
  private static let bybit = "/stream.bybit.com/v5/public/linear"
  private static let okx = "/ws.okx.com/ws/v5/public"
  private static let deribit = "/www.deribit.com/ws/api/v2"

  private func open(_ target: String, at now: Int64 = morning) throws -> DemoConnection {
    try #require(DemoConnection(target, try Self.tape.get(), at: now))
  }

  private func answers(_ target: String, _ messages: String...) throws -> [String] {
    var connection = try open(target)
    return texts(messages.flatMap { connection.received($0, at: morning) })
  }

  private func texts(_ actions: [DemoAction]) -> [String] {
    actions.compactMap { if case .send(let text) = $0 { text } else { nil } }
  }

  /// What is told in some seconds, a tick each half second.
  private func told(_ connection: inout DemoConnection, seconds: Int64) -> [DemoAction] {
    (1...2 * seconds).flatMap { connection.due(at: morning + 500 * $0) }
  }

  @Test(arguments: [
    "/", "", "/fstream.binance.com/", "/fstream.binance.com/private/ws",
    "/api.bybit.com/v5/public/linear",
    "/stream.bybit.com/v5/public/spot", "/ws.okx.com/ws/v5/private", "/www.deribit.com/ws/api/v1",
    "/fstream.binance.com/market/stream/x", "/kraken.com/ws",
  ])
  func nobodyListensElsewhere(target: String) throws {
    #expect(DemoConnection(target, try Self.tape.get(), at: morning) == nil)
  }

  @Test func binanceAnswersByNumber() throws {
    let answers = try answers(
      Self.usdm, #"{"method":"SUBSCRIBE","params":["btcusdt@forceOrder","x@y"],"id":7}"#,
      #"{"method":"UNSUBSCRIBE","params":["x@y"],"id":8}"#,
      #"{"method":"LIST_SUBSCRIPTIONS","id":9}"#, #"{"method":"NO","id":10}"#, "{", "ping")
    #expect(
      answers == [
        #"{"result":null,"id":7}"#, #"{"result":null,"id":8}"#,
        #"{"result":["btcusdt@forceOrder"],"id":9}"#,
        #"{"code":2,"msg":"Invalid request: unknown method","id":10}"#,
        #"{"code":3,"msg":"Invalid JSON or request"}"#,
        #"{"code":3,"msg":"Invalid JSON or request"}"#,
      ])
    let names = (0..<201).map { "\"s\($0)\"" }.joined(separator: ",")
    #expect(
      try self.answers(Self.usdm, #"{"method":"SUBSCRIBE","params":[\#(names)],"id":1}"#) == [
        #"{"code":2,"msg":"Invalid request: too many streams","id":1}"#
      ])
  }

  @Test func binancesOldAddressTakesSubscriptionsAndSendsNothing() throws {
    let subscription = #"{"method":"SUBSCRIBE","params":["btcusdt@markPrice@1s"],"id":1}"#
    var dead = try open("/fstream.binance.com/ws")
    #expect(texts(dead.received(subscription, at: morning)) == [#"{"result":null,"id":1}"#])
    #expect(told(&dead, seconds: 60).isEmpty)
    var live = try open(Self.usdm)
    _ = live.received(subscription, at: morning)
    #expect(told(&live, seconds: 60).count == 60)
  }

  @Test(arguments: [
    "/fstream.binance.com/market/stream?streams=btcusdt@markPrice@1s/btcusdt@forceOrder",
    "/dstream.binance.com/stream?streams=btcusd_perp@markPrice@1s",
  ])
  func binanceWrapsWhatItTellsOnCombinedStreams(target: String) throws {
    var connection = try open(target)
    let texts = texts(told(&connection, seconds: 10))
    #expect(texts.count >= 10)
    #expect(texts.allSatisfy { $0.hasPrefix(#"{"stream":"btc"#) && $0.contains(#","data":{"e":"#) })
  }

  @Test func binancePingsAndEndsWhereNoPongComes() throws {
    var heard = try open(Self.usdm)
    var deaf = heard
    var pings = 0
    for second in Int64(1)...3_600 {
      let now = morning + 1_000 * second
      if heard.due(at: now).contains(.ping) {
        pings += 1
        heard.receivedPong(at: now)
      }
    }
    #expect(pings == 20)
    let ends = (Int64(1)...3_600).flatMap { second in
      deaf.due(at: morning + 1_000 * second).map { (second, $0) }
    }
    #expect(ends.last?.0 == 600 && ends.last?.1 == .close(1_008))
    // A closed one says nothing more.
    #expect(deaf.received("{}", at: morning).isEmpty)
  }

  @Test func bybitRefusesAllForOneBadTopic() throws {
    let answers = try answers(
      Self.bybit,
      #"{"req_id":"a","op":"subscribe","args":["allLiquidation.BTCUSDT","allLiquidation.XXX"]}"#,
      #"{"req_id":"b","op":"subscribe","args":["allLiquidation.BTCUSD"]}"#,
      #"{"req_id":"c","op":"subscribe","args":["tickers.BTCUSDT"]}"#,
      #"{"req_id":"d","op":"ping"}"#, #"{"op":"\"x","req_id":"\\"}"#, "no")
    #expect(
      answers == [
        #"{"success":false,"ret_msg":"error:handler not found,topic:allLiquidation.XXX","conn_id":"demo","req_id":"a","op":"subscribe"}"#,
        #"{"success":false,"ret_msg":"error:handler not found,topic:allLiquidation.BTCUSD","conn_id":"demo","req_id":"b","op":"subscribe"}"#,
        #"{"success":true,"ret_msg":"","conn_id":"demo","req_id":"c","op":"subscribe"}"#,
        #"{"success":true,"ret_msg":"pong","conn_id":"demo","req_id":"d","op":"ping"}"#,
        #"{"success":false,"ret_msg":"error:unknown op","conn_id":"demo","req_id":"\\","op":"\"x"}"#,
        #"{"success":false,"ret_msg":"error:invalid request","conn_id":"demo","req_id":"","op":""}"#,
      ])
  }

  @Test func bybitsTickerTellsOnlyWhatChanges() throws {
    var connection = try open(Self.bybit)
    _ = connection.received(#"{"op":"subscribe","args":["tickers.BTCUSDT"]}"#, at: morning)
    let texts = texts(told(&connection, seconds: 300))
    #expect(texts.count == 300)
    #expect(texts.count { $0.contains(#""type":"snapshot""#) } == 1)
    #expect(texts[0].contains("lastPrice"))
    #expect(texts.contains { !$0.contains("lastPrice") })
  }

  @Test func okxAnswersEachArgument() throws {
    let answers = try answers(
      Self.okx, "ping",
      #"{"id":"lt1","op":"subscribe","args":[{"channel":"tickers","instId":"BTC-USDT-SWAP"},{"channel":"tickers","instId":"X"},{"channel":"books","instId":"BTC-USDT-SWAP"}]}"#,
      #"{"id":"a b","op":"subscribe","args":[]}"#, #"{"op":"login","args":[]}"#, "PING")
    #expect(
      answers == [
        "pong",
        #"{"id":"lt1","event":"subscribe","arg":{"channel":"tickers","instId":"BTC-USDT-SWAP"},"connId":"demo"}"#,
        #"{"id":"lt1","event":"error","code":"60018","msg":"Wrong URL or channel:tickers doesn't exist","connId":"demo"}"#,
        #"{"id":"lt1","event":"error","code":"60018","msg":"Wrong URL or channel:books doesn't exist","connId":"demo"}"#,
        #"{"event":"error","code":"60012","msg":"Invalid request: id","connId":"demo"}"#,
        #"{"event":"error","code":"60019","msg":"Invalid op: login","connId":"demo"}"#,
        #"{"event":"error","code":"60012","msg":"Invalid request: PING","connId":"demo"}"#,
      ])
  }

  @Test func okxEndsAConnectionWithoutAWordForThirtySeconds() throws {
    var silent = try open(Self.okx)
    var pinging = silent
    let end = told(&silent, seconds: 29)
    #expect(end.isEmpty)
    #expect(silent.due(at: morning + 30_000) == [.close(4_004)])
    for second in Int64(1)...120 where second % 20 == 0 {
      #expect(pinging.received("ping", at: morning + second * 1_000) == [.send("pong")])
      #expect(pinging.due(at: morning + second * 1_000 + 500).isEmpty)
    }
  }

  @Test func okxRefusesTooManySubscriptions() throws {
    var connection = try open(Self.okx)
    let text = #"{"op":"subscribe","args":[{"channel":"tickers","instId":"BTC-USDT-SWAP"}]}"#
    for second in Int64(0)..<480 {
      let answers = texts(connection.received(text, at: morning + second * 1_000))
      #expect(answers.first?.contains("subscribe") == true)
    }
    let answers = texts(connection.received(text, at: morning + 480_000))
    #expect(
      answers == [
        #"{"event":"error","code":"60014","msg":"Requests too frequent","connId":"demo"}"#
      ])
  }

  @Test func deribitRefusesByCode() throws {
    let answers = try answers(
      Self.deribit,
      #"{"jsonrpc":"2.0","id":2,"method":"public/subscribe","params":{"channels":["trades.future.BTC.100ms","x"]}}"#,
      #"{"jsonrpc":"2.0","id":3,"method":"public/subscribe","params":{"channels":["trades.future.BTC.raw"]}}"#,
      #"{"jsonrpc":"2.0","id":4,"method":"public/set_heartbeat","params":{"interval":9}}"#,
      #"{"jsonrpc":"2.0","id":5,"method":"private/x","params":{}}"#, "?")
    let codes = [-32_602, 13_778, -32_602, -32_601, -32_700]
    #expect(answers.count == codes.count)
    for (answer, code) in zip(answers, codes) {
      #expect(answer.contains(#""error":{"code":\#(code),"#))
    }
    #expect(answers[0].contains("unrecognized channel x"))
  }

  @Test func deribitEndsWhereItsTestIsNotAnswered() throws {
    let heartbeat =
      #"{"jsonrpc":"2.0","id":1,"method":"public/set_heartbeat","params":{"interval":30}}"#
    var answering = try open(Self.deribit)
    var deaf = answering
    _ = answering.received(heartbeat, at: morning)
    _ = deaf.received(heartbeat, at: morning)
    var tests = 0
    for second in Int64(1)...600 {
      let now = morning + second * 1_000
      let actions = answering.due(at: now)
      #expect(!actions.contains(.close(1_000)))
      guard texts(actions).contains(where: { $0.contains("test_request") }) else { continue }
      tests += 1
      _ = answering.received(
        #"{"jsonrpc":"2.0","id":9,"method":"public/test","params":{}}"#, at: now)
    }
    #expect(tests == 20)
    #expect(told(&deaf, seconds: 39).count == 2)
    #expect(deaf.due(at: morning + 40_000) == [.close(1_000)])
  }

  @Test(arguments: [Self.usdm, Self.bybit, Self.okx, Self.deribit])
  func tenMessagesASecondAreTakenAndNoMore(target: String) throws {
    var connection = try open(target)
    for second in Int64(0)..<3 {
      for _ in 0..<10 {
        #expect(connection.received("x", at: morning + second * 1_000) != [.close(1_008)])
      }
    }
    #expect(connection.received("x", at: morning + 2_900) == [.close(1_008)])
    #expect(connection.received("x", at: morning + 9_000).isEmpty)
  }

  @Test func binancesConnectionsLiveADay() throws {
    var connection = try open(Self.usdm)
    for minute in Int64(1)..<24 * 60 {
      #expect(!connection.due(at: morning + minute * 60_000).contains(.close(1_001)))
      connection.receivedPong(at: morning + minute * 60_000)
    }
    #expect(connection.due(at: morning + 24 * 3_600_000) == [.close(1_001)])
  }

  /// A clock that is set back, or a machine that slept.
  @Test func theClockMayJump() throws {
    var connection = try open(Self.bybit)
    _ = connection.received(
      #"{"op":"subscribe","args":["allLiquidation.BTCUSDT","tickers.BTCUSDT"]}"#, at: morning)
    #expect(texts(connection.due(at: morning + 1_000)).contains { $0.contains("tickers") })
    let afterSleep = texts(connection.due(at: morning + 8 * 3_600_000))
    #expect((1...2).contains(afterSleep.count))
    #expect(connection.due(at: morning + 60_000).isEmpty)
    #expect(texts(connection.due(at: morning + 61_000)).contains { $0.contains("tickers") })
  }

  private static let asked = [
    #"{"method":"SUBSCRIBE","params":["btcusdt@forceOrder","btcusdt@markPrice@1s"],"id":7}"#,
    #"{"req_id":"a","op":"subscribe","args":["allLiquidation.BTCUSDT","tickers.BTCUSDT"]}"#,
    #"{"id":"lt1","op":"subscribe","args":[{"channel":"liquidation-orders","instType":"SWAP"}]}"#,
    #"{"jsonrpc":"2.0","id":2,"method":"public/subscribe","params":{"channels":["trades.future.BTC.100ms"]}}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"public/set_heartbeat","params":{"interval":30}}"#, "ping",
  ]

  /// Whatever comes at whatever time, nothing traps, and all that is said is JSON.
  @Test(arguments: [Self.usdm, Self.bybit, Self.okx, Self.deribit], [1, 2] as [UInt64])
  func anythingMayCome(target: String, seed: UInt64) throws {
    var chance = SplitMix(seed)
    for _ in 0..<20 {
      var now = morning
      var connection = try open(target)
      for _ in 0..<40 {
        now += Int64.random(in: -2_000...40_000, using: &chance)
        var bytes = Array(Self.asked[Int.random(in: 0..<Self.asked.count, using: &chance)].utf8)
        for _ in 0..<Int.random(in: 0...2, using: &chance) {
          let place = Int.random(in: 0..<bytes.count, using: &chance)
          bytes[place] = UInt8.random(in: 0...255, using: &chance)
        }
        let said =
          texts(connection.received(String(decoding: bytes, as: UTF8.self), at: now))
          + texts(connection.due(at: now))
        for text in said where text != "pong" {
          #expect(throws: Never.self) {
            try JSONDecoder().decode(Anything.self, from: Data(text.utf8))
          }
        }
      }
    }
  }

  private struct Anything: Decodable { init(from decoder: any Decoder) throws {} }
}
