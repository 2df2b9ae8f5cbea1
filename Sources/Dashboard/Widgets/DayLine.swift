import Canvas
import Liquidations

/// The day under the cursor in one line, the most important first:
///
///     Mon Nov 09  ▲ 38.4M  ▼ −49.6M  net −11.2M  44 % long
struct DayLine {
  let state: DashboardState
  let look: Look

  init(_ state: DashboardState, look: Look) {
    self.state = state
    self.look = look
  }

  func draw(in row: Rect, on frame: inout Frame) {
    guard row.height > 0, let day = DayFigures(state) else { return }
    var line = Line()
    let columns = row.width - 2
    let glyphs = look.glyphs
    line.add(title(day, isShort: columns < 40), Style(.strong, on: .ground, .bold), within: columns)
    if let remark = day.remark, day.bucket.amounts.isMissing(state.exchanges) {
      line.add("  \(remark.text)", Style(remark.ink), within: columns)
    } else {
      line.add("  \(glyphs.up)", Style(.muted), within: columns)
      line.add(text(day.long), .plain, within: columns)
      line.add("  \(glyphs.down)", Style(.muted), within: columns)
      line.add(text(day.short), .plain, within: columns)
      if let remark = day.remark {
        line.add("  \(remark.text)", Style(remark.ink), within: columns)
      }
      addRest(day, to: &line, within: columns)
    }
    line.draw(x: row.x + 1, y: row.y, on: &frame)
  }

  private func addRest(_ day: DayFigures, to line: inout Line, within columns: Int) {
    if let net = day.net {
      let text = USD.compact(net, glyphs: look.glyphs, isSigned: true)
      line.add("  net \(text)", .plain, within: columns)
    }
    if let share = day.longShare {
      line.add("  \(USD.percent(share)) long", Style(.muted), within: columns)
    }
    if let rank = day.rank {
      line.add("  #\(rank.place) of \(rank.of)", Style(.muted), within: columns)
    }
    if let times = day.timesMedian {
      let multiple = USD.multiple(times, sign: look.glyphs.times)
      line.add("  \(multiple) median", Style(.muted), within: columns)
    }
  }

  private func title(_ day: DayFigures, isShort: Bool) -> String {
    let first = day.bucket.days.lowerBound
    if !day.isOneDay {
      return "\(first.monthDay) \(look.glyphs.ellipsis) \(day.bucket.days.upperBound.monthDay)"
    }
    return isShort ? first.monthDay : "\(first.weekdayName) \(first.monthDay)"
  }

  private func text(_ amount: Double?) -> String {
    amount.map { USD.compact($0, glyphs: look.glyphs) } ?? look.glyphs.dash
  }
}
