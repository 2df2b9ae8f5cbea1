import Liquidations
import Wording

extension DayReport {
  /// One object, with an object a row:
  ///
  ///     {"schema":"liqtop.days/1","source":"https://newhedge.io","unit":"day",
  ///     "as_of":"2026-11-26T01:00:04Z","days":[
  ///     {"day":"2026-11-25","binance":{"long":84210339.12,"short":-1250000.00},
  ///     "total":{"long":84210339.12,"short":-1250000.00,"net":82960339.12,"long_share":0.9854},
  ///     "provisional":false,"floor":false,"missing":[]}
  ///     ]}
  func writeJSON(to output: inout some TextOutputStream) {
    output.write("{\"schema\":\"\(Self.schema)\",\"source\":\(source.jsonText),")
    output.write("\"unit\":\"\(unit.name)\",\"as_of\":\(ReportField.word(oldest?.isoSecond).json),")
    output.write("\"days\":[")
    var separator = "\n"
    for row in rows {
      output.write(separator + object(row))
      separator = ",\n"
    }
    output.write("\n]}\n")
  }

  private func object(_ row: Bucket) -> String {
    var pairs = ["\"day\":\"\(row.slots.lowerBound.day)\""]
    if unit != .day { pairs.append("\"last_day\":\"\(row.slots.upperBound.day)\"") }
    pairs += exchanges.exchanges.map { exchange in
      "\"\(exchange.slug)\":{\(sides(row.amounts, ExchangeSet(exchange)))}"
    }
    let net = ReportField.usd(row.amounts.net(of: exchanges)).json
    let share = row.amounts.longShare(of: exchanges).map(Ratio.exact) ?? "null"
    pairs.append(
      "\"total\":{\(sides(row.amounts, exchanges)),\"net\":\(net),\"long_share\":\(share)}")
    let lacking = lacking(in: row.slots)
    let missing = lacking.map { "\"\($0.exchange.slug)_\($0.side.name)\"" }
    pairs += [
      "\"provisional\":\(isProvisional(row.slots))", "\"floor\":\(!lacking.isEmpty)",
      "\"missing\":[\(missing.joined(separator: ","))]",
    ]
    return "{\(pairs.joined(separator: ","))}"
  }

  private func sides(_ amounts: Amounts, _ exchanges: ExchangeSet) -> String {
    Side.allCases.map {
      "\"\($0.name)\":\(ReportField.usd(amounts.total($0, of: exchanges)).json)"
    }.joined(separator: ",")
  }
}
