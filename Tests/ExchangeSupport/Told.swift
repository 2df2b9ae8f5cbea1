/// Messages in which an exchange tells of a liquidation.
public enum Told {
  /// At Binance, USD-M: a long position of so many BTC at 90,000 USD.
  public static func binanceLong(_ bitcoin: Double, at time: Int64 = milliseconds()) -> String {
    binance("BTCUSDT", "SELL", "\(bitcoin)", at: time)
  }

  /// At Binance, COIN-M: a short position of so many contracts of 100 USD.
  public static func binanceCoinShort(_ contracts: Int, at time: Int64 = milliseconds()) -> String {
    binance("BTCUSD_PERP", "BUY", "\(contracts)", at: time)
  }

  private static func binance(
    _ name: String, _ side: String, _ quantity: String, at time: Int64
  ) -> String {
    #"{"e":"forceOrder","E":\#(time),"o":{"s":"\#(name)","S":"\#(side)","X":"FILLED","#
      + #""q":"\#(quantity)","p":"90000","ap":"90000","z":"\#(quantity)","T":\#(time)}}"#
  }

  /// At Bybit, linear: a short position of so many BTC at 90,000 USD.
  public static func bybitShort(_ bitcoin: Double, at time: Int64 = milliseconds()) -> String {
    bybitShorts([bitcoin], at: time)
  }

  /// The same of several, in one message.
  public static func bybitShorts(_ bitcoin: [Double], at time: Int64 = milliseconds()) -> String {
    let rows = bitcoin.map {
      #"{"T":\#(time),"s":"BTCUSDT","S":"Sell","v":"\#($0)","p":"90000"}"#
    }
    return #"{"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":\#(time),"#
      + #""data":[\#(rows.joined(separator: ","))]}"#
  }

  /// At Bybit, inverse: a long position of so many USD.
  public static func bybitInverseLong(_ usd: Int, at time: Int64 = milliseconds()) -> String {
    #"{"topic":"allLiquidation.BTCUSD","type":"snapshot","ts":\#(time),"data":[{"T":\#(time),"#
      + #""s":"BTCUSD","S":"Buy","v":"\#(usd)","p":"90000"}]}"#
  }

  /// At OKX: a long position of so many contracts of 0.01 BTC at 90,000 USD.
  public static func okxLong(_ contracts: Double, at time: Int64 = milliseconds()) -> String {
    okxLongs([contracts], at: time)
  }

  /// The same of several, in one message.
  public static func okxLongs(_ contracts: [Double], at time: Int64 = milliseconds()) -> String {
    #"{"arg":{"channel":"liquidation-orders","instType":"SWAP"},"data":[\#(block(contracts, time))]}"#
  }

  /// The same as the answer to a request for what was before.
  public static func okxPast(_ contracts: [(Double, at: Int64)]) -> String {
    let blocks = contracts.map { block([$0.0], $0.at) }
    return #"{"code":"0","msg":"","data":[\#(blocks.joined(separator: ","))]}"#
  }

  private static func block(_ contracts: [Double], _ time: Int64) -> String {
    let rows = contracts.map {
      #"{"bkPx":"90000","posSide":"long","side":"sell","sz":"\#($0)","ts":"\#(time)"}"#
    }
    return #"{"details":[\#(rows.joined(separator: ","))],"instFamily":"BTC-USDT","#
      + #""instId":"BTC-USDT-SWAP","instType":"SWAP","uly":"BTC-USDT"}"#
  }

  /// At Deribit: a long position of so many USD, closed by its own order, in a trade of that number.
  public static func deribitLong(
    _ usd: Int, _ number: String, at time: Int64 = milliseconds()
  ) -> String {
    #"{"jsonrpc":"2.0","method":"subscription","params":{"channel":"trades.future.BTC.100ms","#
      + #""data":[\#(trade(usd, number, time))]}}"#
  }

  /// The same as the answer to a request for trades.
  public static func deribitPast(_ usd: Int, _ number: String, at time: Int64) -> String {
    #"{"jsonrpc":"2.0","result":{"has_more":false,"trades":[\#(trade(usd, number, time))]}}"#
  }

  private static func trade(_ usd: Int, _ number: String, _ time: Int64) -> String {
    #"{"timestamp":\#(time),"instrument_name":"BTC-PERPETUAL","trade_id":"\#(number)","#
      + #""direction":"sell","amount":\#(usd),"price":90000,"liquidation":"T"}"#
  }
}
