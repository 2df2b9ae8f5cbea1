import Testing

@testable import Demo

/// Where the demo's exchanges listen.
enum Target {
  static let tape = Result { DemoTape(try DemoHistory()) }

  static let usdm = "/fstream.binance.com/market/ws"
  static let bybit = "/stream.bybit.com/v5/public/linear"
  static let okx = "/ws.okx.com/ws/v5/public"
  static let deribit = "/www.deribit.com/ws/api/v2"
}

func connected(_ target: String, at now: Int64 = morning) throws -> DemoConnection {
  try #require(DemoConnection(target, try Target.tape.get(), at: now))
}

/// What is answered to messages.
func replies(_ target: String, _ messages: String...) throws -> [String] {
  var connection = try connected(target)
  return written(messages.flatMap { connection.received($0, at: morning) })
}

/// What is sent, in its order.
func written(_ actions: [DemoAction]) -> [String] {
  actions.compactMap { if case .send(let text) = $0 { text } else { nil } }
}

/// What is told in some seconds, a tick each half second.
func told(_ connection: inout DemoConnection, seconds: Int64) -> [DemoAction] {
  (1...2 * seconds).flatMap { connection.due(at: morning + 500 * $0) }
}
