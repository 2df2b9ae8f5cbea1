import Hummingbird
import Liquidations
import Newhedge

/// Answers one call by the contract: 200, 401, 404 or 405, always JSON; and 304 to a caller who has
/// the same answer already.
struct LiquidationsResponder: Sendable {
  let token: APIToken
  let series: @Sendable (Metric) async -> Series
  /// Nil if there are none.
  let reports: ReportsResponder?

  func respond(to request: Request) async -> Response {
    let answer = await answer(to: request)
    return request.method == .head ? answer.createHeadResponse() : answer
  }

  /// Without the token every metric, real or not, looks the same, so that names can't be probed.
  private func answer(to request: Request) async -> Response {
    if let reports, let path = ReportPath(request.uri.path) {
      guard request.method == .get || request.method == .head else { return .methodNotAllowed }
      guard isAuthorized(request) else { return .unauthorized }
      return await reports.answer(to: request, path)
    }
    guard let slug = LiquidationsPath.slug(in: request.uri.path) else {
      return .failure(.notFound, "there is no such path")
    }
    let metric = Metric(slug: slug)
    let isAuthorized = isAuthorized(request)
    if isAuthorized, metric == nil { return .failure(.notFound, "there is no such metric") }
    guard request.method == .get || request.method == .head else { return .methodNotAllowed }
    guard isAuthorized, let metric else { return .unauthorized }
    let bytes = Payload.encode(await series(metric))
    let tag = EntityTag(bytes)
    return request.has(tag) ? .notModified(tag) : .answer(.ok, bytes, tag)
  }

  private func isAuthorized(_ request: Request) -> Bool {
    let parameter = LiquidationsPath.tokenParameter[...]
    return request.uri.queryParameters[parameter].map { token.matches($0) } ?? false
  }
}
