import ExchangeSupport
import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// So much at once that it can't be taken at once: none is lost, and keys are answered all the same. How
/// fast is measured by `Tests/Benchmarks/Live`.
@Suite(.deadlines) struct FeedStormTests {
  private static let orders = 8_000
  private static let messages = 300
  private static let rows = 20
  private static let nonsense = 2_000
  private let listening: Listening

  init() throws {
    listening = try Listening()
  }

  @Test func ofTwentyThousandNoneIsLostAndKeysAreAnswered() async throws {
    try await ExchangeServer.running { server in
      try await listening.showing(server) { pane in
        try await pane.shows("live 4/4")
        async let binance: Void = server.pour(Self.ofBinance(), from: "fstream.binance.com")
        async let bybit: Void = server.pour(
          Self.ofBybit(), from: "stream.bybit.com/v5/public/linear")
        async let okx: Void = server.pour(Self.ofOKX(), from: "ws.okx.com")
        try pane.press("T")
        try await pane.shows("tape v")
        try pane.press("?")
        try await pane.shows("Feeds")
        _ = try await (binance, bybit, okx)
        try await pane.says("Binance USD-M: All is well. \(Self.nonsense) rows not understood.")
        let perMinute = """
          SELECT exchange, sum(count), round(sum(usd)) FROM minutes GROUP BY exchange
          """
        let sums = [
          "binance|\(Self.orders)|\(Self.usd(Self.orders))",
          "bybit|\(Self.messages * Self.rows)|\(Self.usd(Self.messages * Self.rows))",
          "okx|\(Self.messages * Self.rows)|\(Self.usd(Self.messages * Self.rows))",
        ]
        try await listening.waits(for: sums, of: perMinute, in: pane, seconds: 60)
        try await listening.waits(
          for: sums, of: perMinute.replacing("minutes", with: "hours"), in: pane)
        // Each is on the tape, once.
        let each = "SELECT count(*), count(DISTINCT exchange || identity) FROM tape"
        try await listening.waits(for: ["20000|20000"], of: each, in: pane)
      }
    }
  }

  /// All of Binance's: its first so many numbers in thousandths of a BTC, with what is no message between.
  private static func ofBinance() -> [String] {
    let time = milliseconds()
    let orders = (1...orders).map { Told.binanceLong(Double($0) / 1_000, at: time) }
    return orders.enumerated().flatMap { place, order in
      place < nonsense ? [order, "no JSON \(place)"] : [order]
    }
  }

  private static func ofBybit() -> [String] {
    let time = milliseconds()
    return (0..<messages).map { message in
      Told.bybitShorts(numbers(of: message).map { Double($0) / 1_000 }, at: time)
    }
  }

  /// A thousandth of a BTC is a tenth of a contract.
  private static func ofOKX() -> [String] {
    let time = milliseconds()
    return (0..<messages).map { message in
      Told.okxLongs(numbers(of: message).map { Double($0) / 10 }, at: time)
    }
  }

  private static func numbers(of message: Int) -> ClosedRange<Int> {
    message * rows + 1...(message + 1) * rows
  }

  /// What the first so many numbers come to, as SQLite writes it: 90 USD is a thousandth of a BTC.
  private static func usd(_ count: Int) -> Double { Double(90 * count * (count + 1) / 2) }
}
