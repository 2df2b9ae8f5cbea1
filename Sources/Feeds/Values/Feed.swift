public import Liquidations

/// One stream of liquidations: what one connection brings.
public enum Feed: Int, CaseIterable, Hashable, Sendable {
  case binanceUSDM
  case binanceCOINM
  case bybitLinear
  case bybitInverse
  case okx
  case deribit

  public var exchange: Exchange {
    switch self {
    case .binanceUSDM, .binanceCOINM: .binance
    case .bybitLinear, .bybitInverse: .bybit
    case .okx: .okx
    case .deribit: .deribit
    }
  }

  /// The name as its exchange writes it, such as `Binance COIN-M`.
  public var name: String {
    switch self {
    case .binanceUSDM: "Binance USD-M"
    case .binanceCOINM: "Binance COIN-M"
    case .bybitLinear: "Bybit linear"
    case .bybitInverse: "Bybit inverse"
    case .okx: "OKX"
    case .deribit: "Deribit"
    }
  }

  /// The feeds of an exchange, which is covered while all of them are.
  public static func all(of exchange: Exchange) -> [Feed] {
    allCases.filter { $0.exchange == exchange }
  }
}

/// One connection of a feed; a later one of the same feed has a higher number.
public struct ConnectionID: Hashable, Sendable {
  public let feed: Feed
  public let number: Int

  public init(_ feed: Feed, _ number: Int) {
    self.feed = feed
    self.number = number
  }
}
