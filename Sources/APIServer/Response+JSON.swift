import Hummingbird
import Liquidations
import Newhedge

extension Response {
  static var methodNotAllowed: Response {
    var response = failure(.methodNotAllowed, "only GET is supported")
    response.headers[.allow] = "GET, HEAD"
    return response
  }

  static var unauthorized: Response { failure(.unauthorized, "the token is missing or wrong") }

  static func failure(_ status: HTTPResponse.Status, _ reason: String) -> Response {
    var text = ""
    for scalar in reason.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case " "..."~": text.unicodeScalars.append(scalar)
      default: text += "?"
      }
    }
    return answer(status, Array(#"{"error": "\#(text)"}"#.utf8))
  }

  static func notModified(_ tag: EntityTag, _ modified: Timestamp? = nil) -> Response {
    var headers: HTTPFields = [.eTag: tag.text, .cacheControl: "no-store"]
    headers[.lastModified] = modified.map(HTTPDate.text)
    return Response(status: .notModified, headers: headers)
  }

  static func answer(
    _ status: HTTPResponse.Status, _ bytes: [UInt8], type: String = "application/json",
    _ tag: EntityTag? = nil, _ modified: Timestamp? = nil
  ) -> Response {
    // What the answer holds belongs to the token in the URL: no cache may keep it.
    var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
    headers[.eTag] = tag?.text
    headers[.lastModified] = modified.map(HTTPDate.text)
    return Response(
      status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}

extension Request {
  /// Whether the one who asks has the same answer already: by its tag, and without one by its date.
  func has(_ tag: EntityTag, _ modified: Timestamp? = nil) -> Bool {
    let tags = headers[values: .ifNoneMatch]
    guard tags.isEmpty else { return tags.contains { tag.isNamed(in: $0) } }
    guard let modified, let date = headers[.ifModifiedSince].flatMap(HTTPDate.moment) else {
      return false
    }
    return modified <= date
  }
}
