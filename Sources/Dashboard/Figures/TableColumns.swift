import Liquidations
import Wording

/// Which columns of the table there is room for: both sides of each exchange, or the two together.
struct TableColumns {
  struct Column {
    let sort: TableSort.Column
    let width: Int
  }

  let shown: [Column]
  /// Those that there is no room for.
  let dropped: [TableSort.Column]

  init(_ state: DashboardState, width: Int) {
    let exchanges = state.exchanges.exchanges
    let first: [TableSort.Column] = [.time, .total, .long, .short, .net, .share]
    let alone = exchanges.count == 1
    let sides = exchanges.flatMap { exchange in
      Side.allCases.map { TableSort.Column.side(exchange, $0) }
    }
    // Of one exchange alone the first columns say all.
    let both = alone ? [] : exchanges.map { TableSort.Column.exchange($0) }
    let forms = [alone ? first : first + sides, first + both].flatMap { [$0 + [.change], $0] }
      .map { $0.map { Column(sort: $0, width: Self.width($0, state)) } }
    let room = width - 2
    if let form = forms.first(where: { $0.reduce(0) { $0 + $1.width } <= room }) {
      shown = form
      dropped = []
      return
    }
    var left = room
    let columns = forms[forms.count - 1]
    shown = Array(
      columns.prefix { column in
        left -= column.width
        return left >= 0
      })
    dropped = columns.dropFirst(shown.count).map(\.sort)
  }

  private static func width(_ column: TableSort.Column, _ state: DashboardState) -> Int {
    let calendar = state.calendar
    guard column == .time else { return max(column.name(calendar).count, 6) + 2 }
    let isOneSlot = state.bars.areSlots
    let clocks = calendar.step == .day ? 0 : isOneSlot ? 6 : 12
    return (isOneSlot ? 14 : 24) + clocks
  }
}
