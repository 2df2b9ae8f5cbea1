import Canvas
import Liquidations

/// The day under the cursor and the range, in a column of their own:
///
///     Mon 2026-11-09
///     final
///                long  short
///     ■ Binance 25.6M −31.6M
///     …
///     ──────────────────────
///     total     38.4M −49.6M
///     net             −11.2M
struct DayPanel {
  let state: DashboardState
  let look: Look

  init(_ state: DashboardState, look: Look) {
    self.state = state
    self.look = look
  }

  func draw(in area: Rect, on frame: inout Frame) {
    guard area.height > 0 else { return }
    var writer = PanelWriter(area: area.inset(1), look: look)
    let isRoomy = Self.isRoomy(area)
    if let figures = DayFigures(state) {
      writeDay(figures, isRoomy: isRoomy, to: &writer, on: &frame)
    }
    writer.skip(isRoomy ? 2 : 1)
    writeRange(isRoomy: isRoomy, to: &writer, on: &frame)
  }

  /// The exchange whose line is at a row of the panel; nil at others.
  static func exchange(at y: Int, in area: Rect) -> Exchange? {
    Exchange(rawValue: y - area.y - (isRoomy(area) ? 4 : 3))
  }

  private static func isRoomy(_ area: Rect) -> Bool { area.height >= 24 }

  private func writeDay(
    _ day: DayFigures, isRoomy: Bool, to writer: inout PanelWriter, on frame: inout Frame
  ) {
    writeTitle(day, to: &writer, on: &frame)
    if isRoomy { writer.skip(1) }
    writer.amounts("", "long", "short", style: Style(.muted), on: &frame)
    for exchange in Exchange.allCases { writeExchange(exchange, day, to: &writer, on: &frame) }
    writer.rule(on: &frame)
    writer.amounts(
      "total", text(day.long), text(day.short), style: Style(.strong, on: .ground, .bold),
      on: &frame)
    writer.pair("net", text(day.net, isSigned: true), on: &frame)
    writer.pair("long share", day.longShare.map(USD.percent), on: &frame)
    if isRoomy { writeShare(day.longShare, to: &writer, on: &frame) }
    writeComparisons(day, isRoomy: isRoomy, to: &writer, on: &frame)
  }

  private func writeTitle(
    _ day: DayFigures, to writer: inout PanelWriter, on frame: inout Frame
  ) {
    let days = day.bucket.days
    let strong = Style(.strong, on: .ground, .bold)
    if day.isOneDay {
      writer.line("\(days.lowerBound.weekdayName) \(days.lowerBound)", strong, on: &frame)
    } else {
      let title = RangeText.bar(days, today: state.today, look: look)
      let isLong = title.unicodeScalars.count + "\(days.count) days".count >= writer.width
      let length = isLong ? "\(days.count)d" : "\(days.count) days"
      writer.line(title, strong, trailing: length, on: &frame)
    }
    let remark = day.remark
    let text =
      remark?.text ?? day.unusual
      ?? (day.isOneDay ? "final" : "\(days.upperBound.date.year), final")
    writer.line(text, Style(remark?.ink ?? (day.unusual == nil ? .muted : .strong)), on: &frame)
  }

  private func writeExchange(
    _ exchange: Exchange, _ day: DayFigures, to writer: inout PanelWriter, on frame: inout Frame
  ) {
    let isShown = state.exchanges.contains(exchange)
    writer.swatch(exchange, isShown: isShown, on: &frame)
    writer.amounts(
      "  \(exchange.name)", text(day.bucket.amounts[exchange, .long]),
      text(day.bucket.amounts[exchange, .short]), style: Style(isShown ? .text : .muted),
      on: &frame)
  }

  /// The long share as a bar, its two parts told apart by weight and lightness.
  private func writeShare(
    _ share: Double?, to writer: inout PanelWriter, on frame: inout Frame
  ) {
    guard let share else { return writer.skip(1) }
    writer.gauge(share, on: &frame)
  }

  private func writeComparisons(
    _ day: DayFigures, isRoomy: Bool, to writer: inout PanelWriter, on frame: inout Frame
  ) {
    guard day.isOneDay else {
      writer.skip(isRoomy ? 1 : 0)
      writer.pair("a day", text(day.mean), on: &frame)
      writeRunningSum(to: &writer, on: &frame)
      return
    }
    writer.skip(isRoomy ? 1 : 0)
    writer.pair("rank", day.rank.map { "#\($0.place) of \($0.of)" }, on: &frame)
    let times = look.glyphs.times
    writer.pair("vs median", day.timesMedian.map { USD.multiple($0, sign: times) }, on: &frame)
    writer.pair(
      "vs day before", day.timesDayBefore.map { USD.change($0, glyphs: look.glyphs) }, on: &frame)
    writeRunningSum(to: &writer, on: &frame)
  }

  /// Of the net view, up to and with the bar under the cursor.
  private func writeRunningSum(to writer: inout PanelWriter, on frame: inout Frame) {
    guard state.view == .net else { return }
    let sums = state.bars.buckets.prefix(state.cursorBar + 1)
      .compactMap { $0.amounts.net(of: state.exchanges) }
    writer.pair("running sum", text(sums.reduce(0, +), isSigned: true), on: &frame)
  }

  private func writeRange(
    isRoomy: Bool, to writer: inout PanelWriter, on frame: inout Frame
  ) {
    let summary = state.summary
    let exchanges = state.exchanges
    let title = RangeText.fitting(writer.width, state.days, look: look)
    let strong = Style(.strong, on: .ground, .bold)
    let name = state.range.span.name
    let isOneLine = name.count + 2 + title.unicodeScalars.count <= writer.width
    writer.line(
      name, strong, trailing: isOneLine ? title : "\(state.days.count) days", on: &frame)
    if !isOneLine {
      writer.line(title, Style(.muted), on: &frame)
    }
    if isRoomy { writer.skip(1) }
    writer.pair("long", text(summary.amounts.total(.long, of: exchanges)), on: &frame)
    writer.pair("short", text(summary.amounts.total(.short, of: exchanges)), on: &frame)
    writer.pair("net", text(summary.amounts.net(of: exchanges), isSigned: true), on: &frame)
    writer.pair("long share", summary.amounts.longShare(of: exchanges).map(USD.percent), on: &frame)
    if state.view != .stacked { writer.pair("view", state.view.word, on: &frame) }
    if state.view != .table, state.view != .share {
      writer.pair("scale", state.scale.name, on: &frame)
    }
    if isRoomy { writer.skip(1) }
    writer.pair("largest long", text(summary.largestLong?.amount), on: &frame)
    writer.pair("", summary.largestLong.map { date($0.day) }, on: &frame)
    writer.pair("largest short", text(summary.largestShort?.amount), on: &frame)
    writer.pair("", summary.largestShort.map { date($0.day) }, on: &frame)
    writer.pair("median day", text(summary.median), on: &frame)
    guard state.snapshot.history.days != nil else { return }
    writer.pair("days missing", "\(summary.missingDays)", on: &frame)
    writer.pair("days incomplete", "\(summary.incompleteDays)", on: &frame)
    if let bar = state.barWords { writer.pair("a bar", bar, on: &frame) }
  }

  /// The day, with its year where it isn't the current one.
  private func date(_ day: Day) -> String {
    day.date.year == state.today.date.year ? day.monthDay : "\(day)"
  }

  private func text(_ amount: Double?, isSigned: Bool = false) -> String? {
    amount.map { USD.compact($0, glyphs: look.glyphs, isSigned: isSigned) }
  }
}
