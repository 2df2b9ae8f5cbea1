import Liquidations
import Wording

/// The line about alerts that nobody has seen:
///
///     ALERT 14:05 big-day · Long liquidations on all exchanges have come to … · 2 more · Esc: seen
struct AlertNotice {
  /// The same in ever fewer words, for ever narrower panes.
  let forms: [String]

  /// Nil if all were seen.
  init?(_ state: DashboardState, drawing: DrawingStyle) {
    guard let newest = state.alerts.unseen.first else { return nil }
    let time = Self.time(newest.moment, now: state.now)
    let more = state.alerts.unseen.count - 1
    let key = state.keyMap.key(for: .program(.dismiss)).map(drawing.name)
    let dot = " \(drawing.glyphs.dot) "
    let rest = [more > 0 ? "\(more) more" : nil, key.map { "\($0): seen" }].compactMap(\.self)
    let short = more > 0 ? " +\(more)" : ""
    forms = [
      (["ALERT \(time) \(newest.name)", newest.text] + rest).joined(by: dot),
      (["ALERT \(time)", newest.title] + rest).joined(by: dot),
      "ALERT \(newest.title)\(short)", "ALERT \(newest.name)\(short)",
    ]
  }

  /// The time of day, with its day where that isn't today.
  private static func time(_ moment: Timestamp, now: Timestamp) -> String {
    moment.day == now.day ? moment.clock : "\(moment.day.monthDay) \(moment.clock)"
  }
}
