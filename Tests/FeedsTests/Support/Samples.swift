import Liquidations

@testable import Feeds

/// 2026-11-26 12:00:05.600 UTC.
let noon: Int64 = 1_795_694_405_600
let start = FeedMoment(elapsed: .seconds(1_000), milliseconds: noon)

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// The messages of each exchange in which a liquidation is told.
enum Sample {
  static let usdm = """
    {"e":"forceOrder","E":1795694405120,"o":{"s":"BTCUSDT","S":"SELL","o":"LIMIT","f":"IOC",\
    "q":"0.412","p":"91210.40","ap":"91634.75","X":"FILLED","l":"0.150","z":"0.412",\
    "T":1795694405118}}
    """
  static let coinm = """
    {"e":"forceOrder","E":1795694405120,"o":{"s":"BTCUSD_PERP","ps":"BTCUSD","S":"BUY","o":"LIMIT",\
    "f":"IOC","q":"30","p":"91210.4","ap":"91634.7","X":"FILLED","l":"5","z":"30",\
    "T":1795694405118}}
    """
  static let bybit = """
    {"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":1795694405600,"data":[\
    {"T":1795694405411,"s":"BTCUSDT","S":"Buy","v":"0.137","p":"91402.10"},\
    {"T":1795694405498,"s":"BTCUSDT","S":"Sell","v":"0.004","p":"92980.00"}]}
    """
  static let bybitInverse = """
    {"topic":"allLiquidation.BTCUSD","type":"snapshot","ts":1795694405600,"data":[\
    {"T":1795694405411,"s":"BTCUSD","S":"Sell","v":"5000","p":"91402.10"}]}
    """
  static let okx = """
    {"arg":{"channel":"liquidation-orders","instType":"SWAP"},"data":[{"details":[\
    {"bkLoss":"0","bkPx":"91377.5","ccy":"","posSide":"net","side":"sell","sz":"41.2",\
    "ts":"1795694405377"}],"instFamily":"BTC-USDT","instId":"BTC-USDT-SWAP","instType":"SWAP",\
    "uly":"BTC-USDT"}]}
    """
  static let deribit = """
    {"jsonrpc":"2.0","method":"subscription","params":{"channel":"trades.future.BTC.100ms","data":[\
    {"timestamp":1795690805441,"price":91588.5,"amount":1.25e4,"direction":"sell",\
    "index_price":91570.21,"instrument_name":"BTC-PERPETUAL","trade_seq":301223345,\
    "mark_price":91580.9,"tick_direction":2,"contracts":1250.0,"trade_id":"412345678",\
    "liquidation":"T"}]}}
    """

  static let all: [(Feed, String)] = [
    (.binanceUSDM, usdm), (.binanceCOINM, coinm), (.bybitLinear, bybit),
    (.bybitInverse, bybitInverse), (.okx, okx), (.deribit, deribit),
  ]
}

/// What shows that data flow.
enum Canary {
  /// - Parameter time: when it was sent, by the exchange's clock.
  static func text(_ feed: Feed, price: String = "91600.5", at time: Int64 = noon) -> String {
    switch feed {
    case .binanceUSDM:
      #"{"e":"markPriceUpdate","E":\#(time),"s":"BTCUSDT","p":"\#(price)","i":"1","T":2}"#
    case .binanceCOINM:
      #"{"e":"markPriceUpdate","E":\#(time),"s":"BTCUSD_PERP","p":"\#(price)","T":2}"#
    case .bybitLinear:
      #"{"topic":"tickers.BTCUSDT","type":"delta","data":{"lastPrice":"\#(price)"},"#
        + #""ts":\#(time)}"#
    case .bybitInverse:
      #"{"topic":"tickers.BTCUSD","type":"delta","data":{"lastPrice":"\#(price)"},"#
        + #""ts":\#(time)}"#
    case .okx:
      #"{"arg":{"channel":"tickers","instId":"BTC-USDT-SWAP"},"data":[{"last":"\#(price)","#
        + #""ts":"\#(time)"}]}"#
    case .deribit:
      """
      {"jsonrpc":"2.0","method":"subscription","params":{"channel":"ticker.BTC-PERPETUAL.agg2",\
      "data":{"last_price":\(price),"instrument_name":"BTC-PERPETUAL","timestamp":\(time)}}}
      """
    }
  }
}

func dialect(_ feed: Feed) -> any Dialect {
  FeedMachine(feed, generator: Middle()).dialect
}

/// Chance without chance: always the middle of what it could be.
struct Middle: RandomNumberGenerator {
  mutating func next() -> UInt64 { 1 << 63 }
}

/// Reads a message as its feed does.
func read(_ text: String, _ feed: Feed, at now: Int64 = noon) -> Reading {
  dialect(feed).read(bytes(text), now: now)
}
