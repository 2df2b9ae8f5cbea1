import Liquidations
import Testing
import WorkSupport

@testable import Demo

/// What each exchange answers, word by word, where the feeds' own machines never ask.
@Suite(.longWork) struct PeerTests {
  @Test(arguments: [
    "/", "", "/fstream.binance.com/", "/fstream.binance.com/private/ws",
    "/api.bybit.com/v5/public/linear",
    "/stream.bybit.com/v5/public/spot", "/ws.okx.com/ws/v5/private", "/www.deribit.com/ws/api/v1",
    "/fstream.binance.com/market/stream/x", "/kraken.com/ws",
  ])
  func nobodyListensElsewhere(target: String) throws {
    #expect(DemoConnection(target, try Target.tape.get(), at: morning) == nil)
  }

  @Test func binanceAnswersByNumber() throws {
    let answers = try replies(
      Target.usdm, #"{"method":"SUBSCRIBE","params":["btcusdt@forceOrder","x@y"],"id":7}"#,
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
      try replies(Target.usdm, #"{"method":"SUBSCRIBE","params":[\#(names)],"id":1}"#) == [
        #"{"code":2,"msg":"Invalid request: too many streams","id":1}"#
      ])
  }

  @Test func binancesOldAddressTakesSubscriptionsAndSendsNothing() throws {
    let subscription = #"{"method":"SUBSCRIBE","params":["btcusdt@markPrice@1s"],"id":1}"#
    var dead = try connected("/fstream.binance.com/ws")
    #expect(written(dead.received(subscription, at: morning)) == [#"{"result":null,"id":1}"#])
    #expect(told(&dead, seconds: 60).isEmpty)
    var live = try connected(Target.usdm)
    _ = live.received(subscription, at: morning)
    #expect(told(&live, seconds: 60).count == 60)
  }

  @Test(arguments: [
    "/fstream.binance.com/market/stream?streams=btcusdt@markPrice@1s/btcusdt@forceOrder",
    "/dstream.binance.com/stream?streams=btcusd_perp@markPrice@1s",
  ])
  func binanceWrapsWhatItTellsOnCombinedStreams(target: String) throws {
    var connection = try connected(target)
    let texts = written(told(&connection, seconds: 10))
    #expect(texts.count >= 10)
    #expect(texts.allSatisfy { $0.hasPrefix(#"{"stream":"btc"#) && $0.contains(#","data":{"e":"#) })
  }

  @Test func binancePingsAndEndsWhereNoPongComes() throws {
    var heard = try connected(Target.usdm)
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
    let answers = try replies(
      Target.bybit,
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
    var connection = try connected(Target.bybit)
    _ = connection.received(#"{"op":"subscribe","args":["tickers.BTCUSDT"]}"#, at: morning)
    let texts = written(told(&connection, seconds: 300))
    #expect(texts.count == 300)
    #expect(texts.count { $0.contains(#""type":"snapshot""#) } == 1)
    #expect(texts[0].contains("lastPrice"))
    #expect(texts.contains { !$0.contains("lastPrice") })
  }

  @Test func okxAnswersEachArgument() throws {
    let answers = try replies(
      Target.okx, "ping",
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
    var silent = try connected(Target.okx)
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
    var connection = try connected(Target.okx)
    let text = #"{"op":"subscribe","args":[{"channel":"tickers","instId":"BTC-USDT-SWAP"}]}"#
    for second in Int64(0)..<480 {
      let answers = written(connection.received(text, at: morning + second * 1_000))
      #expect(answers.first?.contains("subscribe") == true)
    }
    let answers = written(connection.received(text, at: morning + 480_000))
    #expect(
      answers == [
        #"{"event":"error","code":"60014","msg":"Requests too frequent","connId":"demo"}"#
      ])
  }

  @Test func deribitRefusesByCode() throws {
    let answers = try replies(
      Target.deribit,
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
    var answering = try connected(Target.deribit)
    var deaf = answering
    _ = answering.received(heartbeat, at: morning)
    _ = deaf.received(heartbeat, at: morning)
    var tests = 0
    for second in Int64(1)...600 {
      let now = morning + second * 1_000
      let actions = answering.due(at: now)
      #expect(!actions.contains(.close(1_000)))
      guard written(actions).contains(where: { $0.contains("test_request") }) else { continue }
      tests += 1
      _ = answering.received(
        #"{"jsonrpc":"2.0","id":9,"method":"public/test","params":{}}"#, at: now)
    }
    #expect(tests == 20)
    #expect(told(&deaf, seconds: 39).count == 2)
    #expect(deaf.due(at: morning + 40_000) == [.close(1_000)])
  }
}
