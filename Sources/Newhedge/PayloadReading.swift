import Liquidations

/// Judges the entries of an answer one by one.
struct PayloadReading {
  private let metric: Metric
  private let today: Day
  /// Not before today.
  private let serverToday: Day

  private var entries: [(day: Day, value: Double?)] = []
  private var values: [Day: Double] = [:]
  private var droppedValues: [DroppedValue] = []
  private var count = 0
  private var flawed = 0
  private var firstFlaw: PayloadError?

  init(metric: Metric, today: Day, serverToday: Day?) {
    self.metric = metric
    self.today = today
    self.serverToday = max(today, serverToday ?? today)
  }

  mutating func take(_ pair: PayloadPair, at position: Int) {
    count += 1
    switch pair {
    case .flaw(let flaw, let time):
      let day = time.flatMap { Int64(exactly: $0) }.map { Day(millisecondsSinceEpoch: $0) }
      drop(flaw, at: position, day: day ?? Day(number: 0), value: 0)
    case .pair(let time, let value):
      guard let milliseconds = Int64(exactly: time) else {
        return drop(.timeIsNoInteger, at: position, day: Day(number: 0), value: value ?? 0)
      }
      let day = Day(millisecondsSinceEpoch: milliseconds)
      if let flaw = flaw(day, value) {
        drop(flaw, at: position, day: day, value: value ?? 0)
      } else if let value, !metric.side.accepts(value) {
        droppedValues.tally(DroppedValue(metric: metric, day: day, value: value))
      } else {
        keep(day, value)
      }
    }
  }

  /// - Throws: `PayloadError`, the first flaw, if half of the entries or more are flawed.
  func fetched() throws(PayloadError) -> FetchedSeries {
    if let firstFlaw, flawed * 2 >= count || entries.isEmpty { throw firstFlaw }
    return FetchedSeries(series: Series(entries), droppedValues: droppedValues)
  }

  private func flaw(_ day: Day, _ value: Double?) -> PayloadFlaw? {
    if day < Payload.firstDay { return .early }
    if day > today + 1 {
      let isOfClock = day <= serverToday + 1
      return .future(daysBehind: isOfClock ? serverToday - today : nil)
    }
    if let value, abs(value) > Series.largestAmount { return .tooLarge }
    return nil
  }

  private mutating func drop(_ flaw: PayloadFlaw, at position: Int, day: Day, value: Double) {
    if !flaw.isOfClock { flawed += 1 }
    firstFlaw = firstFlaw ?? PayloadError(flaw.what, at: flaw.isOfClock ? nil : position)
    droppedValues.tally(DroppedValue(metric: metric, day: day, value: value, fault: flaw.fault))
  }

  private mutating func keep(_ day: Day, _ value: Double?) {
    if let before = values[day], before != value {
      droppedValues.tally(
        DroppedValue(metric: metric, day: day, value: before, fault: .repeated))
    }
    values[day] = value
    entries.append((day, value))
  }
}
