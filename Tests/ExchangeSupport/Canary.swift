/// What shows that data flow on a connection.
struct Canary: Sendable {
  private enum Kind { case binance(String), bybit(String), okx, deribit }

  static let price = "91600.5"
  private let kind: Kind

  /// Nil for a path that is none of theirs.
  init?(_ path: String) {
    switch ExchangeServer.host(path) {
    case "fstream.binance.com": kind = .binance("BTCUSDT")
    case "dstream.binance.com": kind = .binance("BTCUSD_PERP")
    case "stream.bybit.com": kind = .bybit(path.hasSuffix("inverse") ? "BTCUSD" : "BTCUSDT")
    case "ws.okx.com": kind = .okx
    case "www.deribit.com", "streams.deribit.com": kind = .deribit
    default: return nil
    }
  }

  func text(at time: Int64) -> String {
    switch kind {
    case .binance(let name):
      #"{"e":"markPriceUpdate","E":\#(time),"s":"\#(name)","p":"\#(Self.price)","T":\#(time)}"#
    case .bybit(let name):
      #"{"topic":"tickers.\#(name)","type":"delta","ts":\#(time),"#
        + #""data":{"lastPrice":"\#(Self.price)"}}"#
    case .okx:
      #"{"arg":{"channel":"tickers","instId":"BTC-USDT-SWAP"},"#
        + #""data":[{"last":"\#(Self.price)","ts":"\#(time)"}]}"#
    case .deribit:
      #"{"jsonrpc":"2.0","method":"subscription","params":{"channel":"ticker.BTC-PERPETUAL.agg2","#
        + #""data":{"last_price":\#(Self.price),"timestamp":\#(time)}}}"#
    }
  }
}
