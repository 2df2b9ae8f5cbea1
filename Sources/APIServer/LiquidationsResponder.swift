import Hummingbird
import Liquidations
import Newhedge

/// Answers one call by the contract: 200, 401, 404 or 405, always JSON; and 304 to a caller who has
/// the same answer already.
struct LiquidationsResponder: Sendable {
  let token: APIToken
  let series: @Sendable (Metric) async -> Series

  func respond(to request: Request) async -> Response {
    let answer = await answer(to: request)
    return request.method == .head ? answer.createHeadResponse() : answer
  }

  /// Without the token every metric, real or not, looks the same, so that names can't be probed.
  private func answer(to request: Request) async -> Response {
    guard let slug = LiquidationsPath.slug(in: request.uri.path) else {
      return .failure(.notFound, "there is no such path")
    }
    let metric = Metric(slug: slug)
    let isAuthorized = isAuthorized(request)
    if isAuthorized, metric == nil { return .failure(.notFound, "there is no such metric") }
    guard request.method == .get || request.method == .head else { return .methodNotAllowed }
    guard isAuthorized, let metric else {
      return .failure(.unauthorized, "the token is missing or wrong")
    }
    let bytes = Payload.encode(await series(metric))
    let tag = EntityTag(bytes)
    let isHad = request.headers[values: .ifNoneMatch].contains { tag.isNamed(in: $0) }
    return isHad ? .notModified(tag) : .json(.ok, bytes, tag)
  }

  private func isAuthorized(_ request: Request) -> Bool {
    let parameter = LiquidationsPath.tokenParameter[...]
    return request.uri.queryParameters[parameter].map { token.matches($0) } ?? false
  }
}

extension Response {
  fileprivate static var methodNotAllowed: Response {
    var response = failure(.methodNotAllowed, "only GET is supported")
    response.headers[.allow] = "GET, HEAD"
    return response
  }

  fileprivate static func failure(_ status: HTTPResponse.Status, _ reason: String) -> Response {
    json(status, Array(#"{"error": "\#(reason)"}"#.utf8))
  }

  fileprivate static func notModified(_ tag: EntityTag) -> Response {
    Response(status: .notModified, headers: [.eTag: tag.text, .cacheControl: "no-store"])
  }

  fileprivate static func json(
    _ status: HTTPResponse.Status, _ bytes: [UInt8], _ tag: EntityTag? = nil
  ) -> Response {
    // What the answer holds belongs to the token in the URL: no cache may keep it.
    var headers: HTTPFields = [.contentType: "application/json", .cacheControl: "no-store"]
    headers[.eTag] = tag?.text
    return Response(
      status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
