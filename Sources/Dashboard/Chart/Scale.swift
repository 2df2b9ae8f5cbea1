// For the logarithm.
#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#else
  private import Darwin
#endif

/// How amounts become rows: both sides of zero share one scale, whose ticks lie on row edges.
struct Scale: Hashable, Sendable {
  /// How a height follows from an amount.
  private enum Curve: Hashable {
    /// Nothing to draw.
    case none
    /// So many USD a row.
    case linear(perRow: Double)
    /// So many half rows for each power of ten above `floor` (USD).
    case logarithmic(floor: Double, halvesPerDecade: Int)
  }

  private let curve: Curve
  /// Rows above and below the zero row.
  let rowsUp: Int
  let rowsDown: Int
  /// Rows between two ticks of a linear scale; 0 of others.
  let rowsPerTick: Int
  /// USD between two ticks of a linear scale.
  let step: Double

  /// A linear scale that shows `up` and `down` (USD, ≥ 0) in `rows` rows, zero row not counted.
  ///
  /// - Parameter rowsUp: how many of the rows are above zero; nil for as many as it takes.
  init(up: Double, down: Double, rows: Int, rowsUp: Int? = nil) {
    let (up, down) = (Self.bounded(up), Self.bounded(down))
    let rows = max(0, rows)
    guard rows > 0, up + down > 0 else {
      self.init(empty: rows, rowsUp: rowsUp)
      return
    }
    let best = Self.candidates(around: (up + down) / Double(rows), rows: rows)
      .filter {
        let (above, below) = (Self.rowsNeeded(up, $0.perRow), Self.rowsNeeded(down, $0.perRow))
        // A tick that no bar reaches would leave the axis without a number.
        return Self.fit(Double(above), Double(below), in: rows, rowsUp: rowsUp)
          && $0.rowsPerTick <= max(above, below, 2)
      }
      .min { ($0.perRow, $0.rowsPerTick) < ($1.perRow, $1.rowsPerTick) }
    guard let best else {
      self.init(one: up >= down, amount: max(up, down))
      return
    }
    let rowsDown = rowsUp.map { rows - $0 } ?? Self.rowsNeeded(down, best.perRow)
    self.init(
      .linear(perRow: best.perRow), rowsUp: rows - rowsDown, rowsDown: rowsDown,
      rowsPerTick: best.rowsPerTick, step: best.step)
  }

  /// A logarithmic scale from the power of ten below `least` (USD, > 0) up, but at most five powers
  /// and as many as have a row: what is less has the height of what is never invisible.
  init(logarithmicUp up: Double, down: Double, least: Double, rows: Int, rowsUp: Int? = nil) {
    let (up, down) = (Self.bounded(up), Self.bounded(down))
    guard rows > 1, up + down > 0 else {
      self.init(up: up, down: down, rows: rows, rowsUp: rowsUp)
      return
    }
    let top = Self.powerOfTen(below: max(up, down))
    var floor = max(Self.powerOfTen(below: max(Self.bounded(least), Self.least)), top / 10_000)
    while floor < top,
      !Self.fit(Self.decades(up, floor), Self.decades(down, floor), in: rows, rowsUp: rowsUp)
    {
      floor *= 10
    }
    let spans = (Self.decades(up, floor), Self.decades(down, floor))
    func needed(_ decades: Double, _ halves: Int) -> Int {
      Self.rowsNeeded(decades, 2 / Double(halves))
    }
    var halves = max(1, Int(Double(rows * 2) / max(1, spans.0 + spans.1)))
    while halves > 1,
      !Self.fit(
        Double(needed(spans.0, halves)), Double(needed(spans.1, halves)), in: rows, rowsUp: rowsUp)
    {
      halves -= 1
    }
    let rowsDown = rowsUp.map { rows - $0 } ?? min(rows - 1, needed(spans.1, halves))
    self.init(
      .logarithmic(floor: floor, halvesPerDecade: halves), rowsUp: rows - rowsDown,
      rowsDown: rowsDown, rowsPerTick: 0, step: 0)
  }

  /// A scale whose 100 % are as high as half the rows allow, on either side.
  init(percentIn rows: Int) {
    let side = rows / 2
    guard side > 0 else {
      self.init(up: 100, down: 100, rows: rows)
      return
    }
    let parts = [4, 5, 2].first { side % $0 == 0 && side / $0 >= 2 } ?? 1
    self.init(
      .linear(perRow: 100 / Double(side)), rowsUp: side, rowsDown: side, rowsPerTick: side / parts,
      step: 100 / Double(parts))
  }

  /// The scale of a chart without amounts.
  private init(empty rows: Int, rowsUp: Int?) {
    let rowsUp = rowsUp ?? (rows + 1) / 2
    self.init(.none, rowsUp: rowsUp, rowsDown: rows - rowsUp, rowsPerTick: 0, step: 0)
  }

  /// The scale of a chart with a single row, which goes to the larger side.
  private init(one isUp: Bool, amount: Double) {
    self.init(
      .linear(perRow: amount), rowsUp: isUp ? 1 : 0, rowsDown: isUp ? 0 : 1, rowsPerTick: 0,
      step: 0)
  }

  private init(_ curve: Curve, rowsUp: Int, rowsDown: Int, rowsPerTick: Int, step: Double) {
    self.curve = curve
    self.rowsUp = rowsUp
    self.rowsDown = rowsDown
    self.rowsPerTick = rowsPerTick
    self.step = step
  }

  /// The height of an amount (USD, ≥ 0) in eighths of a row, rounded.
  func eighths(_ amount: Double) -> Int {
    switch curve {
    case .none: 0
    case .linear(let perRow): Self.whole(amount / perRow * 8)
    case .logarithmic(let floor, let halves):
      Self.whole(Self.decades(amount, floor) * Double(4 * halves))
    }
  }

  /// Rounded, and bounded by what no plot is high enough for; 0 for what is no height.
  private static func whole(_ eighths: Double) -> Int {
    eighths > 0 ? Int(min(eighths, 1e6).rounded()) : 0
  }

  /// The height in eighths at which a part of a bar ends, if what is below it adds up to `sum`.
  ///
  /// On a logarithmic scale the bar's height is divided in proportion: parts have no logarithm of
  /// their own.
  func eighths(_ sum: Double, of total: Double) -> Int {
    guard case .logarithmic = curve, total > 0 else { return eighths(sum) }
    return Self.whole(Double(eighths(total)) * (sum / total))
  }

  /// The least amount a row, no smaller than that one, at which the ticks stand for round numbers.
  func round(perRow: Double) -> Double {
    guard let rows = ticks(rows: max(rowsUp, rowsDown)).first.map({ Double($0.row + 1) }),
      perRow > 0
    else { return perRow }
    let (least, power) = (perRow * rows, Self.powerOfTen(below: Self.bounded(perRow * rows)))
    guard power > 0, power.isFinite else { return perRow }
    let step = [1, 2, 2.5, 5, 10].first { $0 * power >= least } ?? 10
    return step * power / rows
  }

  /// What the zero row stands for, in USD: a logarithm never comes to nothing.
  var base: Double {
    guard case .logarithmic(let floor, _) = curve else { return 0 }
    return floor
  }

  /// What so many rows of a linear scale are high, in USD; nil of others.
  func amount(ofRows rows: Int) -> Double? {
    guard case .linear(let perRow) = curve else { return nil }
    return perRow * Double(rows)
  }

  /// A round amount (USD, ≥ 0), and the row, from 0 next to zero, that it lies in.
  struct Tick: Hashable, Sendable {
    let amount: Double
    let row: Int
    /// Whether it lies in the middle of the row, and not at its far edge.
    var isMiddle = false
  }

  /// The ticks of one side; the labels of neighbours leave a row free.
  func ticks(rows: Int) -> [Tick] {
    if case .logarithmic(let floor, let halves) = curve {
      let every = halves < 4 ? 2 : 1
      return stride(from: every, through: max(0, rows * 2) / halves, by: every).map { number in
        let place = number * halves
        return Tick(
          amount: (0..<number).reduce(floor) { amount, _ in amount * 10 }, row: (place - 1) / 2,
          isMiddle: !place.isMultiple(of: 2))
      }
    }
    guard rowsPerTick > 0 else { return [] }
    let every = rowsPerTick == 1 ? 2 : 1
    return stride(from: rowsPerTick * every, through: rows, by: rowsPerTick * every).map {
      Tick(amount: step * Double($0 / rowsPerTick), row: $0 - 1)
    }
  }

  /// Whether heights above and below zero have room, wherever zero is or with zero where it is.
  private static func fit(_ above: Double, _ below: Double, in rows: Int, rowsUp: Int?) -> Bool {
    guard let rowsUp else { return above + below <= Double(rows) }
    return above <= Double(rowsUp) && below <= Double(rows - rowsUp)
  }

  /// A side that has nothing still gets a row, so that zero is seen to have two sides.
  private static func rowsNeeded(_ amount: Double, _ perRow: Double) -> Int {
    max(1, Int((amount / perRow - 1e-9).rounded(.up)))
  }

  private static func candidates(
    around perRow: Double, rows: Int
  ) -> [(perRow: Double, step: Double, rowsPerTick: Int)] {
    let spacing = rows < 8 ? 1...3 : rows < 16 ? 2...5 : 3...7
    var power = powerOfTen(below: perRow)
    var found: [(perRow: Double, step: Double, rowsPerTick: Int)] = []
    for _ in 0..<4 {
      for mantissa in [1, 2, 2.5, 5] {
        for rowsPerTick in spacing {
          let step = mantissa * power
          found.append((step / Double(rowsPerTick), step, rowsPerTick))
        }
      }
      power *= 10
    }
    return found
  }

  /// How many powers of ten an amount lies above the floor; 0 below it.
  private static func decades(_ amount: Double, _ floor: Double) -> Double {
    amount > floor ? log10(amount / floor) : 0
  }

  /// The least and the largest amount that make a difference to a scale, in USD: between them its
  /// sums and quotients are numbers, and a power of ten is found in a few steps.
  private static let (least, largest) = (1e-6, 1e18)

  /// The amount within what a scale knows; nothing for less, and for what is no number.
  private static func bounded(_ amount: Double) -> Double {
    amount >= least ? min(amount, largest) : 0
  }

  private static func powerOfTen(below value: Double) -> Double {
    var power = 1.0
    while power > value { power /= 10 }
    while power * 10 <= value { power *= 10 }
    return power
  }
}
