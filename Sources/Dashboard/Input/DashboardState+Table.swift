import Liquidations

extension DashboardState {
  /// The columns by which the table can be ordered: those of exchanges that are shown.
  var sortColumns: [TableSort.Column] {
    TableSort.Column.all.filter {
      if case .exchange(let exchange) = $0 { exchanges.contains(exchange) } else { true }
    }
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
      showOrder(saying: "Ordered by \(column.name(calendar)).")
      return
    }
    turnOrder()
  }

  /// Turns the order of the table round, and says so.
  mutating func turnOrder() {
    appearance.sort.isDescending.toggle()
    showOrder(saying: appearance.sort.direction)
  }

  /// Puts the cursor where the order begins.
  private mutating func showOrder(saying reply: String) {
    if let first = tableRows.first { put(cursorOn: first) }
    self.reply = reply
  }
}
