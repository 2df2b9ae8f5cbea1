import Alerts
import Liquidations

// What is read of alerts may have been written by anyone: here it is bounded.

extension Firing.Reading: Bounded {
  var isInBounds: Bool { name.isOneLine && value.isFinite && limit.isFinite }
}

extension SQLiteRow {
  /// A rule and what is remembered of it: its name, definition, since, watched since, looked at, edge, fired
  /// at.
  func ruleState() -> (key: RuleKey, state: RuleState)? {
    guard let name = text(0), let definition = text(1), name.isShort, definition.isShort,
      let since = moment(2), let watchedSince = moment(3), let lookedAt = moment(4),
      let edge = text(5).flatMap(RuleState.Edge.init)
    else { return nil }
    var state = RuleState(at: since)
    (state.watchedSince, state.lookedAt) = (watchedSince, lookedAt)
    (state.edge, state.firedAt) = (edge, moment(6))
    return (RuleKey(name: name, definition: definition), state)
  }

  /// A firing: its row, name, exchange, day, moment, title, text, readings, whether it is late, when a
  /// terminal called for it, when it was seen.
  func keptFiring() -> KeptFiring? {
    let readings: [Firing.Reading]? = JSON.decode(text(7))
    guard let name = text(1), let title = text(5), let text = text(6), name.isShort, title.isShort,
      text.isShort, let moment = moment(4), let readings, (1...8).contains(readings.count)
    else { return nil }
    let day = day(3)
    guard isNull(3) || day != nil, isAllTogether(2) || exchange(2) != nil else { return nil }
    let firing = Firing(
      rule: name, title: title, text: text, exchange: exchange(2), day: day, moment: moment,
      readings: readings, isLate: integer(8) != 0)
    return KeptFiring(firing, row: integer(0), isCalled: !isNull(9), isSeen: !isNull(10))
  }

  /// Whether it is of all exchanges together.
  func isAllTogether(_ column: Int32) -> Bool { text(column)?.isEmpty == true }
}

extension String {
  /// Whether it can be a text of an alert.
  fileprivate var isShort: Bool { !isEmpty && utf8.count <= 4_000 && isOneLine }
}
