public import Liquidations
public import Live
import Wording

/// Single liquidations that the exchanges' own feeds told of, oldest first. There may be very many, so
/// they aren't part of it: they are handed on one by one while it is written.
public struct TapeReport: Sendable {
  public static let schema = "liqtop.tape/1"
  static let names = ["time", "exchange", "side", "usd", "bitcoin", "price", "instrument"]

  /// Where the exchanges were reached.
  public let source: String
  public let exchanges: ExchangeSet
  /// Of which time it is, and how much of that was covered.
  public let span: LiveRow
  /// Up to when each exchange has told, of whichever time.
  public let told: [Exchange: Timestamp]
  let now: Timestamp

  /// Nil if the tape has nothing of the time.
  ///
  /// - Parameters:
  ///   - record: of minutes; it starts where the tape does, and needs no sums.
  ///   - range: its days are whole ones, its hours those up to now.
  public init?(
    of record: LiveRecord, source: String, range: DateRange, exchanges: ExchangeSet,
    at now: Timestamp
  ) {
    let end = Timestamp(
      seconds: max(now.seconds + 1, record.told.values.map(\.seconds).max() ?? 0))
    guard let start = record.start, start < end,
      let slots = LiveSpan(range, on: .minute, known: start..<end, at: now)?.slots
    else { return nil }
    let first = max(slots.lowerBound.start, start)
    var span = LiveRow(first..<max(first, min((slots.upperBound + 1).start, end)))
    for exchange in Exchange.allCases {
      span.cover(exchange, record.coverage[exchange].seconds(in: span.time))
    }
    self.source = source
    self.exchanges = exchanges
    self.span = span
    self.now = now
    told = record.told
  }

  /// Of which time it is.
  public var time: Range<Timestamp> { span.time }

  /// Whether any of the exchanges was heard in that time, so that nothing may mean that there was none.
  public var isCovered: Bool { exchanges.exchanges.contains { span.covered($0) > 0 } }
}

extension TapeReport {
  /// Writes it line by line; each line ends with `\n`.
  ///
  /// - Parameter rows: hands on each liquidation, oldest first.
  public func write<Failure: Error>(
    _ form: ReportForm, to output: inout some TextOutputStream,
    rows: ((Liquidation) -> Void) throws(Failure) -> Void
  ) throws(Failure) {
    switch form.format {
    case .text, .md: try writeText(form, to: &output, rows: rows)
    case .csv, .tsv, .ndjson:
      var lines = RecordLines(form, names: Self.names)
      lines.writeNames(to: &output)
      try rows { lines.write(Self.fields($0), to: &output) }
    case .json: try writeJSON(form, to: &output, rows: rows)
    }
  }

  private static func fields(_ liquidation: Liquidation) -> [ReportField] {
    [
      .word(Timestamp.isoMillisecond(liquidation.milliseconds)), .word(liquidation.exchange.slug),
      .word(liquidation.side.name), .usd(liquidation.usd), .bitcoin(liquidation.bitcoin),
      .usd(liquidation.price), .text(liquidation.instrument),
    ]
  }

  /// One object, with an object for each:
  ///
  ///     {"schema":"liqtop.tape/1","source":"exchanges","since":"2026-11-27T14:00:00Z",
  ///     "until":"2026-11-27T14:36:01Z","seconds":2161,"covered_seconds":{"okx":2158},"tape":[
  ///     {"time":"2026-11-27T14:00:03.120Z","exchange":"okx","side":"long","usd":1800.00,
  ///     "bitcoin":0.02000000,"price":90000.00,"instrument":"BTC-USDT-SWAP"}
  ///     ]}
  private func writeJSON<Failure: Error>(
    _ form: ReportForm, to output: inout some TextOutputStream,
    rows: ((Liquidation) -> Void) throws(Failure) -> Void
  ) throws(Failure) {
    let covered = exchanges.exchanges.map { "\"\($0.slug)\":\(span.covered($0))" }
    output.write("{\"schema\":\"\(Self.schema)\",\"source\":\(source.jsonText),")
    output.write("\"since\":\"\(time.lowerBound.isoSecond)\",")
    output.write("\"until\":\"\(time.upperBound.isoSecond)\",\"seconds\":\(span.seconds),")
    output.write("\"covered_seconds\":{\(covered.joined(separator: ","))},\"tape\":[")
    var lines = RecordLines(form, names: Self.names)
    var separator = "\n"
    try rows { liquidation in
      output.write(separator)
      output.write(lines.text(Self.fields(liquidation)))
      separator = ",\n"
    }
    output.write("\n]}\n")
  }
}
