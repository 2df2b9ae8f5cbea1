/// Why a text can't be the API's base URL, as a sentence that doesn't repeat the text.
public struct BaseURLError: Error, Hashable, Sendable {
  private enum Code: Hashable {
    case notAURL
    case scheme
    case userInfo
    case query
    case host
    case port
    case insecure(host: String)
  }

  private let code: Code

  static let notAURL = BaseURLError(code: .notAURL)
  static let scheme = BaseURLError(code: .scheme)
  static let userInfo = BaseURLError(code: .userInfo)
  static let query = BaseURLError(code: .query)
  static let host = BaseURLError(code: .host)
  static let port = BaseURLError(code: .port)

  static func insecure(host: String) -> BaseURLError {
    BaseURLError(code: .insecure(host: host))
  }
}

extension BaseURLError: CustomStringConvertible {
  /// One sentence: what is wrong with the URL and what to write instead.
  public var description: String {
    switch code {
    case .notAURL: "the base URL is not a URL; write it like https://newhedge.io"
    case .scheme: "the base URL must begin with https://; http:// is for a server on this machine"
    case .userInfo: "the base URL can't contain a user name or password"
    case .query: "the base URL can't contain a query or a fragment; the token is set separately"
    case .host: "the base URL has no valid host; write it like https://newhedge.io"
    case .port: "the base URL's port must be between 1 and 65535"
    case .insecure(let host):
      "http would send the token to \(host) unencrypted; use https, or --insecure-http to allow it"
    }
  }
}
