import Canvas
import Liquidations
import Wording

/// A row of the panel: what it says, and how early it goes where there isn't room for all.
struct PanelRow {
  enum Content {
    case blank
    /// Text at the left, and at the right where it is given.
    case text(String, Style, trailing: String? = nil)
    /// A name at the left and its value at the right; nil is missing.
    case pair(String, String?)
    /// The same where no value can be had; why, and all of it as a part of a sentence.
    case unknown(String, why: String, sentence: String)
    /// A name and the amounts of both sides, nil is missing; and a share where it is given.
    case amounts(String, long: String?, short: String?, share: String?, Style)
    /// The same of an exchange, with its mark.
    case exchange(Exchange, long: String?, short: String?, share: String?)
    case rule
    /// A share 0…1 as a bar: heavy for the part, light for the rest.
    case gauge(Double)
  }

  let content: Content
  /// Rows of the highest rank go first, all of them together; those of rank 0 stay.
  let rank: Int
  /// What a click on it asks for.
  let target: Hits.Target?
  /// The rank of the row whose reason it gives, without which it stays blank.
  let rankOfReasoned: Int?

  init(
    _ content: Content, rank: Int = 0, target: Hits.Target? = nil, rankOfReasoned: Int? = nil
  ) {
    self.content = content
    self.rank = rank
    self.target = target
    self.rankOfReasoned = rankOfReasoned
  }

  static func pair(
    _ name: String, _ value: String?, rank: Int, target: Hits.Target? = nil
  ) -> PanelRow {
    PanelRow(.pair(name, value), rank: rank, target: target)
  }

  /// The rank from which on rows have no room in so many, given the ranks of all; those of rank 0 stay.
  static func rankBound(_ ranks: [Int], height: Int) -> Int {
    guard ranks.count > height else { return .max }
    // The lowest rank of which not all rows have room.
    return max(1, ranks.sorted()[max(0, height)])
  }
}

extension PanelRow {
  /// Columns that the share of an exchange takes, with the blank before it.
  static let shareWidth = 6
  /// Columns of an amount that is a floor, with the blank before it.
  private static let amountWidth = 7
  /// Columns of the amounts of both sides.
  static let amountsWidth = 2 * amountWidth
  /// Columns of an exchange with its mark and its amounts, without its share.
  static let ownWidth = 9 + amountsWidth

  /// Draws into a row of the screen.
  func draw(in row: Rect, drawing: DrawingStyle, on frame: inout Frame) {
    switch content {
    case .blank: break
    case .text(let text, let style, let trailing):
      let fitted = text.fitted(row.width, ellipsis: drawing.signs.ellipsis)
      frame.write(
        fitted.isEmpty ? text : fitted, x: row.x, y: row.y, style: style, limit: row.width)
      if let trailing {
        frame.write(trailing, endingAt: row.maxX, y: row.y, style: Style(.muted))
      }
    case .pair(let name, let value):
      write(name, value ?? drawing.glyphs.dash, in: row, on: &frame)
    case .unknown(let name, let why, _): write(name, why, in: row, on: &frame)
    case .amounts(let name, let long, let short, let share, let style):
      frame.write(name, x: row.x, y: row.y, style: style)
      write(long, short, share, style, in: row, drawing: drawing, on: &frame)
    case .exchange(let exchange, let long, let short, let share):
      frame[row.x, row.y] = Legend.swatch(exchange, isShown: true, drawing: drawing)
      frame.write(exchange.name, x: row.x + 2, y: row.y)
      write(long, short, share, .plain, in: row, drawing: drawing, on: &frame)
    case .rule:
      frame.fill(row, with: Cell(drawing.glyphs.horizontal, Style(.faint)))
    case .gauge(let share):
      let filled = Int((share * Double(row.width)).rounded())
      for column in 0..<row.width {
        let isPart = column < filled
        frame[row.x + column, row.y] = Cell(
          isPart ? drawing.glyphs.bar : drawing.glyphs.horizontal, Style(isPart ? .strong : .faint))
      }
    }
  }

  private func write(_ name: String, _ value: String, in row: Rect, on frame: inout Frame) {
    frame.write(name, x: row.x, y: row.y, style: Style(.muted), limit: row.width)
    frame.write(value, endingAt: row.maxX, y: row.y)
  }

  private func write(
    _ long: String?, _ short: String?, _ share: String?, _ style: Style, in row: Rect,
    drawing: DrawingStyle,
    on frame: inout Frame
  ) {
    var end = row.maxX
    if let share {
      frame.write(share, endingAt: end, y: row.y, style: Style(.muted))
      end -= Self.shareWidth
    }
    let dash = drawing.glyphs.dash
    frame.write(long ?? dash, endingAt: end - Self.amountWidth, y: row.y, style: style)
    frame.write(short ?? dash, endingAt: end, y: row.y, style: style)
  }
}
