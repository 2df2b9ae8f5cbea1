/// The eight series side by side, a row of `Amounts` a slot, summed over any span at once.
///
/// Running sums are built once, so that a span costs the same however many slots it has.
public struct History: Sendable, Equatable {
  /// How long its slots are.
  public let step: Step
  /// From the first to the last slot of any metric; nil if no metric has one.
  public let slots: ClosedRange<Slot>?

  /// By slot, then by `Metric.index`; 0 where missing.
  private let values: [SIMD8<Double>]
  /// By slot, with bit `Metric.index` set where a value is present.
  private let present: [UInt8]
  /// By slot, with bit `Metric.index` set where a value is absent that there should be, or is incomplete.
  private let lacking: [UInt8]
  /// Row `i` is the sum of all slots before `i`, one more than there are slots.
  private let sums: [SIMD8<Double>]
  private let counts: [SIMD8<Int32>]
  /// The same of the values that are incomplete; empty if none is.
  private let incompleteCounts: [SIMD8<Int32>]
  private let firstSlots: [Slot?]
  /// The place of each metric's first slot, by `Metric.index`: from there on it should have values.
  /// Nobody expects any of a metric that has none.
  private let begins: [Int]

  /// No slot of any metric.
  public static let empty = History([:])

  /// - Parameters:
  ///   - series: all of one step; those of another than the first one's are left out.
  ///   - awaited: metrics of which nothing was received yet: every slot lacks their value.
  ///   - incomplete: slots whose value lacks a part, and so is a floor.
  ///   - start: from there on every metric should have values; nil if each from its first one on.
  public init(
    _ series: [Metric: Series], awaiting awaited: Set<Metric> = [],
    incomplete: [Metric: [Slot]] = [:], since start: Slot? = nil
  ) {
    let filled = Metric.allCases.compactMap { series[$0] }.filter { !$0.isEmpty }
    let step = filled.first?.step ?? .day
    let series = series.filter { !$1.isEmpty && $1.step == step }
    self.step = step
    let spans = series.values.compactMap(\.slots)
    let firstSlots = Metric.allCases.map { series[$0]?.first }
    guard let first = spans.map(\.lowerBound).min(), let last = spans.map(\.upperBound).max()
    else {
      slots = nil
      self.firstSlots = firstSlots
      begins = []
      values = []
      present = []
      lacking = []
      sums = [.zero]
      counts = [.zero]
      incompleteCounts = []
      return
    }
    slots = first...last
    self.firstSlots = zip(Metric.allCases, firstSlots).map { metric, own in
      start ?? (awaited.contains(metric) ? first : own)
    }
    begins = self.firstSlots.map { $0.map { $0 - first } ?? .max }
    (values, present) = Self.rows(series, from: first, count: last - first + 1)
    (sums, counts) = Self.runningSums(values, present)
    let marks = Self.marks(incomplete, first...last, present)
    lacking = Self.lacking(present, marks, begins)
    incompleteCounts = marks.isEmpty ? [] : Self.runningCounts(marks)
  }

  /// The amounts of one slot; all missing outside `slots`.
  public subscript(slot: Slot) -> Amounts {
    guard let slots, slot.step == step, slots.contains(slot) else { return .missing }
    return row(slot.number - slots.lowerBound.number)
  }

  /// The amounts of a span added up; a metric is missing if no slot of it has a value.
  ///
  /// - Parameter running: the slot that isn't over: as long as nobody has a value of it, it is not
  ///   lacked.
  public func sum(_ span: ClosedRange<Slot>, running: Slot? = nil) -> Amounts {
    guard let slots, let (start, end) = offsets(span) else { return .missing }
    if span.count == 1 { return row(start) }
    var due = span.upperBound.number
    if let running, span.upperBound == running, !slots.contains(running) { due -= 1 }
    // Places that the span has before the history and behind it: of those there are no values.
    let from = span.lowerBound.number - slots.lowerBound.number
    let until = due - slots.lowerBound.number + 1
    let counted = counts[end] &- counts[start]
    let whole =
      incompleteCounts.isEmpty
      ? counted : counted &- (incompleteCounts[end] &- incompleteCounts[start])
    var (present, lacking): (UInt8, UInt8) = (0, 0)
    for index in 0..<8 {
      if counted[index] > 0 { present |= 1 << UInt8(index) }
      let begin = max(from, begins[index])
      if begin < until, Int(whole[index]) < until - begin { lacking |= 1 << UInt8(index) }
    }
    let sum = end - start == 1 ? values[start] : sums[end] - sums[start]
    return Amounts(values: sum, present: present, lacking: lacking)
  }

  /// The same times a factor for each slot; where there is none, its values are missing.
  public func scaled(by factor: (Slot) -> Double?) -> History {
    slots.map { History(self, factors: $0.map(factor)) } ?? self
  }

  private init(_ other: History, factors: [Double?]) {
    step = other.step
    slots = other.slots
    firstSlots = other.firstSlots
    begins = other.begins
    values = zip(other.values, factors).map { $0 * ($1 ?? 0) }
    present = zip(other.present, factors).map { $1 == nil ? 0 : $0 }
    lacking = zip(zip(other.present, other.lacking), factors).map { bits, factor in
      factor == nil ? bits.0 | bits.1 : bits.1
    }
    (sums, counts) = Self.runningSums(values, present)
    let marks = zip(present, lacking).map { $0 & $1 }
    incompleteCounts = marks.contains { $0 != 0 } ? Self.runningCounts(marks) : []
  }

  /// What `Amounts.total` is of each slot, oldest first.
  ///
  /// - Parameter withFloors: whether one that lacks a part is told, too; else it is nil.
  public func totals(_ side: Side, of exchanges: ExchangeSet, withFloors: Bool) -> [Double?] {
    let bits = side == .long ? exchanges.rawValue : exchanges.rawValue << 4
    return values.indices.map { index in
      guard present[index] & bits != 0, withFloors || lacking[index] & bits == 0 else { return nil }
      let half = side == .long ? values[index].lowHalf : values[index].highHalf
      var sum = 0.0
      for place in 0..<4 where exchanges.rawValue & (1 << UInt8(place)) != 0 { sum += half[place] }
      return sum
    }
  }

  private func row(_ index: Int) -> Amounts {
    Amounts(values: values[index], present: present[index], lacking: lacking[index])
  }

  /// How many slots of the span have no value although the metric had begun by then.
  public func missingSlots(of metric: Metric, in span: ClosedRange<Slot>) -> Int {
    guard let first = firstSlots[metric.index], first <= span.upperBound else { return 0 }
    let expected = max(first, span.lowerBound)...span.upperBound
    return expected.count - count(of: metric, in: expected)
  }

  /// How many slots of the span have a value.
  public func count(of metric: Metric, in span: ClosedRange<Slot>) -> Int {
    guard let (start, end) = offsets(span) else { return 0 }
    return Int(counts[end][metric.index] &- counts[start][metric.index])
  }

  /// The first slot in which the metric has a value.
  public func first(of metric: Metric) -> Slot? {
    firstSlots[metric.index]
  }

  private func offsets(_ span: ClosedRange<Slot>) -> (start: Int, end: Int)? {
    guard let slots, span.lowerBound.step == step, slots.overlaps(span) else { return nil }
    let inside = span.clamped(to: slots)
    return (
      inside.lowerBound - slots.lowerBound,
      inside.upperBound - slots.lowerBound + 1
    )
  }

  private static func rows(
    _ series: [Metric: Series], from first: Slot, count: Int
  ) -> (values: [SIMD8<Double>], present: [UInt8]) {
    var values = [SIMD8<Double>](repeating: .zero, count: count)
    var present = [UInt8](repeating: 0, count: count)
    for (metric, series) in series {
      let start = series.first - first
      let bit = UInt8(1) << UInt8(metric.index)
      for (offset, value) in series.values.enumerated() where !value.isNaN {
        values[start + offset][metric.index] = value
        present[start + offset] |= bit
      }
    }
    return (values, present)
  }

  private static func lacking(
    _ present: [UInt8], _ incomplete: [UInt8], _ begins: [Int]
  ) -> [UInt8] {
    var begun: UInt8 = 0
    for index in 0..<8 where begins[index] < 0 { begun |= 1 << UInt8(index) }
    return present.indices.map { place in
      for index in 0..<8 where begins[index] == place { begun |= 1 << UInt8(index) }
      return begun & ~present[place] | (incomplete.isEmpty ? 0 : incomplete[place])
    }
  }

  /// By slot, with bit `Metric.index` set where a value is incomplete; empty if none is.
  private static func marks(
    _ incomplete: [Metric: [Slot]], _ slots: ClosedRange<Slot>, _ present: [UInt8]
  ) -> [UInt8] {
    guard incomplete.contains(where: { !$1.isEmpty }) else { return [] }
    var marks = [UInt8](repeating: 0, count: present.count)
    for (metric, incomplete) in incomplete {
      for slot in incomplete where slot.step == slots.lowerBound.step && slots.contains(slot) {
        let place = slot.number - slots.lowerBound.number
        marks[place] |= present[place] & 1 << UInt8(metric.index)
      }
    }
    return marks
  }

  /// Row `i` counts the bits of all slots before `i`, by their place.
  private static func runningCounts(_ bits: [UInt8]) -> [SIMD8<Int32>] {
    var count = SIMD8<Int32>.zero
    return [count]
      + bits.map { bits in
        for index in 0..<8 where bits & (1 << UInt8(index)) != 0 { count[index] &+= 1 }
        return count
      }
  }

  private static func runningSums(
    _ values: [SIMD8<Double>], _ present: [UInt8]
  ) -> (sums: [SIMD8<Double>], counts: [SIMD8<Int32>]) {
    var sums = [SIMD8<Double>.zero]
    var counts = [SIMD8<Int32>.zero]
    sums.reserveCapacity(values.count + 1)
    counts.reserveCapacity(values.count + 1)
    var sum = SIMD8<Double>.zero
    var count = SIMD8<Int32>.zero
    for (values, present) in zip(values, present) {
      sum += values
      for index in 0..<8 where present & (1 << UInt8(index)) != 0 { count[index] &+= 1 }
      sums.append(sum)
      counts.append(count)
    }
    return (sums, counts)
  }

  public static func == (left: History, right: History) -> Bool {
    left.slots == right.slots && left.begins == right.begins && left.values == right.values
      && left.present == right.present && left.lacking == right.lacking
  }
}

// MARK: - By days

extension History {
  /// The days that hold its slots; nil if there are none.
  public var days: ClosedRange<Day>? {
    slots.map { $0.lowerBound.day...$0.upperBound.day }
  }

  /// The amounts of a day added up.
  public subscript(day: Day) -> Amounts {
    step == .day ? self[Slot(day)] : sum(step.slots(of: day...day))
  }
}
