/// How amounts become rows: both sides of zero share one scale, whose ticks lie on row edges.
struct Scale: Hashable, Sendable {
  /// USD that one row stands for; 0 if there is nothing to draw.
  let perRow: Double
  /// Rows above and below the zero row.
  let rowsUp: Int
  let rowsDown: Int
  /// Rows between two ticks, and the USD between them.
  let rowsPerTick: Int
  let step: Double

  /// A scale that shows `up` and `down` (USD, ≥ 0) in `rows` rows, zero row not counted.
  init(up: Double, down: Double, rows: Int) {
    let rows = max(0, rows)
    guard rows > 0, up + down > 0 else {
      self.init(perRow: 0, rowsUp: (rows + 1) / 2, rowsDown: rows / 2, rowsPerTick: 0, step: 0)
      return
    }
    let best = Self.candidates(around: (up + down) / Double(rows), rows: rows)
      .filter { Self.rowsNeeded(up, $0.perRow) + Self.rowsNeeded(down, $0.perRow) <= rows }
      .min { ($0.perRow, $0.rowsPerTick) < ($1.perRow, $1.rowsPerTick) }
    guard let best else {
      self.init(one: up >= down, amount: max(up, down))
      return
    }
    let rowsDown = Self.rowsNeeded(down, best.perRow)
    self.init(
      perRow: best.perRow, rowsUp: rows - rowsDown, rowsDown: rowsDown,
      rowsPerTick: best.rowsPerTick, step: best.step)
  }

  /// The scale of a chart with a single row, which goes to the larger side.
  private init(one isUp: Bool, amount: Double) {
    self.init(
      perRow: amount, rowsUp: isUp ? 1 : 0, rowsDown: isUp ? 0 : 1, rowsPerTick: 0, step: 0)
  }

  private init(perRow: Double, rowsUp: Int, rowsDown: Int, rowsPerTick: Int, step: Double) {
    self.perRow = perRow
    self.rowsUp = rowsUp
    self.rowsDown = rowsDown
    self.rowsPerTick = rowsPerTick
    self.step = step
  }

  /// The height of an amount (USD, ≥ 0) in eighths of a row, rounded.
  func eighths(_ amount: Double) -> Int {
    guard perRow > 0 else { return 0 }
    return Int(min(amount / perRow * 8, 1e6).rounded())
  }

  /// The ticks of one side: the USD (≥ 0) and the row, from 0 next to zero, whose far edge it is.
  func ticks(rows: Int) -> [(amount: Double, row: Int)] {
    guard rowsPerTick > 0 else { return [] }
    return stride(from: rowsPerTick, through: rows, by: rowsPerTick).map {
      (step * Double($0 / rowsPerTick), $0 - 1)
    }
  }

  /// A side that has nothing still gets a row, so that zero is seen to have two sides.
  private static func rowsNeeded(_ amount: Double, _ perRow: Double) -> Int {
    max(1, Int((amount / perRow - 1e-9).rounded(.up)))
  }

  private static func candidates(
    around perRow: Double, rows: Int
  ) -> [(perRow: Double, step: Double, rowsPerTick: Int)] {
    let spacing = rows < 8 ? 2...3 : rows < 16 ? 2...5 : 3...7
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

  private static func powerOfTen(below value: Double) -> Double {
    var power = 1.0
    while power > value { power /= 10 }
    while power * 10 <= value { power *= 10 }
    return power
  }
}
