import Liquidations
import Wording

extension DayReport {
  /// The names of a record's fields.
  ///
  /// A row of several days has its last one, too, and says of values that they are floors.
  func names(_ shape: ReportShape) -> [String] {
    let days = unit == .day ? ["day"] : ["day", "last_day"]
    switch shape {
    case .long:
      let value = ["exchange", "side", "usd", "provisional", "fetched_at"]
      return days + value + (unit == .day ? [] : ["floor"])
    case .wide:
      let values = exchanges.exchanges.flatMap { exchange in
        Side.allCases.map { "\(exchange.slug)_\($0.name)" }
      }
      return days + values + ["total_long", "total_short", "total_net", "provisional", "floor"]
    }
  }

  /// Hands on each record, as fields in the order of their names.
  func forEachRecord(_ shape: ReportShape, _ body: ([ReportField]) -> Void) {
    var moments = MomentTexts()
    var fields: [ReportField] = []
    for row in rows {
      let days = [row.slots.lowerBound.day, row.slots.upperBound.day].map { "\($0)" }
        .prefix(unit == .day ? 1 : 2).map { ReportField.word($0) }
      switch shape {
      case .long:
        for exchange in exchanges.exchanges {
          for side in Side.allCases {
            fields.removeAll(keepingCapacity: true)
            fields += days
            add(Metric(exchange, side), of: row, &moments, to: &fields)
            body(fields)
          }
        }
      case .wide: body(days + values(row))
      }
    }
  }

  private func add(
    _ metric: Metric, of row: Bucket, _ moments: inout MomentTexts, to fields: inout [ReportField]
  ) {
    let amount = row.amounts[metric]
    fields.append(.word(metric.exchange.slug))
    fields.append(.word(metric.side.name))
    fields.append(.usd(amount))
    fields.append(.flag(isProvisional(metric, in: row.slots)))
    let fetched = amount == nil ? nil : fetched(metric, in: row.slots)
    fields.append(.word(fetched.map { moments.text($0) }))
    if unit != .day { fields.append(.flag(lacks(metric, in: row.slots))) }
  }

  private func values(_ row: Bucket) -> [ReportField] {
    let sides = exchanges.exchanges.flatMap { exchange in
      Side.allCases.map { ReportField.usd(row.amounts[exchange, $0]) }
    }
    return sides
      + Side.allCases.map { .usd(row.amounts.total($0, of: exchanges)) }
      + [
        .usd(row.amounts.net(of: exchanges)), .flag(isProvisional(row.slots)),
        .flag(!lacking(in: row.slots).isEmpty),
      ]
  }
}

/// The texts of moments, most of which come again and again.
private struct MomentTexts {
  private var texts: [Timestamp: String] = [:]

  mutating func text(_ moment: Timestamp) -> String {
    if let text = texts[moment] { return text }
    let text = moment.isoSecond
    texts[moment] = text
    return text
  }
}
