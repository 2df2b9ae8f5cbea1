/// An exchange whose Bitcoin liquidations are published, in the fixed order of stack and legend.
public enum Exchange: Int, CaseIterable, Hashable, Sendable {
  case binance
  case bybit
  case okx
  case deribit

  /// The name as its exchange writes it.
  public var name: String {
    switch self {
    case .binance: "Binance"
    case .bybit: "Bybit"
    case .okx: "OKX"
    case .deribit: "Deribit"
    }
  }

  /// The name in metric paths: lower case ASCII.
  public var slug: String {
    switch self {
    case .binance: "binance"
    case .bybit: "bybit"
    case .okx: "okx"
    case .deribit: "deribit"
    }
  }
}

/// A choice of exchanges, for totals over some of them.
public struct ExchangeSet: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  public init(_ exchange: Exchange) {
    rawValue = 1 << UInt8(exchange.rawValue)
  }

  /// Every exchange.
  public static let all = ExchangeSet(Exchange.allCases.map { ExchangeSet($0) })

  public func contains(_ exchange: Exchange) -> Bool {
    rawValue & (1 << UInt8(exchange.rawValue)) != 0
  }

  /// How many there are.
  public var count: Int { rawValue.nonzeroBitCount }

  /// The members, in the order of the stack.
  public var exchanges: [Exchange] {
    Exchange.allCases.filter { contains($0) }
  }
}
