import NIOCore
import SystemPackage

/// Why the server can't listen.
public struct ServerError: Error, Hashable, Sendable {
  enum Code: Hashable {
    case addressInUse
    case notPermitted
    case badHost
    case badPort
    case other(errno: Int32?)
  }

  let code: Code
  /// Where it was to listen.
  public let host: String
  public let port: Int
  /// By which another port is chosen.
  private let option: String

  init(_ code: Code, host: String, port: Int, option: String = "--port") {
    self.code = code
    self.host = host
    self.port = port
    self.option = option
  }

  package init(_ error: any Error, host: String, port: Int, option: String = "--port") {
    self.init(Self.code(of: error), host: host, port: port, option: option)
  }

  package static func badPort(_ port: Int, of host: String, option: String) -> ServerError {
    ServerError(.badPort, host: host, port: port, option: option)
  }

  /// Whether another port might do.
  package var isOfPort: Bool {
    switch code {
    case .addressInUse, .notPermitted, .badPort: true
    case .badHost, .other: false
    }
  }

  private static func code(of error: any Error) -> Code {
    if error is SocketAddressError || error is SocketAddressError.UnknownHost { return .badHost }
    switch (error as? IOError).map({ Errno(rawValue: $0.errnoCode) }) {
    case .addressInUse: return .addressInUse
    case .permissionDenied, .notPermitted: return .notPermitted
    case .addressNotAvailable: return .badHost
    case let error: return .other(errno: error?.rawValue)
    }
  }
}

extension ServerError: CustomStringConvertible {
  /// One sentence: what failed, where, and what to do.
  public var description: String {
    switch code {
    case .addressInUse: "port \(port) of \(host) is taken; choose another with \(option)"
    case .notPermitted: "port \(port) of \(host) may not be used; choose one from 1024 up"
    case .badHost: "\(host) isn't an address of this machine; choose another with --host"
    case .badPort: "\(port) isn't a port; choose one between 0 and 65535"
    case .other(let errno):
      "the server can't listen on port \(port) of \(host)"
        + (errno.map { " (\(Errno(rawValue: $0)))" } ?? "")
    }
  }
}
