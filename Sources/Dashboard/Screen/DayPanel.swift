import Canvas
import Liquidations
import Wording

/// The day under the cursor and the range, in a column of their own:
///
///     Mon 2026-11-09
///     final
///                long  short
///     ■ Binance 25.6M  31.6M
///     …
///     share     64 28 8 <1 %
///     ──────────────────────
///     total     38.4M  49.6M
///     net             −11.2M
///
/// Where the panel is wide, each exchange has its share beside its amounts. What is said of a bar and what
/// isn't take the same rows, so that only figures change as the cursor moves.
struct DayPanel {
  let state: DashboardState
  let drawing: DrawingStyle

  init(_ state: DashboardState, drawing: DrawingStyle) {
    self.state = state
    self.drawing = drawing
  }

  func draw(in area: Rect, on rendering: inout Rendering) {
    let width = Self.width(in: area)
    guard area.height > 0 else { return }
    let figures = DayFigures(state)
    let title = figures.map { titleRows($0, width: width) } ?? [PanelRow(.blank, rank: 14)]
    let rest = figures.map { rows(of: $0, width: width) } ?? []
    let range = rendering.stillPanelRows ?? rangeRows(width)
    // Whatever is said below the title, the range begins where it does for the others.
    let usual = (figures == nil ? [14] : Self.usualTitle) + rest.map(\.rank)
    let bound = PanelRow.rankBound(usual + range.map(\.rank), height: area.height)
    var below = area
    let above = below.cutTop(usual.count { $0 < bound })
    let day = title + rest
    let dayBound = min(bound, PanelRow.rankBound(day.map(\.rank), height: above.height))
    draw(day, below: dayBound, in: above, width: width, on: &rendering)
    draw(range, below: bound, in: below, width: width, on: &rendering)
  }

  /// Draws the rows of a lower rank, as far as there is room.
  private func draw(
    _ rows: [PanelRow], below bound: Int, in area: Rect, width: Int,
    on rendering: inout Rendering
  ) {
    var area = area
    for row in rows where row.rank < bound && area.height > 0 {
      let place = area.cutTop(1)
      if let reasoned = row.rankOfReasoned, reasoned >= bound { continue }
      row.draw(
        in: Rect(x: place.x + 1, y: place.y, width: width, height: 1), drawing: drawing,
        on: &rendering.frame)
      if let target = row.target { rendering.hits.record(target, in: place) }
    }
  }

  /// The columns of its text: beside a chart up to the edge, so that amounts that are floors have room.
  private static func width(in area: Rect) -> Int { area.width - (area.width < 40 ? 1 : 2) }

  private var strong: Style { Style(.strong, on: .ground, .bold) }

  // MARK: The day

  func dayRows(_ day: DayFigures, width: Int) -> [PanelRow] {
    titleRows(day, width: width) + rows(of: day, width: width)
  }

  private func rows(of day: DayFigures, width: Int) -> [PanelRow] {
    let amounts = day.bucket.amounts
    let hasColumn = width >= PanelRow.ownWidth + PanelRow.shareWidth
    let shares = state.exchanges.exchanges.map { exchange in
      amounts.share(of: exchange, among: day.exchanges).map(Ratio.part)
    }
    var rows: [PanelRow] = []
    rows.reserveCapacity(60)
    rows.append(
      PanelRow(
        .amounts(
          "", long: "long", short: "short", share: hasColumn ? "share" : nil, Style(.muted)),
        rank: 12))
    for (exchange, share) in zip(state.exchanges.exchanges, shares) {
      rows.append(
        PanelRow(
          .exchange(
            exchange, long: text(amounts, .long, of: ExchangeSet(exchange)),
            short: text(amounts, .short, of: ExchangeSet(exchange)),
            share: hasColumn ? share ?? drawing.glyphs.dash : nil),
          target: .exchange(.toggle(exchange))))
    }
    let total = totalName(day.exchanges, width: width)
    let isInColumns =
      hasColumn && total.columns <= width - PanelRow.amountsWidth - PanelRow.shareWidth
    // Of one exchange alone it would always be all.
    if !hasColumn, shares.count > 1 { rows.append(.pair("share", shareText(shares), rank: 22)) }
    rows.append(PanelRow(.rule, rank: 60))
    rows.append(
      PanelRow(
        .amounts(
          total, long: text(amounts, .long, of: day.exchanges),
          short: text(amounts, .short, of: day.exchanges), share: isInColumns ? "" : nil, strong)))
    rows.append(PanelRow(.pair("net", text(day.net, isSigned: true))))
    rows.append(.pair("long share", day.longShare.map(Ratio.percent), rank: 8))
    rows.append(PanelRow(day.longShare.map { .gauge($0) } ?? .text("", .plain), rank: 80))
    if let price = priceRow(day, width: width) { rows.append(price) }
    addToday(day, hasColumn: hasColumn, to: &rows)
    rows.append(PanelRow(.blank, rank: 91))
    addComparisons(of: day, width: width, to: &rows)
    return rows
  }

  /// What the total is of, in the columns that two amounts leave.
  private func totalName(_ exchanges: ExchangeSet, width: Int) -> String {
    guard exchanges != .all else { return "total" }
    // In sentences there is the room for whole ones.
    if width >= 60 {
      return "total of \(state.exchange?.name ?? "\(exchanges.count) exchanges"):"
    }
    let part = state.exchange?.name ?? "\(exchanges.count) of \(Exchange.allCases.count)"
    let whole = "total \(part)"
    return whole.columns <= width - PanelRow.amountsWidth ? whole : part
  }

  /// The ranks of a title below which one thing is said.
  private static let usualTitle = [0, 1, 90]

  /// Which bar it is, and what its figures don't say.
  private func titleRows(_ day: DayFigures, width: Int) -> [PanelRow] {
    var rows = [titleRow(day, width: width)]
    let (remarks, unusual) = (day.remarks, day.unusual)
    for (place, remark) in remarks.enumerated() {
      // From the third on they go before what says which column is what.
      let rank = place < 2 ? 1 : 11 + place
      rows.append(PanelRow(.text(remark.text, Style(remark.ink)), rank: rank))
    }
    if let unusual {
      rows.append(PanelRow(.text(unusual, Style(.strong)), rank: remarks.isEmpty ? 1 : 35))
    } else if remarks.isEmpty {
      rows.append(PanelRow(.text(finalWords(day), Style(.muted)), rank: 1))
    }
    if rows.count < Self.usualTitle.count { rows.append(PanelRow(.blank, rank: 90)) }
    return rows
  }

  private func titleRow(_ day: DayFigures, width: Int) -> PanelRow {
    let (slots, calendar) = (day.bucket.slots, state.calendar)
    guard !day.isOneSlot else { return PanelRow(.text(calendar.title(slots.lowerBound), strong)) }
    let title = calendar.bar(slots)
    let whole = calendar.count(slots.count)
    let isLong = title.columns + whole.columns >= width
    let length = isLong ? calendar.shortCount(slots.count) : whole
    let fits = title.columns + length.columns < width
    return PanelRow(.text(title, strong, trailing: fits ? length : nil))
  }

  private func finalWords(_ day: DayFigures) -> String {
    if state.data.grain.isLive { return "wholly covered" }
    return day.isOneSlot ? "final" : "\(day.bucket.slots.upperBound.day.date.year), final"
  }

  /// All of them in the order of their lines, such as `64 28 8 <1 %`.
  private func shareText(_ shares: [String?]) -> String? {
    guard shares.contains(where: { $0 != nil }) else { return nil }
    return shares.map { $0.map { String($0.unicodeScalars.dropLast(2)) } ?? drawing.glyphs.dash }
      .joined(by: " ") + " %"
  }

  // MARK: The range

  /// What stands in an area of the range; the cursor changes nothing of it.
  func rangeRows(in area: Rect) -> [PanelRow] {
    area.height > 0 ? rangeRows(Self.width(in: area)) : []
  }

  func rangeRows(_ width: Int) -> [PanelRow] {
    let (summary, calendar) = (state.summary, state.calendar)
    let exchanges = state.exchanges
    let hasData = state.hasData
    var rows = [PanelRow(.blank, rank: 89)] + rangeTitle(width)
    rows += [
      PanelRow(.blank, rank: 92),
      .pair("long", text(summary.amounts, .long, of: exchanges), rank: 5),
      .pair("short", text(summary.amounts, .short, of: exchanges), rank: 5),
      .pair("net", text(summary.amounts.net(of: exchanges), isSigned: true), rank: 6),
      .pair("long share", summary.amounts.longShare(of: exchanges).map(Ratio.percent), rank: 18),
      PanelRow(.blank, rank: 93),
    ]
    rows += exchangeRows(summary.amounts)
    rows += records(width)
    if state.data.grain == .minutes { return rows + lacks(summary) }
    rows += [
      .pair("median \(calendar.unit)", text(summary.median), rank: 23),
      .pair("average \(calendar.unit)", text(summary.mean), rank: 25),
    ]
    guard hasData else { return rows }
    return rows + lacks(summary) + monthRows(width)
  }

  private func lacks(_ summary: RangeSummary) -> [PanelRow] {
    let (missing, incomplete) = (summary.missingSlots, summary.incompleteSlots)
    let units = state.calendar.units
    return [
      .pair("\(units) missing", "\(missing)", rank: missing > 0 ? 7 : 75),
      .pair("\(units) incomplete", "\(incomplete)", rank: incomplete > 0 ? 17 : 76),
    ]
  }

  /// What each exchange came to in the range, where several are shown and there is room.
  private func exchangeRows(_ amounts: Amounts) -> [PanelRow] {
    guard state.exchanges.count > 1 else { return [] }
    let rows = state.exchanges.exchanges.map { exchange in
      let own = ExchangeSet(exchange)
      return PanelRow(
        .exchange(
          exchange, long: text(amounts, .long, of: own),
          short: text(amounts, .short, of: own), share: nil),
        rank: 74, target: .exchange(.toggle(exchange)))
    }
    return rows + [PanelRow(.blank, rank: 94)]
  }

  /// The days of this month that are over, against the same days of the last.
  private func monthRows(_ width: Int) -> [PanelRow] {
    guard let month = MonthSoFar(state) else { return [] }
    guard let total = month.total else {
      let what = "can't be summed or compared"
      return unknown(month.name, what, month.lack.own, width, rank: 37)
    }
    return [.pair(month.name, text(total), rank: 37)]
      + comparison(month.comparison, month.times, month.lack.other, width, rank: 37)
  }

  private func rangeTitle(_ width: Int) -> [PanelRow] {
    let title = state.calendar.range(state.slots, within: width)
    let name = state.range.span.name
    guard name.count + 2 + title.columns > width else {
      return [PanelRow(.text(name, strong, trailing: title), rank: 4)]
    }
    return [
      PanelRow(.text(name, strong, trailing: state.calendar.count(state.slots.count)), rank: 4),
      PanelRow(.text(title, Style(.muted)), rank: 16),
    ]
  }

  /// The largest slots of both sides and their amounts, in a line each where the panel is wide.
  private func records(_ width: Int) -> [PanelRow] {
    let records = [("long", state.summary.largestLong), ("short", state.summary.largestShort)]
    let amounts = records.map { text(($0.1?.amount).map(abs)) }
    let columns = amounts.compactMap { $0?.columns }.max() ?? 0
    let dates = records.map { $0.1.map { state.calendar.plain($0.slot) } }
    let isWide = width >= PanelRow.ownWidth + PanelRow.shareWidth
    let hasHeading = state.data.grain.isLive
    let rows = zip(records, zip(dates, amounts)).flatMap { record, figures in
      let name = "\(hasHeading ? "" : "largest ")\(record.0)"
      guard let date = figures.0, let amount = figures.1 else {
        return [PanelRow.pair(name, nil, rank: 19)]
      }
      let target = record.1.map { Hits.Target.slot($0.slot) }
      guard isWide else {
        return [
          .pair(name, amount, rank: 19, target: target), .pair("", date, rank: 19, target: target),
        ]
      }
      let gap = String(repeating: " ", count: columns - amount.columns + 1)
      return [.pair(name, date + gap + amount, rank: 19, target: target)]
    }
    // Neither a bar of several nor an order is meant.
    let heading = PanelRow(.text("largest \(state.calendar.unit)", Style(.muted)), rank: 19)
    return hasHeading ? [heading] + rows : rows
  }

  private func text(_ amounts: Amounts, _ side: Side, of exchanges: ExchangeSet) -> String? {
    amounts.text(side, of: exchanges, signs: drawing.signs)
  }

  func text(_ amount: Double?, isSigned: Bool = false) -> String? {
    amount.map { USD.compact($0, signs: drawing.signs, isSigned: isSigned) }
  }
}
