import Hummingbird
import Liquidations
import Live
import Reports

/// Answers a call below `/v1` with what `liqtop print` writes: 200, 304, 400 for what can't be asked,
/// or 404 where there is nothing.
struct ReportsResponder: Sendable {
  let source: ReportSource

  func answer(to request: Request, _ path: ReportPath) async -> Response {
    let now = source.now()
    do throws(ReportQueryError) {
      switch path {
      case .days(let format):
        let query = try ReportQuery(
          request, units: CalendarUnit.ofDays, standard: .days(30), hasHours: false, now)
        return await days(query, format, request, at: now)
      case .live:
        let query = try ReportQuery(
          request, units: [.hour] + CalendarUnit.ofLive.filter { $0 != .hour },
          standard: .last(24, .hour), hasHours: true, now)
        return await live(query, request, at: now)
      }
    } catch {
      return .failure(.badRequest, error.reason)
    }
  }

  private func days(
    _ query: ReportQuery, _ format: ReportPath.ReportFormatName, _ request: Request,
    at now: Timestamp
  ) async -> Response {
    let report = DayReport(
      of: await source.days(), source: source.source, range: query.range, unit: query.unit,
      exchanges: query.exchanges, at: now)
    guard let report else { return .failure(.notFound, "there is no value for those days") }
    switch format {
    case .json: return answer(request, report, .json, "application/json", report.oldest)
    case .ndjson: return answer(request, report, .ndjson, "application/x-ndjson", report.oldest)
    case .csv: return answer(request, report, .csv, "text/csv; charset=utf-8", report.oldest)
    }
  }

  private func live(
    _ query: ReportQuery, _ request: Request, at now: Timestamp
  ) async -> Response {
    let record = await source.live(query.unit.step, query.range.time(by: query.unit, at: now))
    let report = LiveReport(
      of: record, source: "exchanges", range: query.range, unit: query.unit,
      exchanges: query.exchanges, at: now)
    guard let report else { return .failure(.notFound, "nothing was heard in that time") }
    return answer(request, report, .json, "application/json", report.told.values.max())
  }

  private func answer(
    _ request: Request, _ report: some Report, _ format: ReportFormat, _ type: String,
    _ modified: Timestamp?
  ) -> Response {
    var text = ""
    report.write(ReportForm(format), to: &text)
    let bytes = Array(text.utf8)
    let tag = EntityTag(bytes)
    return request.has(tag, modified)
      ? .notModified(tag, modified) : .answer(.ok, bytes, type: type, tag, modified)
  }
}
