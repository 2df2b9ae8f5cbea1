/// Messages in which an exchange tells of a liquidation.
public enum Told {
  /// At Binance, USD-M: a long position of so many BTC at 90,000 USD.
  public static func binanceLong(_ bitcoin: Double, at time: Int64 = milliseconds()) -> String {
    #"{"e":"forceOrder","E":\#(time),"o":{"s":"BTCUSDT","S":"SELL","X":"FILLED","#
      + #""q":"\#(bitcoin)","p":"90000","ap":"90000","z":"\#(bitcoin)","T":\#(time)}}"#
  }

  /// At Bybit, linear: a short position of so many BTC at 90,000 USD.
  public static func bybitShort(_ bitcoin: Double, at time: Int64 = milliseconds()) -> String {
    #"{"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":\#(time),"data":[{"T":\#(time),"#
      + #""s":"BTCUSDT","S":"Sell","v":"\#(bitcoin)","p":"90000"}]}"#
  }

  /// At OKX: a long position of so many contracts of 0.01 BTC at 90,000 USD.
  public static func okxLong(_ contracts: Double, at time: Int64 = milliseconds()) -> String {
    #"{"arg":{"channel":"liquidation-orders","instType":"SWAP"},"data":[{"details":[{"#
      + #""bkPx":"90000","posSide":"long","side":"sell","sz":"\#(contracts)","ts":"\#(time)"}],"#
      + #""instFamily":"BTC-USDT","instId":"BTC-USDT-SWAP","instType":"SWAP","uly":"BTC-USDT"}]}"#
  }
}
