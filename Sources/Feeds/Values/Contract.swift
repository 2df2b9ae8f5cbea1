/// A Bitcoin contract, and what a quantity of it is worth.
public struct Contract: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Counted in BTC, paid in a dollar.
    case linear
    /// Counted in USD, paid in BTC.
    case inverse
  }

  /// As the exchange writes it, such as `BTCUSDT`.
  public let name: String
  public let kind: Kind
  /// What a quantity of one is: BTC if linear, USD if inverse.
  public let size: Double
  /// The family by which OKX's requests go; nil elsewhere.
  public let family: String?

  /// Nil if the name can't be one, or the size isn't above zero and of a sane magnitude.
  init?(_ name: String, _ kind: Kind, size: Double = 1, family: String? = nil) {
    guard Self.isName(name), family.map(Self.isName) ?? true, size >= 1e-9, size <= 1e6 else {
      return nil
    }
    self.name = name
    self.kind = kind
    self.size = size
    self.family = family
  }

  /// Names go into requests as they are; so nothing is in them that means something there.
  static func isName(_ name: String) -> Bool {
    (1...40).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// What the quantity is worth at the price, in BTC and in USD.
  func worth(_ quantity: Double, at price: Double) -> (bitcoin: Double, usd: Double) {
    let sized = quantity * size
    return kind == .linear ? (sized, sized * price) : (sized / price, sized)
  }
}

/// The Bitcoin contracts of a feed that are known.
struct Contracts: Hashable, Sendable {
  /// No exchange lists more; a list that is longer is cut.
  static let most = 200

  private(set) var byName: [String: Contract]
  /// Whether they are the exchange's own list, and not what there is for want of it.
  let isListed: Bool

  init(_ contracts: [Contract], isListed: Bool = false) {
    self.isListed = isListed
    byName = Dictionary(contracts.prefix(Self.most).map { ($0.name, $0) }) { first, _ in first }
  }

  subscript(name: String) -> Contract? { byName[name] }

  /// In the order of their names.
  var all: [Contract] { byName.values.sorted { $0.name < $1.name } }
}
