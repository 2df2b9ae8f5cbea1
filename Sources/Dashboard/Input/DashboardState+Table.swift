import Canvas
import Liquidations

extension DashboardState {
  /// The columns by which the table can be ordered: those that are seen.
  var sortColumns: [TableSort.Column] {
    TableColumns(self, width: layout.body.width).shown.map(\.sort)
  }

  /// Moves the cursor by rows of the table, as far as there are any.
  mutating func stepRow(by rows: Int) {
    guard appearance.view == .table else { return }
    let order = tableRows
    let here = order.firstIndex(of: cursorBar) ?? 0
    let place = min(max(0, here + rows), order.count - 1)
    guard place != here else {
      reply = rows < 0 ? "That is the first row." : "That is the last row."
      return
    }
    put(cursorOn: order[place])
  }

  /// Orders the table by a column, or the other way round if it was already, and says so.
  mutating func order(by column: TableSort.Column) {
    guard column == appearance.sort.column else {
      appearance.sort.column = column
      showOrder(saying: "Sorted by \(column.words(calendar)).")
      return
    }
    turnOrder()
  }

  /// Turns the order of the table round, and says so.
  mutating func turnOrder() {
    appearance.sort.isDescending.toggle()
    let end = appearance.sort.end
    showOrder(saying: "\(end.prefix(1).uppercased())\(end.dropFirst()).")
  }

  /// Puts the cursor where the order begins.
  private mutating func showOrder(saying reply: String) {
    if let first = tableRows.first { put(cursorOn: first) }
    self.reply = reply
  }
}
