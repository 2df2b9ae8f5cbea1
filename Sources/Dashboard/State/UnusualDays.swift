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
      amounts.sort()
      return amounts[(amounts.count - 1) * 99 / 100]
    }
    long = percentile(.long)
    short = percentile(.short)
  }

  /// Whether a side of that day, of so much in USD, is unusual.
  func contains(_ amount: Double?, side: Side) -> Bool {
    guard let amount, let limit = side == .long ? long : short else { return false }
    return abs(amount) > limit
  }

  /// The places of the spans that hold such a day, for each side.
  func places(in spans: [ClosedRange<Day>], of history: History) -> [Side: Set<Int>] {
    var places: [Side: Set<Int>] = [:]
    guard long != nil || short != nil else { return places }
    for (index, span) in spans.enumerated() {
      for day in span {
        for side in Side.allCases
        where contains(history[day].total(side, of: exchanges), side: side) {
          places[side, default: []].insert(index)
        }
      }
    }
    return places
  }

  /// Whether either side of the day is unusual.
  func contains(_ amounts: Amounts) -> Bool {
    Side.allCases.contains { contains(amounts.total($0, of: exchanges), side: $0) }
  }
}
