import ClockSupport
import FoundationEssentials
import Liquidations
import Testing
import WorkSupport

@testable import Demo

/// What holds for a connection to any of the exchanges.
@Suite(.longWork) struct ConnectionTests {
  @Test(arguments: [Target.usdm, Target.bybit, Target.okx, Target.deribit])
  func tenMessagesASecondAreTakenAndNoMore(target: String) throws {
    var connection = try connected(target)
    for second in Int64(0)..<3 {
      for _ in 0..<10 {
        #expect(connection.received("x", at: morning + second * 1_000) != [.close(1_008)])
      }
    }
    #expect(connection.received("x", at: morning + 2_900) == [.close(1_008)])
    #expect(connection.received("x", at: morning + 9_000).isEmpty)
  }

  @Test func binancesConnectionsLiveADay() throws {
    var connection = try connected(Target.usdm)
    for minute in Int64(1)..<24 * 60 {
      #expect(!connection.due(at: morning + minute * 60_000).contains(.close(1_001)))
      connection.receivedPong(at: morning + minute * 60_000)
    }
    #expect(connection.due(at: morning + 24 * 3_600_000) == [.close(1_001)])
  }

  /// A clock that is set back, or a machine that slept.
  @Test func theClockMayJump() throws {
    var connection = try connected(Target.bybit)
    _ = connection.received(
      #"{"op":"subscribe","args":["allLiquidation.BTCUSDT","tickers.BTCUSDT"]}"#, at: morning)
    #expect(written(connection.due(at: morning + 1_000)).contains { $0.contains("tickers") })
    let afterSleep = written(connection.due(at: morning + 8 * 3_600_000))
    #expect((1...2).contains(afterSleep.count))
    #expect(connection.due(at: morning + 60_000).isEmpty)
    #expect(written(connection.due(at: morning + 61_000)).contains { $0.contains("tickers") })
  }

  private static let asked = [
    #"{"method":"SUBSCRIBE","params":["btcusdt@forceOrder","btcusdt@markPrice@1s"],"id":7}"#,
    #"{"req_id":"a","op":"subscribe","args":["allLiquidation.BTCUSDT","tickers.BTCUSDT"]}"#,
    #"{"id":"lt1","op":"subscribe","args":[{"channel":"liquidation-orders","instType":"SWAP"}]}"#,
    #"{"jsonrpc":"2.0","id":2,"method":"public/subscribe","params":{"channels":["trades.future.BTC.100ms"]}}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"public/set_heartbeat","params":{"interval":30}}"#, "ping",
  ]

  /// Whatever comes at whatever time, nothing traps, and all that is said is JSON.
  @Test(arguments: [Target.usdm, Target.bybit, Target.okx, Target.deribit], [1, 2] as [UInt64])
  func anythingMayCome(target: String, seed: UInt64) throws {
    var chance = SplitMix(seed)
    for _ in 0..<20 {
      var now = morning
      var connection = try connected(target)
      for _ in 0..<40 {
        now += Int64.random(in: -2_000...40_000, using: &chance)
        var bytes = Array(Self.asked[Int.random(in: 0..<Self.asked.count, using: &chance)].utf8)
        for _ in 0..<Int.random(in: 0...2, using: &chance) {
          let place = Int.random(in: 0..<bytes.count, using: &chance)
          bytes[place] = UInt8.random(in: 0...255, using: &chance)
        }
        let said =
          written(connection.received(String(decoding: bytes, as: UTF8.self), at: now))
          + written(connection.due(at: now))
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
