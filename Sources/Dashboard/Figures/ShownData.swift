import Liquidations
import Live

/// What the bars are made of.
enum Grain: Hashable, Sendable {
  /// The API's values, one a day.
  case days
  /// What the exchanges' own feeds told, by hours or by minutes.
  case hours, minutes

  /// Whether it comes from the feeds.
  var isLive: Bool { self != .days }

  /// How long the slots of the feeds are.
  var step: Step {
    switch self {
    case .days: .day
    case .hours: .hour
    case .minutes: .minute
    }
  }
}

/// The data that bars are made of: of one source alone, since sums over two would mean nothing.
struct ShownData: Equatable, Sendable {
  let grain: Grain
  let history: History
  /// From the first to the last slot that can be shown; nil if there is nothing.
  let reach: ClosedRange<Slot>?
  /// What feeds told of days that the API has no value of: floors, which stand in no sum of the API's.
  let floors: History
  /// Whether all of it is such floors, for want of any value of the API.
  let areFloors: Bool
  /// Whether the amounts are in BTC instead of USD.
  let isInBitcoin: Bool
  /// When feeds weren't heard, where the data come from them.
  let gaps: LiveGaps
  /// The minutes of feeds in which very much was closed by force, where the data come from them.
  let cascades: [Slot]

  /// Nothing of any day.
  static let empty = ShownData(.empty, floorsOf: nil, at: Timestamp(seconds: 0))

  /// The API's days, and what feeds told of those that it lacks.
  ///
  /// - Parameters:
  ///   - prices: by which the amounts are to be in BTC; a day without a price is missing then. Nil for USD.
  ///   - now: the current moment.
  init(
    _ history: History, floorsOf live: LiveSnapshot?, prices: DayPrices? = nil, at now: Timestamp
  ) {
    grain = .days
    areFloors = history.slots == nil && live?.sums.slots(of: .day) != nil
    let floors = live.map { Self.floors(of: $0, beside: history, at: now) } ?? .empty
    let shown = areFloors ? floors : history
    let prices = prices.flatMap { $0.isEmpty ? nil : $0 }
    func inUnit(_ history: History) -> History {
      prices.map { prices in history.scaled { prices[$0.day].map { 1 / $0 } } } ?? history
    }
    self.history = inUnit(shown)
    self.floors = areFloors ? .empty : inUnit(floors)
    reach = shown.slots
    isInBitcoin = prices != nil
    gaps = LiveGaps()
    cascades = []
  }

  /// What feeds told in the slots.
  ///
  /// - Parameter bitcoin: the slots whose amounts are to be in BTC, if each of them has a price.
  init(
    _ grain: Grain, of live: LiveSnapshot?, in reach: ClosedRange<Slot>,
    inBitcoin shown: ClosedRange<Slot>?, at now: Timestamp
  ) {
    self.grain = grain
    self.reach = reach
    let history = live?.sums.history(of: grain.step, in: reach, at: now) ?? .empty
    if let live, let shown, live.slotsWithoutPrice(in: shown, of: history) == 0 {
      self.history = history.scaled { slot in live.price(of: slot...slot).map { 1 / $0 } }
      isInBitcoin = true
    } else {
      self.history = history
      isInBitcoin = false
    }
    floors = .empty
    areFloors = false
    gaps = live.map { LiveGaps($0, in: reach, at: now) } ?? LiveGaps()
    cascades = live?.cascades.map(\.minute) ?? []
  }

  /// The newest of those minutes within the slots; nil without one.
  func cascade(in slots: ClosedRange<Slot>) -> Slot? {
    let time = slots.lowerBound.start..<(slots.upperBound + 1).start
    return cascades.last { time.contains($0.start) }
  }

  private static func floors(
    of live: LiveSnapshot, beside history: History, at now: Timestamp
  ) -> History {
    guard history.slots == nil || history.step == .day, let known = live.sums.slots(of: .day),
      let first = known.first(where: { history[$0].isMissing(.all) })
    else { return .empty }
    return live.sums.floors(in: first...known.upperBound, at: now)
  }

  /// What was closed by force in some slots in a row, and whether that is a floor from feeds, for want of
  /// any value of the API.
  func amounts(_ slots: ClosedRange<Slot>, running: Slot) -> (amounts: Amounts, isFloor: Bool) {
    let amounts = history.sum(slots, running: running)
    guard !areFloors, amounts.isMissing(.all) else { return (amounts, areFloors) }
    let floor = floors.sum(slots)
    return floor.isMissing(.all) ? (amounts, false) : (floor, true)
  }
}
