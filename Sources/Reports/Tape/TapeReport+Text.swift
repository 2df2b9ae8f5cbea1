import Liquidations
import Wording

extension TapeReport {
  private enum Column: CaseIterable {
    case time, exchange, side, usd, price, bitcoin, instrument

    var name: String {
      switch self {
      case .time: "time"
      case .exchange: "exchange"
      case .side: "side"
      case .usd: "USD"
      case .price: "price"
      case .bitcoin: "BTC"
      case .instrument: "instrument"
      }
    }

    /// In cells. What comes later isn't known yet, so that nothing is measured.
    func width(isShort: Bool) -> Int {
      switch self {
      case .time: isShort ? 14 : 23
      case .exchange: 8
      case .side: 5
      case .usd: 6
      case .price: 9
      case .bitcoin: 13
      case .instrument: 10
      }
    }

    var isRight: Bool { self == .usd || self == .price || self == .bitcoin }
  }

  /// For people: as many columns as there is room for.
  ///
  ///     time                     exchange  side      USD      price            BTC  instrument
  ///     2026-11-27 14:00:03.120  OKX       LONG    1.80K     90,000     0.02000000  BTC-USDT-SWAP
  func writeText<Failure: Error>(
    _ form: ReportForm, to output: inout some TextOutputStream,
    rows: ((Liquidation) -> Void) throws(Failure) -> Void
  ) throws(Failure) {
    let isMarkdown = form.format == .md
    let (columns, isShort) = isMarkdown ? (Column.allCases, false) : Self.columns(form.layout)
    if isMarkdown {
      output.write("| \(columns.map(\.name).joined(separator: " | ")) |\n")
      let marks = columns.map { $0.isRight ? "--:" : ":--" }
      output.write("| \(marks.joined(separator: " | ")) |\n")
    } else if form.hasHeader {
      let names = Self.line(columns.map(\.name), columns, isShort)
      output.write(form.layout.styled(names, .bold) + "\n")
    }
    var count = 0
    try rows { liquidation in
      count += 1
      let texts = columns.map { Self.text($0, liquidation, isShort) }
      output.write(
        isMarkdown
          ? "| \(texts.joined(separator: " | ")) |" : Self.line(texts, columns, isShort))
      output.write("\n")
    }
    writeNotes(count, form, to: &output)
  }

  private func writeNotes(
    _ count: Int, _ form: ReportForm, to output: inout some TextOutputStream
  ) {
    let notes = notes(count)
    guard form.format != .md else { return output.write("\n\(notes.joined(separator: "  \n"))\n") }
    for line in notes.flatMap({ form.layout.columns.map($0.wrapped) ?? [$0] }) {
      output.write(form.layout.styled(line, .dim) + "\n")
    }
  }

  private static func columns(_ layout: TextLayout) -> ([Column], isShort: Bool) {
    guard let room = layout.columns else { return (Column.allCases, false) }
    func width(_ columns: some Sequence<Column>, _ isShort: Bool) -> Int {
      columns.reduce(-2) { $0 + 2 + $1.width(isShort: isShort) }
    }
    // An instrument is as long as its exchange writes it.
    let roomy = 14
    if width(Column.allCases, false) + roomy <= room { return (Column.allCases, false) }
    var columns = Column.allCases.dropLast()
    while width(columns, columns.count < 6) > room, columns.count > 1 { columns.removeLast() }
    return (Array(columns), columns.count < 6)
  }

  private static func line(_ texts: [String], _ columns: [Column], _ isShort: Bool) -> String {
    var line = ""
    for (text, column) in zip(texts, columns) {
      let isLast = column == .instrument || (column == columns.last && !column.isRight)
      line += line.isEmpty ? "" : "  "
      line +=
        isLast ? text : text.padded(to: column.width(isShort: isShort), isRight: column.isRight)
    }
    return line
  }

  private static func text(_ column: Column, _ row: Liquidation, _ isShort: Bool) -> String {
    switch column {
    case .time: time(row.milliseconds, isShort)
    case .exchange: row.exchange.name
    case .side: row.side.name.uppercased()
    case .usd: USD.compact(row.usd, signs: .ascii)
    case .price: USD.price(row.price)
    case .bitcoin: BTC.whole(row.bitcoin)
    case .instrument: row.instrument.shown()
    }
  }

  /// `2026-11-27 14:00:03.120`, `11-27 14:00:03`.
  private static func time(_ milliseconds: Int64, _ isShort: Bool) -> String {
    let text = Timestamp.isoMillisecond(milliseconds).dropLast()
      .replacing("T", with: " ")
    return isShort ? String(text.dropFirst(5).dropLast(4)) : String(text)
  }

  /// What it is of, and how much of that was heard.
  private func notes(_ count: Int) -> [String] {
    let number = count == 1 ? "1 liquidation" : "\(Digits.grouped(count, by: ",")) liquidations"
    let parts = exchanges.exchanges.map { exchange in
      let isHeard = span.covered(exchange) > 0
      let share = span.coveredShare(of: ExchangeSet(exchange), told: told, at: now)
      return "\(exchange.name) \(isHeard ? CoveredPart.words(share) : "not heard")"
    }
    return [
      "\(number) from \(time.lowerBound.isoMinute) to \(time.upperBound.isoMinute), heard of "
        + source.feedsName,
      "covered: \(parts.joined(separator: ", "))",
    ]
  }
}
