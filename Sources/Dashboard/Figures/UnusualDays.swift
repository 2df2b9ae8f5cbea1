import Liquidations

/// What makes a day unusual: more than all but one day in a hundred of the loaded history.
struct UnusualDays: Equatable, Sendable {
  /// The 99th percentile of the finished days of each side, in USD ≥ 0; nil without enough of them.
  private let long: Double?
  private let short: Double?
  private let exchanges: ExchangeSet

  /// Fewer finished days than that have no percentile worth the name.
  static let fewestDays = 100

  init(in history: History, exchanges: ExchangeSet, today: Day) {
    self.exchanges = exchanges
    func percentile(_ side: Side) -> Double? {
      guard let days = history.days else { return nil }
      var amounts: [Double] = []
      amounts.reserveCapacity(days.count)
      for day in days where day < today {
        if let amount = history[day].total(side, of: exchanges) { amounts.append(abs(amount)) }
      }
      guard amounts.count >= Self.fewestDays else { return nil }
      return amounts.ranked(amounts.count - 1 - (amounts.count - 1) * 99 / 100)
    }
    long = percentile(.long)
    short = percentile(.short)
  }

  /// Whether a side of that day, of so much in USD, is unusual.
  func contains(_ amount: Double?, side: Side) -> Bool {
    guard let amount, let limit = side == .long ? long : short else { return false }
    return abs(amount) > limit
  }

  /// Whether each of the spans holds a day on which that side is unusual.
  func marks(_ side: Side, in spans: [ClosedRange<Day>], of history: History) -> [Bool] {
    spans.map { span in
      span.contains { contains(history[$0].total(side, of: exchanges), side: side) }
    }
  }

  /// Whether either side of the day is unusual.
  func contains(_ amounts: Amounts) -> Bool {
    Side.allCases.contains { contains(amounts.total($0, of: exchanges), side: $0) }
  }
}

extension [Double] {
  /// The amount that so many others outrank, of which there must be more. Only those at the top are
  /// put in order: to sort all took a twentieth of the time to the first frame.
  fileprivate func ranked(_ rank: Int) -> Double? {
    var top: [Double] = []
    for amount in self where top.count <= rank || amount > top[0] {
      if top.count > rank { top.removeFirst() }
      top.insert(amount, at: top.firstIndex { $0 > amount } ?? top.count)
    }
    return top.first
  }
}
