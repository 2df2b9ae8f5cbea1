import Liquidations

/// What one row says before it is believed.
struct Row {
  var contract: Contract
  var side: Side
  var milliseconds: Int64
  /// In contracts, or what else the exchange counts by.
  var quantity: Double
  var price: Double
  /// All fields that tell it from others, without the ordinal among equal ones; numbers by their value,
  /// since a request's answer may write them otherwise than the connection did.
  var key: String
}

extension Row {
  /// For how long ago a row is believed, and for how far ahead, in milliseconds.
  static let oldest: Int64 = 26 * 3_600_000
  static let newest: Int64 = 5 * 60_000
  /// A canary may have been on its way for so long, and rows come so late, in milliseconds.
  private static let lateness: Int64 = 60_000
  /// More in one liquidation can't be meant.
  static let mostUSD = 1e10
  static let mostBitcoin = 21e6
  /// What one BTC can cost, in USD.
  static let prices = 1.0...1e9

  /// When a canary must have been sent, by the exchange's clock, for all rows around it to be believed.
  static func surelyBelieved(at now: Int64) -> Range<Int64> {
    now - oldest + lateness..<now + newest - lateness
  }

  /// The liquidation that it is.
  ///
  /// - Parameters:
  ///   - ordinal: which one it is of equal rows in one message, from 1.
  ///   - now: milliseconds since 1970-01-01T00:00Z.
  /// - Throws: `Oddity`, why it isn't believed.
  func liquidation(
    _ exchange: Exchange, ordinal: Int, now: Int64
  ) throws(Oddity) -> Liquidation {
    guard milliseconds >= now - Self.oldest, milliseconds <= now + Self.newest else {
      throw .time
    }
    let (bitcoin, usd) = contract.worth(quantity, at: price)
    guard Self.prices.contains(price), quantity > 0, usd > 0, usd < Self.mostUSD, bitcoin > 0,
      bitcoin < Self.mostBitcoin
    else {
      throw .amount
    }
    return Liquidation(
      exchange, contract.name, side, milliseconds: milliseconds, bitcoin: bitcoin, price: price,
      usd: usd, identity: ordinal > 1 ? "\(key)#\(ordinal)" : key)
  }
}

/// The rows of one message, which tells apart those that are equal.
struct RowReader {
  let exchange: Exchange
  /// Milliseconds since 1970-01-01T00:00Z.
  let now: Int64
  /// Whether a key is of one row only, so that an equal row is the same one and not its twin.
  let hasUniqueKeys: Bool
  private(set) var liquidations: [Liquidation] = []
  private(set) var oddities: [Oddity] = []
  private(set) var twins = 0
  private var ordinals: [String: Int] = [:]

  init(_ exchange: Exchange, now: Int64, hasUniqueKeys: Bool = false) {
    self.exchange = exchange
    self.now = now
    self.hasUniqueKeys = hasUniqueKeys
  }

  /// Takes a row, or counts it as odd; those beside it are none the worse for it.
  mutating func take(_ row: () throws(Oddity) -> Row) {
    do throws(Oddity) {
      let row = try row()
      let ordinal = ordinals[row.key, default: 0] + 1
      if hasUniqueKeys, ordinal > 1 { return }
      let liquidation = try row.liquidation(exchange, ordinal: ordinal, now: now)
      ordinals[row.key] = ordinal
      if ordinal > 1 { twins += 1 }
      liquidations.append(liquidation)
    } catch {
      oddities.append(error)
    }
  }

  mutating func note(_ oddity: Oddity) { oddities.append(oddity) }
}

extension JSON {
  /// No field of a row is longer, in bytes; keys are kept for a day.
  private static let longestField = 64

  /// The member's text, be it written as a number.
  func text(_ name: StaticString) throws(Oddity) -> String {
    guard let text = self[name]?.word, text.utf8.count <= Self.longestField else { throw .field }
    return text
  }

  /// The member as a number, be it written as a string.
  func amount(_ name: StaticString) throws(Oddity) -> Double {
    guard let number = Self.number(try text(name)) else { throw .field }
    return number
  }

  /// The same of a member that may be missing, or empty; nil then.
  func optionalAmount(_ name: StaticString) throws(Oddity) -> Double? {
    guard let member = self[name], member.string?.isEmpty != true else { return nil }
    guard let number = member.number else { throw .field }
    return number
  }

  /// The member as a time in milliseconds since 1970-01-01T00:00Z.
  func time(_ name: StaticString) throws(Oddity) -> Int64 {
    guard let time = self[name]?.integer else { throw .field }
    return time
  }
}
