import Liquidations

/// Tallies by exchange and equal stretches of time, kept for those alone in which something was.
///
/// They lie in blocks, so that a copy that is changed shares nearly all with the one before.
struct TimeTallies: Hashable, Sendable {
  /// A stretch of time, counted from 1970 on, and an exchange.
  struct Key: Hashable, Comparable, Sendable {
    let number: Int
    let exchange: Exchange

    static func < (left: Key, right: Key) -> Bool {
      (left.number, left.exchange.rawValue) < (right.number, right.exchange.rawValue)
    }

    /// The key of the exchange's hour that holds it.
    func hour(of tallies: TimeTallies) -> Key {
      let hour = (Int64(number) * tallies.unit).quotient(by: Step.hour.seconds)
      return Key(number: Int(hour), exchange: exchange)
    }
  }

  private struct Entry: Hashable {
    let key: Key
    var tallies: Tallies
  }

  /// How long each stretch is, in seconds.
  let unit: Int64
  private let unitsPerBlock: Int
  /// By block, in the order of their keys.
  private var blocks: [Int: [Entry]] = [:]

  init(unit: Int64, unitsPerBlock: Int) {
    self.unit = unit
    self.unitsPerBlock = unitsPerBlock
  }

  static let seconds = TimeTallies(unit: 1, unitsPerBlock: 60)
  static let minutes = TimeTallies(unit: Step.minute.seconds, unitsPerBlock: 60)
  static let hours = TimeTallies(unit: Step.hour.seconds, unitsPerBlock: 24)

  /// The stretch that holds the moment; seconds since 1970.
  func number(at second: Int64) -> Int { Int(second.quotient(by: unit)) }

  /// Nil where nothing was.
  subscript(key: Key) -> Tallies? {
    get {
      guard let block = blocks[block(of: key.number)] else { return nil }
      let place = Self.place(of: key, in: block)
      return place < block.count && block[place].key == key ? block[place].tallies : nil
    }
    set {
      let number = block(of: key.number)
      let place = Self.place(of: key, in: blocks[number] ?? [])
      let isThere = place < blocks[number]?.count ?? 0 && blocks[number]?[place].key == key
      switch (newValue, isThere) {
      case (let tallies?, true): blocks[number]?[place].tallies = tallies
      case (let tallies?, false):
        blocks[number, default: []].insert(Entry(key: key, tallies: tallies), at: place)
      case (nil, true): blocks[number]?.remove(at: place)
      case (nil, false): break
      }
    }
  }

  /// Adds one; returns where.
  mutating func add(_ liquidation: Liquidation) -> Key {
    let key = Key(number: number(at: liquidation.time.seconds), exchange: liquidation.exchange)
    let number = block(of: key.number)
    let place = Self.place(of: key, in: blocks[number] ?? [])
    if place < blocks[number]?.count ?? 0, blocks[number]?[place].key == key {
      blocks[number]?[place].tallies.add(liquidation)
    } else {
      var tallies = Tallies()
      tallies.add(liquidation)
      blocks[number, default: []].insert(Entry(key: key, tallies: tallies), at: place)
    }
    return key
  }

  /// Calls `body` with all that is in the stretches, in the order of time.
  func forEach(in numbers: Range<Int>, _ body: (Key, Tallies) -> Void) {
    guard !numbers.isEmpty else { return }
    let span = block(of: numbers.lowerBound)...block(of: numbers.upperBound - 1)
    let found =
      span.count <= blocks.count
      ? span.filter { blocks[$0] != nil } : blocks.keys.filter(span.contains).sorted()
    for number in found {
      for entry in blocks[number] ?? [] where numbers.contains(entry.key.number) {
        body(entry.key, entry.tallies)
      }
    }
  }

  /// All that there is, in the order of time.
  func forEach(_ body: (Key, Tallies) -> Void) {
    for number in blocks.keys.sorted() {
      for entry in blocks[number] ?? [] { body(entry.key, entry.tallies) }
    }
  }

  /// The first and the last stretch in which anything was; nil if there is none.
  var first: Int? {
    blocks.filter { !$1.isEmpty }.keys.min().flatMap { blocks[$0]?.first?.key.number }
  }
  var last: Int? {
    blocks.filter { !$1.isEmpty }.keys.max().flatMap { blocks[$0]?.last?.key.number }
  }

  /// What of the exchange was in the stretches.
  func total(of exchange: Exchange, in numbers: Range<Int>) -> Tallies {
    var total = Tallies()
    forEach(in: numbers) { key, tallies in
      if key.exchange == exchange { total.add(tallies) }
    }
    return total
  }

  /// What of all exchanges was in one stretch.
  func total(at number: Int) -> Tallies {
    var total = Tallies()
    for exchange in Exchange.allCases {
      if let tallies = self[Key(number: number, exchange: exchange)] { total.add(tallies) }
    }
    return total
  }

  /// Forgets the blocks that end before the moment; seconds since 1970.
  mutating func forget(before second: Int64) {
    let first = block(of: number(at: second))
    guard blocks.keys.contains(where: { $0 < first }) else { return }
    blocks = blocks.filter { $0.key >= first }
  }

  private func block(of number: Int) -> Int {
    Int(Int64(number).quotient(by: Int64(unitsPerBlock)))
  }

  /// The place of the key, or where it belongs.
  private static func place(of key: Key, in block: [Entry]) -> Int {
    // What comes is mostly of the newest.
    if let last = block.last, last.key < key { return block.count }
    return block.firstPlace { $0.key >= key }
  }
}

extension Int64 {
  /// The quotient rounded down, also below 0.
  func quotient(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension Array {
  /// The first place from which on `holds` is true, in an array where it stays so.
  func firstPlace(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
