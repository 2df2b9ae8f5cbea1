import Hummingbird
import Liquidations
import Newhedge
import Reports

/// What a call below `/v1` asks for: `since`, `until` or `last`, `exchange` and `bucket`.
struct ReportQuery: Hashable {
  let range: DateRange
  let unit: CalendarUnit
  let exchanges: ExchangeSet

  private static let names = ["since", "until", "last", "exchange", "bucket"]

  /// - Parameters:
  ///   - units: what a row can be, the standard first.
  ///   - standard: what it is of where no dates are asked for.
  ///   - hasHours: whether hours and minutes can be asked for.
  init(
    _ request: Request, units: [CalendarUnit], standard: Span, hasHours: Bool, _ now: Timestamp
  ) throws(ReportQueryError) {
    let values = try Self.values(request)
    let words = ReportPeriod.Words(
      last: values["last"], since: values["since"], until: values["until"])
    do throws(ReportPeriodError) {
      range = try ReportPeriod(words, standard: standard, hasHours: hasHours, today: now.day).range
    } catch {
      throw ReportQueryError("\(error.word) \(error.reason)")
    }
    unit = try Self.unit(values["bucket"], units)
    exchanges = try Self.exchanges(values["exchange"])
  }

  /// By name; what the token is called is known already.
  private static func values(_ request: Request) throws(ReportQueryError) -> [String: String] {
    var values: [String: String] = [:]
    for (name, value) in request.uri.queryParameters
    where name != LiquidationsPath.tokenParameter[...] {
      let name = String(name)
      guard names.contains(name) else {
        throw ReportQueryError(
          "there is no parameter \(name.prefix(40)); there are \(names.joined(separator: ", "))")
      }
      guard values.updateValue(String(value), forKey: name) == nil else {
        throw ReportQueryError("\(name) is given twice")
      }
    }
    return values
  }

  private static func unit(
    _ text: String?, _ units: [CalendarUnit]
  ) throws(ReportQueryError) -> CalendarUnit {
    guard let text else { return units[0] }
    guard let unit = units.first(where: { $0.name == text }) else {
      throw ReportQueryError("bucket must be one of \(units.map(\.name).joined(separator: ", "))")
    }
    return unit
  }

  private static func exchanges(_ text: String?) throws(ReportQueryError) -> ExchangeSet {
    guard let text, text != "all" else { return .all }
    let chosen = text.split(separator: ",", omittingEmptySubsequences: false).map { slug in
      Exchange.allCases.first { $0.slug == slug }
    }
    guard !chosen.contains(nil) else {
      let slugs = Exchange.allCases.map(\.slug).joined(separator: ", ")
      throw ReportQueryError("exchange must be all, or some of \(slugs), separated by commas")
    }
    return ExchangeSet(chosen.compactMap(\.self).map { ExchangeSet($0) })
  }
}

/// Why a call can't be answered as it is.
struct ReportQueryError: Error, Hashable {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}
