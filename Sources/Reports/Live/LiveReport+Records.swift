import Liquidations
import Live
import Wording

extension LiveReport {
  /// The names of a record's fields. A record of one value has its coverage and says that it is a floor.
  func names(_ shape: ReportShape) -> [String] {
    switch shape {
    case .long:
      return [
        "time", "seconds", "exchange", "side", "usd", "orders", "largest", "floor",
        "covered_seconds",
      ]
    case .wide:
      let values = exchanges.exchanges.flatMap { exchange in
        Side.allCases.map { "\(exchange.slug)_\($0.name)" } + ["\(exchange.slug)_covered_seconds"]
      }
      return ["time", "seconds"] + values + ["total_long", "total_short", "orders", "floor"]
    }
  }

  func forEachRecord(_ shape: ReportShape, _ body: ([ReportField]) -> Void) {
    for row in rows {
      let time = [ReportField.word(row.time.lowerBound.isoSecond), .count(row.seconds)]
      switch shape {
      case .long:
        for exchange in exchanges.exchanges {
          for side in Side.allCases { body(time + fields(row, exchange, side)) }
        }
      case .wide: body(time + fields(row))
      }
    }
  }

  private func fields(_ row: LiveRow, _ exchange: Exchange, _ side: Side) -> [ReportField] {
    let tally = row.tally(side, of: exchange)
    return [
      .word(exchange.slug), .word(side.name), .usd(tally?.signed(side)), .count(tally?.count),
      .usd(tally?.largest), .flag(true),
      .count(row.covered(exchange)),
    ]
  }

  private func fields(_ row: LiveRow) -> [ReportField] {
    let values = exchanges.exchanges.flatMap { exchange in
      Side.allCases.map { ReportField.usd(row.tally($0, of: exchange)?.signed($0)) }
        + [.count(row.covered(exchange))]
    }
    let totals = Side.allCases.map { ReportField.usd(row.tally($0, of: exchanges)?.signed($0)) }
    return values + totals + [.count(row.tallies(of: exchanges)?.both.count), .flag(true)]
  }

  /// One object, with an object a row:
  ///
  ///     {"schema":"liqtop.live/1","source":"exchanges","unit":"hour",
  ///     "as_of":"2026-11-27T14:35:58Z","told_until":{"okx":"2026-11-27T14:35:58Z"},"live":[
  ///     {"time":"2026-11-27T14:00:00Z","seconds":2161,
  ///     "okx":{"long":7.00,"short":-7.00,"orders":2,"largest":7.00,"covered_seconds":2158},
  ///     "total":{"long":7.00,"short":-7.00,"orders":2},"floor":true,"missing":[]}
  ///     ]}
  func writeJSON(to output: inout some TextOutputStream) {
    let told = exchanges.exchanges.map {
      "\"\($0.slug)\":\(ReportField.word(self.told[$0]?.isoSecond).json)"
    }
    output.write("{\"schema\":\"\(Self.schema)\",\"source\":\(source.jsonText),")
    output.write(
      "\"unit\":\"\(unit.name)\",\"as_of\":\(ReportField.word(oldest?.at.isoSecond).json),")
    output.write("\"told_until\":{\(told.joined(separator: ","))},\"live\":[")
    var separator = "\n"
    for row in rows {
      output.write(separator + object(row))
      separator = ",\n"
    }
    output.write("\n]}\n")
  }

  private func object(_ row: LiveRow) -> String {
    let single = exchanges.exchanges.map { exchange in
      let largest = ReportField.usd(row.tallies(of: exchange).map(\.both.largest)).json
      return "\"\(exchange.slug)\":{\(sums(row, ExchangeSet(exchange))),\"largest\":\(largest),"
        + "\"covered_seconds\":\(row.covered(exchange))}"
    }
    let missing = row.missing(of: exchanges).map { "\"\($0.slug)\"" }
    let pairs =
      ["\"time\":\"\(row.time.lowerBound.isoSecond)\"", "\"seconds\":\(row.seconds)"] + single
      + [
        "\"total\":{\(sums(row, exchanges))}", "\"floor\":true",
        "\"missing\":[\(missing.joined(separator: ","))]",
      ]
    return "{\(pairs.joined(separator: ","))}"
  }

  private func sums(_ row: LiveRow, _ exchanges: ExchangeSet) -> String {
    let sides = Side.allCases.map {
      "\"\($0.name)\":\(ReportField.usd(row.tally($0, of: exchanges)?.signed($0)).json)"
    }
    return sides.joined(separator: ",") + ",\"orders\":"
      + ReportField.count(row.tallies(of: exchanges)?.both.count).json
  }
}
